import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A passage that a search found: where it stands, its score, why it was found, and what becomes of it. */
Rectangle {
    id: item

    required property int key
    required property string document
    required property string place
    required property string score
    required property real scoreShare
    required property string foundBy
    required property string why
    required property string excerpt
    required property string passage
    required property bool given
    required property string givenText
    property bool whole: false

    signal openRequested

    implicitHeight: column.implicitHeight + 24
    implicitWidth: 300
    radius: Theme.radiusBox
    color: Theme.panel
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Passage %1: %2, %3").arg(key).arg(document).arg(place)
    Accessible.description: qsTr("Score %1, %2. %3. %4. %5").arg(score).arg(foundBy).arg(givenText).arg(why).arg(passage)

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 14
        anchors.rightMargin: 14
        spacing: 6

        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            AppText {
                Layout.fillWidth: true
                text: item.document + "  ·  " + item.place
                elide: Text.ElideMiddle
                font.pixelSize: Theme.textLabel
                font.weight: Theme.weightStrong
                color: item.given ? Theme.ink : Theme.mute
                Accessible.ignored: true
            }
            AppText {
                text: item.foundBy
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                Accessible.ignored: true
            }
            Rectangle {
                implicitWidth: 64
                implicitHeight: 5
                radius: 3
                color: Theme.line

                Rectangle {
                    width: parent.width * Math.min(1, item.scoreShare)
                    height: parent.height
                    radius: 3
                    color: item.given ? Theme.accent : Theme.mute
                }
            }
            AppText {
                text: item.score
                font.pixelSize: Theme.textLabel
                font.weight: Theme.weightMedium
                Accessible.ignored: true
            }
        }
        Text {
            Layout.fillWidth: true
            text: item.whole ? item.passage : item.excerpt
            textFormat: item.whole ? Text.PlainText : Text.RichText
            wrapMode: Text.Wrap
            color: item.given ? Theme.ink : Theme.mute
            font.family: Theme.fontBody
            font.pixelSize: Theme.textLabel
            lineHeight: 1.25
            Accessible.ignored: true
        }
        AppText {
            Layout.fillWidth: true
            text: item.why
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 8

            Pill {
                Layout.maximumWidth: column.width - actions.width - 8
                kind: item.given ? "accent" : "plain"
                text: item.givenText
                Accessible.ignored: true
            }
            Item {
                Layout.fillWidth: true
            }
            Row {
                id: actions

                spacing: 4

                AppButton {
                    implicitHeight: Theme.scaled(26)
                    kind: "ghost"
                    text: item.whole ? qsTr("Less") : qsTr("Whole passage")
                    font.pixelSize: Theme.textSmall
                    onClicked: item.whole = !item.whole
                }
                AppButton {
                    implicitHeight: Theme.scaled(26)
                    text: qsTr("Open")
                    font.pixelSize: Theme.textSmall
                    Accessible.name: qsTr("Open %1 at %2").arg(item.document).arg(item.place)
                    onClicked: item.openRequested()
                }
            }
        }
    }
}
