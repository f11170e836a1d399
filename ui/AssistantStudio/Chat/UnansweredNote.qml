import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** The foot of the messages: room, and an offer where the last question has no answer. */
Item {
    id: foot

    required property ChatViewModel chat
    /** Room on both sides, in pixels. */
    required property real side

    height: 24 + (note.visible ? note.height : 0)

    InlineMessage {
        id: note

        x: foot.side
        y: 22
        width: foot.width - 2 * foot.side
        visible: foot.chat.unanswered
        kind: "warn"
        text: qsTr("This question has no answer yet.")
        actionText: qsTr("Answer it")
        onActionClicked: foot.chat.actions.retry()
    }
}
