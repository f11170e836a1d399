pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What the person said, with the way to say it in other words and to the wordings there were. */
Item {
    id: message

    required property string key
    required property string text
    required property string markup
    required property list<string> attachments
    required property int branch
    required property int branches
    required property ChatViewModel chat

    readonly property bool editing: chat.actions.edit.key === key && key !== ""
    readonly property bool saved: key !== "asked"

    signal stepRequested(int distance)

    implicitHeight: editing ? editor.height : column.height
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("You said: %1").arg(text)

    HoverHandler {
        id: pointer
    }
    Column {
        id: column

        anchors.right: parent.right
        width: parent.width
        visible: !message.editing
        spacing: 4

        Repeater {
            model: message.attachments

            AttachmentChip {
                required property string modelData

                anchors.right: parent?.right
                name: modelData
            }
        }
        UserBubble {
            id: bubble

            width: parent.width
            text: message.text
            markup: message.markup

            IconButton {
                // Seen when it is meant; the keyboard and screen readers find it always.
                anchors.right: bubble.right
                anchors.rightMargin: bubble.shownWidth + 6
                anchors.verticalCenter: bubble.verticalCenter
                opacity: pointer.hovered || activeFocus ? 1 : 0
                enabled: message.saved && !message.chat.busy
                iconName: "pencil"
                iconSize: 15
                implicitWidth: 28
                implicitHeight: 28
                text: qsTr("Edit and ask again")
                onClicked: message.chat.actions.edit.begin(message.key, message.text)
            }
        }
        Loader {
            anchors.right: parent.right
            active: message.branches > 1
            visible: active
            sourceComponent: BranchStepper {
                branch: message.branch
                branches: message.branches
                onStepRequested: distance => message.stepRequested(distance)
            }
        }
    }
    Loader {
        id: editor

        anchors.right: parent.right
        width: Math.min(parent.width, 620)
        active: message.editing
        sourceComponent: MessageEditor {
            edit: message.chat.actions.edit
            onSendRequested: message.chat.actions.sendEdited()
        }
    }
}
