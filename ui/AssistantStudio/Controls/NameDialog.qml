import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Theme

/** Asks for another name; Enter keeps it, Escape does not. */
T.Dialog {
    id: dialog

    required property string question
    property int maximumLength: 80

    signal named(string text)

    function ask(before: string): void {
        field.text = before;
        open();
    }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(420, parent ? parent.width - 40 : 420)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    modal: true
    focus: true
    padding: 22
    closePolicy: T.Popup.CloseOnEscape
    title: question
    onOpened: {
        field.forceActiveFocus(Qt.TabFocusReason);
        field.selectAll();
    }
    onAccepted: dialog.named(field.text)

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.panel
        border.width: 1
        border.color: Theme.line
    }
    contentItem: ColumnLayout {
        spacing: 12
        Accessible.role: Accessible.Dialog
        Accessible.name: dialog.question

        AppText {
            Layout.fillWidth: true
            text: dialog.question
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            elide: Text.ElideRight
        }
        TextInputField {
            id: field

            Layout.fillWidth: true
            name: qsTr("Name")
            maximumLength: dialog.maximumLength
            onAccepted: if (keep.enabled) {
                dialog.accept();
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 4
            spacing: 10

            Item {
                Layout.fillWidth: true
            }
            AppButton {
                text: qsTr("Cancel")
                onClicked: dialog.reject()
            }
            AppButton {
                id: keep

                text: qsTr("Rename")
                kind: "primary"
                enabled: field.text.trim() !== ""
                onClicked: dialog.accept()
            }
        }
    }
}
