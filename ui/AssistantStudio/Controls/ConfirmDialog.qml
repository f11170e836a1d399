import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Theme

/** Asks before something is taken away; `accepted` comes with a yes. Escape is a no. */
T.Dialog {
    id: dialog

    required property string question
    property string detail: ""
    property string confirmText: qsTr("Delete")
    property string cancelText: qsTr("Cancel")
    property bool danger: true

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(420, parent ? parent.width - 40 : 420)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    modal: true
    focus: true
    padding: 22
    closePolicy: T.Popup.CloseOnEscape
    title: question
    onOpened: no.forceActiveFocus(Qt.TabFocusReason)

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
        Accessible.name: dialog.question
        Accessible.description: dialog.detail

        AppText {
            Layout.fillWidth: true
            text: dialog.question
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            wrapMode: Text.Wrap
        }
        AppText {
            Layout.fillWidth: true
            visible: dialog.detail !== ""
            text: dialog.detail
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            lineHeight: 1.35
            wrapMode: Text.Wrap
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 14
            spacing: 10

            Item {
                Layout.fillWidth: true
            }
            AppButton {
                id: no

                text: dialog.cancelText
                onClicked: dialog.reject()
            }
            AppButton {
                text: dialog.confirmText
                kind: dialog.danger ? "danger" : "primary"
                onClicked: dialog.accept()
            }
        }
    }
}
