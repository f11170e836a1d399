import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A passage that stands behind an answer: where it is from, and the words that matter. */
T.AbstractButton {
    id: card

    required property int number
    required property string document
    required property string place
    required property string foundBy
    required property string excerpt
    required property string passage
    required property bool cited
    property bool selected: false
    property bool whole: false
    readonly property bool toolsShown: hovered || selected || visualFocus || activeFocus || whole || more.activeFocus || open.activeFocus

    signal openRequested

    implicitHeight: column.implicitHeight + 24
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: qsTr("Source %1: %2, %3").arg(number).arg(document).arg(place)

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: passage
    Accessible.onPressAction: card.clicked()
    Keys.onReturnPressed: card.clicked()
    Keys.onEnterPressed: card.clicked()

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: -3
            visible: card.selected
            radius: Theme.radiusBox + 3
            color: Theme.tint
        }
        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusBox
            color: Theme.panel
            border.width: 1
            border.color: card.selected ? Theme.accent : card.hovered ? Theme.lineStrong : Theme.line

            FocusRing {
                shown: card.visualFocus
                around: Theme.radiusBox
            }
        }
    }
    contentItem: Item {
        ColumnLayout {
            id: column

            x: 14
            y: 12
            width: parent.width - 28
            spacing: 6

            RowLayout {
                Layout.fillWidth: true
                spacing: 8

                Rectangle {
                    implicitWidth: Math.max(17, numberText.implicitWidth + 8)
                    implicitHeight: Theme.scaled(17)
                    radius: Theme.radiusSmall
                    color: card.selected ? Theme.accent : Theme.tint

                    Text {
                        id: numberText

                        anchors.centerIn: parent
                        text: card.number
                        textFormat: Text.PlainText
                        color: card.selected ? Theme.accentInk : Theme.accent
                        font.family: Theme.fontBody
                        font.pixelSize: Theme.textTiny
                        font.weight: Theme.weightStrong
                        Accessible.ignored: true
                    }
                }
                AppText {
                    Layout.fillWidth: true
                    text: card.document
                    horizontalAlignment: Text.AlignLeft
                    elide: Text.ElideMiddle
                    font.pixelSize: Theme.textLabel
                    font.weight: Theme.weightStrong
                    Accessible.ignored: true
                }
            }
            Text {
                Layout.fillWidth: true
                text: card.whole ? card.passage : card.excerpt
                textFormat: card.whole ? Text.PlainText : Text.RichText
                wrapMode: Text.Wrap
                color: Theme.mute
                font.family: Theme.fontBody
                font.pixelSize: Theme.textLabel
                lineHeight: 1.25
                Accessible.ignored: true
            }
            RowLayout {
                Layout.fillWidth: true
                // With room for the button, which comes when somebody is here: nothing moves for it.
                Layout.minimumHeight: Theme.scaled(20)
                spacing: 10

                AppText {
                    Layout.fillWidth: true
                    Layout.maximumWidth: implicitWidth + 1
                    text: card.place
                    color: Theme.mute
                    font.pixelSize: Theme.textSmall
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
                AppText {
                    text: card.foundBy
                    color: Theme.mute
                    font.pixelSize: Theme.textSmall
                    Accessible.ignored: true
                }
                Item {
                    Layout.fillWidth: true
                }
                AppButton {
                    id: more

                    implicitHeight: Theme.scaled(20)
                    leftPadding: 4
                    rightPadding: 4
                    visible: card.toolsShown
                    kind: "ghost"
                    text: card.whole ? qsTr("Less") : qsTr("Whole passage")
                    font.pixelSize: Theme.textSmall
                    font.weight: Theme.weightNormal
                    onClicked: card.whole = !card.whole
                }
                AppButton {
                    id: open

                    implicitHeight: Theme.scaled(20)
                    leftPadding: 4
                    rightPadding: 4
                    visible: card.toolsShown
                    kind: "ghost"
                    text: qsTr("Open")
                    font.pixelSize: Theme.textSmall
                    Accessible.name: qsTr("Open %1 at %2").arg(card.document).arg(card.place)
                    onClicked: card.openRequested()
                }
            }
        }
    }
}
