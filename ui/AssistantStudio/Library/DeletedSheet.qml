pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Deleted assistants: each can be brought back, or taken away for good. */
T.Dialog {
    id: sheet

    required property DeletedModel model
    required property LibraryViewModel library

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(520, parent ? parent.width - 40 : 520)
    height: Math.min(implicitHeight, parent ? parent.height - 60 : implicitHeight)
    implicitHeight: 134 + Math.max(1, list.count) * 56
    modal: true
    focus: true
    padding: 22
    closePolicy: T.Popup.CloseOnEscape
    title: qsTr("Deleted assistants")
    onOpened: close.forceActiveFocus(Qt.TabFocusReason)

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
        Accessible.name: sheet.title

        RowLayout {
            Layout.fillWidth: true

            AppText {
                Layout.fillWidth: true
                text: sheet.title
                font.pixelSize: Theme.textHeading
                font.weight: Theme.weightStrong
            }
            IconButton {
                id: close

                iconName: "x"
                text: qsTr("Close")
                onClicked: sheet.close()
            }
        }
        AppText {
            Layout.fillWidth: true
            text: list.count === 0 ? qsTr("There is none any more.") : qsTr("They come back with their files and conversations. After 30 days they are gone for good.")
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            wrapMode: Text.Wrap
        }
        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: sheet.model
            T.ScrollBar.vertical: AppScrollBar {}
            Accessible.role: Accessible.List
            Accessible.name: sheet.title
            delegate: DeletedRow {
                width: ListView.view.width - 14
                onBackWanted: sheet.library.bringBack(key)
                onEraseWanted: {
                    sure.key = key;
                    sure.name = name;
                    sure.open();
                }
            }
        }
    }
    ConfirmDialog {
        id: sure

        property string key: ""
        property string name: ""

        question: qsTr("Delete “%1” for good?").arg(name)
        detail: qsTr("Its instructions, its knowledge and all conversations with it are taken away. Your own files stay where they are. This cannot be undone.")
        confirmText: qsTr("Delete for good")
        onAccepted: sheet.library.erase(key)
    }
}
