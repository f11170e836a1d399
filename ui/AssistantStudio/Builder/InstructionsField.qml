import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** What the assistant is told before every conversation. */
ColumnLayout {
    id: field

    required property AssistantDraft draft
    property real minimumHeight: 118
    property real maximumHeight: 260

    spacing: 6

    SectionLabel {
        text: qsTr("Instructions")
        shout: false
    }
    DraftTextArea {
        Layout.fillWidth: true
        draft: field.draft
        fieldName: "instructions"
        name: qsTr("Instructions")
        minimumHeight: field.minimumHeight
        maximumHeight: field.maximumHeight
        placeholderText: qsTr("How it should answer, in your own words. For example: Answer in two or three plain sentences. Quote numbers exactly. If the files do not say, say so.")
        text: field.draft.instructions
        error: field.draft.instructionsError
        onTextEdited: field.draft.instructions = text
    }
    FieldError {
        text: field.draft.instructionsError
    }
    AppText {
        text: field.draft.wordCount === 1 ? qsTr("1 word") : qsTr("%1 words").arg(field.draft.wordCount)
        color: Theme.mute
        font.pixelSize: Theme.textSmall
    }
}
