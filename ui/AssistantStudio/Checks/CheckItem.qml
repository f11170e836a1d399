pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One check: what is asked, what a good answer is, how it stands, and why it fails. */
Rectangle {
    id: item

    required property string key
    required property string question
    required property string expected
    required property string checkState
    required property string stateText
    required property list<string> reasons
    required property string answer
    property bool runnable: true

    property bool open: false

    signal runRequested
    signal editRequested
    signal removeRequested

    implicitHeight: row.implicitHeight + 22
    implicitWidth: 300
    radius: Theme.radiusBox
    color: Theme.panel
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: question
    Accessible.description: [stateText, expected, ...reasons].join(". ")

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 14
        anchors.rightMargin: 8
        spacing: 12

        CheckMark {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
            checkState: item.checkState
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 3

            AppText {
                Layout.fillWidth: true
                text: item.question
                wrapMode: Text.Wrap
                maximumLineCount: 4
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                text: item.expected
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                lineHeight: 1.25
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
            Repeater {
                model: item.reasons
                delegate: AppText {
                    required property string modelData

                    Layout.fillWidth: true
                    text: modelData
                    color: Theme.bad
                    font.pixelSize: Theme.textSmall
                    lineHeight: 1.25
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }
            }
            AppButton {
                Layout.leftMargin: -6
                visible: item.answer !== ""
                implicitHeight: 24
                leftPadding: 6
                rightPadding: 6
                kind: "ghost"
                font.pixelSize: Theme.textSmall
                font.weight: Theme.weightNormal
                text: item.open ? qsTr("Hide the answer") : qsTr("Show the answer")
                Accessible.name: (item.open ? qsTr("Hide the answer to “%1”") : qsTr("Show the answer to “%1”")).arg(item.question)
                onClicked: item.open = !item.open
            }
            AppText {
                Layout.fillWidth: true
                visible: item.open && text !== ""
                text: item.answer
                font.pixelSize: Theme.textLabel
                lineHeight: 1.35
                wrapMode: Text.Wrap
            }
        }
        RowLayout {
            Layout.alignment: Qt.AlignTop
            spacing: 0

            AppText {
                Layout.rightMargin: 6
                text: item.stateText
                color: item.checkState === "passed" ? Theme.good : item.checkState === "failed" ? Theme.bad : Theme.mute
                font.pixelSize: Theme.textSmall
                Accessible.ignored: true
            }
            IconButton {
                enabled: item.runnable
                iconName: "play"
                iconSize: 15
                text: qsTr("Run “%1”").arg(item.question)
                onClicked: item.runRequested()
            }
            IconButton {
                iconName: "pencil"
                iconSize: 15
                text: qsTr("Change “%1”").arg(item.question)
                onClicked: item.editRequested()
            }
            IconButton {
                iconName: "x"
                iconSize: 16
                text: qsTr("Remove “%1”").arg(item.question)
                onClicked: item.removeRequested()
            }
        }
    }
}
