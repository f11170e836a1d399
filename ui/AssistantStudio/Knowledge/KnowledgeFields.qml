pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** What an assistant answers from: its files, or those it will get once it is made. */
ColumnLayout {
    id: field

    required property AssistantDraft draft
    required property KnowledgeViewModel knowledge

    readonly property int count: knowledge.count + draft.files.length

    function add(urls: list<url>): void {
        if (field.draft.version > 0) {
            field.knowledge.add(urls);
        } else {
            field.draft.addFiles(urls);
        }
    }

    spacing: 8

    SectionLabel {
        text: qsTr("Knowledge")
        shout: false
    }
    UndoMessage {
        Layout.fillWidth: true
    }
    WatchedFolderList {
        id: folders

        Layout.fillWidth: true
        Layout.preferredHeight: implicitHeight
        assistantId: field.knowledge.assistantId
    }
    DocumentList {
        Layout.fillWidth: true
        // Said outright: a layout takes an implicit height of 0 for none, and keeps the one before.
        Layout.preferredHeight: implicitHeight
        knowledge: field.knowledge
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
            stateText: qsTr("Will be read when the assistant is made")
            warning: ""
            progress: 2
            retryable: false
            onRemoveRequested: field.draft.removeFile(index)
        }
    }
    Flow {
        Layout.fillWidth: true
        Layout.topMargin: field.count > 0 ? 4 : 0
        spacing: 8

        AddFilesButton {
            onFilesChosen: urls => field.add(urls)
        }
        WatchFolderButton {
            // Before the assistant is made nobody could look at the folder.
            visible: field.draft.version > 0
            onFolderChosen: folder => folders.watch(folder)
        }
    }
    AppText {
        Layout.fillWidth: true
        text: qsTr("or drop them anywhere on this page: PDF, Office files, tables, e-books, e-mail, web pages, text, code")
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
    }
}
