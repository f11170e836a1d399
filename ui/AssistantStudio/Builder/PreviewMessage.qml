pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Chat
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One message of the preview: the chat's own bubble, or the blocks of an answer. */
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
    required property string thought
    required property string reasoning
    required property string letter
    required property color base
    required property string picture
    required property bool isLast
    required property int selectedSource
    /** Room on both sides, in pixels. */
    required property real side

    readonly property bool streaming: status === "streaming"

    signal sourceActivated(int number)
    signal linkActivated(string address)
    signal copyRequested(string text)
    signal askedAgain
    signal thoughtsToggled

    implicitHeight: shown.height

    component Action: AppButton {
        implicitHeight: 24
        leftPadding: 6
        rightPadding: 6
        kind: "ghost"
        font.pixelSize: Theme.textSmall
        font.weight: Theme.weightNormal
    }

    Loader {
        id: shown

        x: message.side
        width: message.width - 2 * message.side
        sourceComponent: message.role === "user" ? bubble : answer
    }
    Component {
        id: bubble

        UserBubble {
            text: message.text
            markup: message.markup
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("You said: %1").arg(message.text)
        }
    }
    Component {
        id: answer

        Item {
            implicitHeight: Math.max(column.implicitHeight, 30)
            Accessible.role: Accessible.ListItem
            Accessible.name: message.streaming ? qsTr("The answer is being written") : qsTr("Answer: %1").arg(message.text)

            Avatar {
                letter: message.letter
                base: message.base
                picture: message.picture
            }
            Column {
                id: column

                x: 42
                y: 4
                width: parent.width - x
                spacing: 8

                ReasoningFold {
                    width: column.width
                    title: message.thought
                    thoughts: message.reasoning
                    onToggled: message.thoughtsToggled()
                }
                Repeater {
                    id: parts

                    model: message.blocks

                    BlockView {
                        required property int index

                        width: column.width
                        growing: message.streaming && index === parts.count - 1
                        selectedSource: message.selectedSource
                        onSourceActivated: number => message.sourceActivated(number)
                        onLinkActivated: address => message.linkActivated(address)
                        onCopyRequested: text => message.copyRequested(text)
                    }
                }
                AnswerProgress {
                    visible: message.streaming && parts.count === 0 && message.thought === ""
                    phase: message.phase
                    value: message.progress
                }
                InlineMessage {
                    width: column.width
                    kind: "bad"
                    text: message.error
                    hint: message.hint
                }
                AppText {
                    width: column.width
                    visible: text !== "" && !message.streaming
                    text: message.ending === "" ? message.timings : message.ending
                    color: Theme.mute
                    font.pixelSize: Theme.textSmall
                    wrapMode: Text.Wrap
                }
                Flow {
                    x: -6
                    width: column.width
                    visible: !message.streaming
                    spacing: 2

                    Action {
                        visible: message.isLast
                        text: qsTr("Ask again")
                        onClicked: message.askedAgain()
                    }
                    Action {
                        visible: message.sourceCount > 0
                        text: message.sourceCount === 1 ? qsTr("1 source") : qsTr("%1 sources").arg(message.sourceCount)
                        Accessible.name: qsTr("Show the sources of this answer")
                        onClicked: message.sourceActivated(0)
                    }
                    Action {
                        visible: message.text !== ""
                        text: qsTr("Copy")
                        Accessible.name: qsTr("Copy the answer as Markdown")
                        onClicked: message.copyRequested(message.text)
                    }
                }
            }
        }
    }
}
