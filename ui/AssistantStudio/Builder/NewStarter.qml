import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Where one more starter is written; gone while there are as many as there may be. */
RowLayout {
    id: row

    required property AssistantDraft draft

    function add(): void {
        row.draft.addStarter(input.text);
        input.clear();
    }

    visible: !draft.startersFull
    spacing: 8

    TextInputField {
        id: input

        Layout.fillWidth: true
        name: qsTr("A new starter")
        placeholderText: qsTr("A question people may begin with")
        maximumLength: 301
        onAccepted: row.add()
    }
    AppButton {
        implicitHeight: input.height
        text: qsTr("Add")
        iconName: "plus"
        enabled: input.text.trim() !== ""
        onClicked: row.add()
    }
}
