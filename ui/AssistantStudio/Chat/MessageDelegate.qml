pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** One message of a conversation: the person's, or an answer. */
Item {
    id: message

    required property int index
    required property string key
    required property string role
    required property string text
    required property string markup
    required property QtObject blocks
    required property string status
    required property string phase
    required property real progress
    required property string ending
    required property string timings
    required property string error
    required property string hint
    required property int sourceCount
    required property bool retryable
    required property bool continuable
    required property string thought
    required property string reasoning
    required property list<string> attachments
    required property int branch
    required property int branches
    required property string note
    required property string way
    required property string otherWay

    required property ChatViewModel chat
    /** Room on both sides, in pixels. */
    required property real side
    required property bool isLast
    /** Whether a search led here. */
    property bool marked: false

    signal sourceActivated(int number)
    signal linkActivated(string address)
    signal copyRequested(string text)
    signal quoteRequested(string text)
    signal detailsRequested
    signal moreRequested(Item at)

    implicitHeight: shown.height

    Rectangle {
        x: message.side - 14
        y: -8
        width: message.width - 2 * message.side + 28
        height: message.height + 16
        visible: message.marked
        radius: Theme.radiusBox
        color: Theme.tint
        Accessible.ignored: true
    }

    Loader {
        id: shown

        x: message.side
        width: message.width - 2 * message.side
        sourceComponent: message.role === "user" ? bubble : answer
    }
    Component {
        id: bubble

        UserMessage {
            key: message.key
            text: message.text
            markup: message.markup
            attachments: message.attachments
            branch: message.branch
            branches: message.branches
            chat: message.chat
            onStepRequested: distance => message.chat.actions.stepBranch(message.key, distance)
        }
    }
    Component {
        id: answer

        AnswerDelegate {
            key: message.key
            text: message.text
            status: message.status
            blocks: message.blocks
            phase: message.phase
            progress: message.progress
            ending: message.ending
            timings: message.timings
            error: message.error
            hint: message.hint
            sourceCount: message.sourceCount
            retryable: message.retryable
            continuable: message.continuable
            thought: message.thought
            reasoning: message.reasoning
            branch: message.branch
            branches: message.branches
            note: message.note
            way: message.way
            otherWay: message.otherWay
            letter: message.chat.face.letter
            base: message.chat.face.color
            picture: message.chat.face.picture
            isLast: message.isLast
            readable: message.chat.aloud.available
            reading: message.chat.aloud.key === message.key
            onReadRequested: message.chat.aloud.toggle(message.key)
            selectedSource: message.chat.sources.messageId === message.key ? message.chat.sources.selected : 0
            onSourceActivated: number => message.sourceActivated(number)
            onLinkActivated: address => message.linkActivated(address)
            onCopyRequested: text => message.copyRequested(text)
            onRetryRequested: message.chat.actions.regenerate(message.key)
            onOtherWayRequested: message.chat.actions.answerOtherWay(message.key)
            onStopRequested: message.chat.stop()
            onContinueRequested: message.chat.actions.goOn(message.key)
            onThoughtsToggled: message.chat.unfold(message.key)
            onQuoteRequested: text => message.quoteRequested(text)
            onDetailsRequested: message.detailsRequested()
            onMoreRequested: at => message.moreRequested(at)
            onStepRequested: distance => message.chat.actions.stepBranch(message.key, distance)
        }
    }
}
