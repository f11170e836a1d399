import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Asks what a version is to be called; an empty name is fine. */
T.Dialog {
    id: dialog

    property string confirmText: qsTr("Save version")

    signal named(string name)

    function ask(what: string, before: string): void {
        confirmText = what;
        input.text = before;
        open();
        input.forceActiveFocus(Qt.TabFocusReason);
        input.selectAll();
    }

    function done(): void {
        dialog.named(input.text);
        dialog.accept();
    }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(420, parent ? parent.width - 40 : 420)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    modal: true
    focus: true
    padding: 22
    closePolicy: T.Popup.CloseOnEscape
    title: qsTr("Name this version")

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
        spacing: 8
        Accessible.role: Accessible.Dialog
        Accessible.name: dialog.title

        AppText {
            Layout.fillWidth: true
            text: dialog.title
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
        }
        AppText {
            Layout.fillWidth: true
            text: qsTr("A few words that you will know it by in the history.")
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            wrapMode: Text.Wrap
        }
        TextInputField {
            id: input

            Layout.fillWidth: true
            Layout.topMargin: 6
            name: qsTr("Name of the version")
            placeholderText: qsTr("Such as: shorter answers")
            maximumLength: 80
            onAccepted: dialog.done()
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 14
            spacing: 10

            Item {
                Layout.fillWidth: true
            }
            AppButton {
                text: qsTr("Cancel")
                onClicked: dialog.reject()
            }
            AppButton {
                text: dialog.confirmText
                kind: "primary"
                onClicked: dialog.done()
            }
        }
    }
}
