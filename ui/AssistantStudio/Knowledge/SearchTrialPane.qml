pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** A field to search the files with, and what a question would be answered from. */
ColumnLayout {
    id: pane

    required property string assistantId

    function focusField(): void {
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: 12

    SearchTrial {
        id: trial

        assistantId: pane.assistantId
        colors: Theme.textColors
    }
    AppText {
        Layout.fillWidth: true
        text: qsTr("See what the assistant finds for a question, and why, without asking the model.")
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 8

        TextInputField {
            id: field

            Layout.fillWidth: true
            name: qsTr("Search the files")
            placeholderText: qsTr("Words or a question")
            iconName: "search"
            onAccepted: trial.run(text)
        }
        AppButton {
            kind: "primary"
            text: trial.busy ? qsTr("Searching…") : qsTr("Search")
            enabled: field.text.trim() !== "" && !trial.busy
            onClicked: trial.run(field.text)
        }
    }
    InlineMessage {
        Layout.fillWidth: true
        kind: "bad"
        text: trial.problem
        hint: trial.problemHint
    }
    InlineMessage {
        Layout.fillWidth: true
        kind: trial.answerable ? "good" : "warn"
        text: trial.verdict
        hint: trial.summary
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 8
        visible: found.count > 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Passages found")

        Repeater {
            id: found

            model: trial.found
            delegate: FoundPassage {
                Layout.fillWidth: true
                onOpenRequested: trial.openFound(key)
            }
        }
    }
}
