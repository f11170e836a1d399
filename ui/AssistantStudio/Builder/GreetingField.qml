import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What an empty conversation begins with. */
ColumnLayout {
    id: field

    required property AssistantDraft draft

    spacing: 6

    SectionLabel {
        text: qsTr("Greeting")
        shout: false
    }
    DraftTextArea {
        Layout.fillWidth: true
        draft: field.draft
        fieldName: "greeting"
        name: qsTr("Greeting")
        pasteLimit: 2000
        minimumHeight: 38
        maximumHeight: 120
        placeholderText: qsTr("Shown before the first question, if you like")
        text: field.draft.greeting
        error: field.draft.greetingError
        onTextEdited: field.draft.greeting = text
    }
    FieldError {
        text: field.draft.greetingError
    }
}
