pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

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
    required property int branch
    required property int branches
    required property string letter
    required property color base
    property bool isLast: false
    property int selectedSource: 0

    readonly property bool streaming: status === "streaming"
    readonly property bool wide: width > 420

    signal sourceActivated(int number)
    signal linkActivated(string address)
    signal copyRequested(string text)
    signal retryRequested
    signal stepRequested(int distance)

    implicitHeight: Math.max(column.implicitHeight, wide ? 30 : 0)
    Accessible.role: Accessible.ListItem
    Accessible.name: streaming ? qsTr("The answer is being written") : qsTr("Answer: %1").arg(text)

    Avatar {
        visible: answer.wide
        letter: answer.letter
        base: answer.base
    }
    Column {
        id: column

        x: answer.wide ? 42 : 0
        y: answer.wide ? 4 : 0
        width: answer.width - x
        spacing: 10

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
            }
        }
        AnswerProgress {
            visible: answer.streaming && repeater.count === 0
            phase: answer.phase
            value: answer.progress
        }
        InlineMessage {
            width: column.width
            visible: answer.error !== ""
            kind: "bad"
            text: answer.error
            hint: answer.hint
            actionText: answer.isLast ? qsTr("Try again") : ""
            onActionClicked: answer.retryRequested()
        }
        AnswerActions {
            width: column.width
            visible: !answer.streaming && (answer.text !== "" || answer.ending !== "" || answer.branches > 1)
            timings: answer.timings
            ending: answer.ending
            sourceCount: answer.sourceCount
            retryable: answer.retryable && answer.error === ""
            branch: answer.branch
            branches: answer.branches
            hasText: answer.text !== ""
            onStepRequested: distance => answer.stepRequested(distance)
            onCopyRequested: answer.copyRequested(answer.text)
            onRetryRequested: answer.retryRequested()
            onSourcesRequested: answer.sourceActivated(0)
        }
    }
}
