pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls

/** An answer: its blocks while they come and afterwards, how it ended, and what can be done with it. */
Item {
    id: answer

    required property string key
    required property string text
    required property string status
    required property QtObject blocks
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
    required property int branch
    required property int branches
    required property string letter
    required property color base
    property string note: ""
    property string way: ""
    property string otherWay: ""
    property bool readable: false
    property bool reading: false
    property string picture: ""
    property bool isLast: false
    property int selectedSource: 0

    readonly property bool streaming: status === "streaming"
    readonly property bool wide: width > 420

    signal sourceActivated(int number)
    signal linkActivated(string address)
    signal copyRequested(string text)
    signal retryRequested
    signal otherWayRequested
    signal stopRequested
    signal continueRequested
    signal stepRequested(int distance)
    signal thoughtsToggled
    signal readRequested
    signal quoteRequested(string text)
    signal detailsRequested
    signal moreRequested(Item at)

    implicitHeight: Math.max(column.implicitHeight, wide ? 30 : 0)
    Accessible.role: Accessible.ListItem
    Accessible.name: streaming ? qsTr("The answer is being written") : qsTr("Answer: %1").arg(text)

    Avatar {
        visible: answer.wide
        letter: answer.letter
        base: answer.base
        picture: answer.picture
    }
    Column {
        id: column

        x: answer.wide ? 42 : 0
        y: answer.wide ? 4 : 0
        width: answer.width - x
        spacing: 10

        Loader {
            width: column.width
            active: answer.thought !== ""
            visible: active
            sourceComponent: ReasoningFold {
                title: answer.thought
                thoughts: answer.reasoning
                onToggled: answer.thoughtsToggled()
            }
        }
        Repeater {
            id: repeater

            model: answer.blocks

            BlockView {
                required property int index

                width: column.width
                growing: answer.streaming && index === repeater.count - 1
                selectedSource: answer.selectedSource
                onSourceActivated: number => answer.sourceActivated(number)
                onLinkActivated: address => answer.linkActivated(address)
                onCopyRequested: text => answer.copyRequested(text)
                onQuoteRequested: text => answer.quoteRequested(text)
            }
        }
        AnswerProgress {
            visible: answer.streaming && repeater.count === 0 && answer.thought === ""
            phase: answer.phase
            value: answer.progress
            note: answer.note
            width: column.width
            onStopRequested: answer.stopRequested()
        }
        Loader {
            width: column.width
            active: answer.error !== ""
            visible: active
            sourceComponent: InlineMessage {
                kind: "bad"
                text: answer.error
                hint: answer.hint
                actionText: answer.isLast ? qsTr("Try again") : ""
                onActionClicked: answer.retryRequested()
            }
        }
        Loader {
            width: column.width
            // Made when the answer is whole: its making must not hold up the first word.
            active: !answer.streaming && (answer.text !== "" || answer.ending !== "" || answer.continuable || answer.branches > 1)
            visible: active
            sourceComponent: AnswerActions {
                timings: answer.timings
                ending: answer.ending
                sourceCount: answer.sourceCount
                retryable: answer.retryable && answer.error === ""
                branch: answer.branch
                branches: answer.branches
                continuable: answer.continuable && answer.isLast
                hasText: answer.text !== ""
                way: answer.way
                otherWay: answer.otherWay
                onOtherWayRequested: answer.otherWayRequested()
                readable: answer.readable
                reading: answer.reading
                onReadRequested: answer.readRequested()
                onStepRequested: distance => answer.stepRequested(distance)
                onCopyRequested: answer.copyRequested(answer.text)
                onRetryRequested: answer.retryRequested()
                onContinueRequested: answer.continueRequested()
                onDetailsRequested: answer.detailsRequested()
                onMoreRequested: at => answer.moreRequested(at)
                onSourcesRequested: answer.sourceActivated(0)
            }
        }
    }
}
