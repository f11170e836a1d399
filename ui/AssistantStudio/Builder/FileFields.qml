pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Knowledge
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The assistant's knowledge: files it has, and files it will get with the next save. */
ColumnLayout {
    id: field

    required property AssistantDraft draft

    spacing: 8

    KnowledgeViewModel {
        id: files

        assistantId: field.draft.assistantId
    }
    SectionLabel {
        text: qsTr("Knowledge")
        shout: false
    }
    DocumentList {
        Layout.fillWidth: true
        knowledge: files
    }
    Repeater {
        model: field.draft.files
        delegate: DocumentItem {
            required property string modelData
            required property int index

            Layout.fillWidth: true
            key: ""
            name: modelData
            kind: field.draft.kindOf(modelData)
            documentState: "new"
            stateText: qsTr("Will be added when you save")
            warning: ""
            progress: 2
            onRemoveRequested: field.draft.removeFile(index)
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: files.count + field.draft.files.length > 0 ? 4 : 0
        spacing: 12

        AddFilesButton {
            onFilesChosen: urls => field.draft.addFiles(urls)
        }
        AppText {
            Layout.fillWidth: true
            text: qsTr("or drop them anywhere on this page: PDF, Word, Markdown, web pages, plain text")
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            wrapMode: Text.Wrap
        }
    }
}
