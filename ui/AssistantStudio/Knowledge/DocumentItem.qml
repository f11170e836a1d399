import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One file of the knowledge, with its honest state. */
Rectangle {
    id: item

    required property string key
    required property string name
    required property string kind
    required property string documentState
    required property string stateText
    required property string warning
    required property real progress
    property bool retryable: false

    signal removeRequested
    signal retryRequested

    readonly property bool failed: documentState === "failed"
    readonly property bool working: progress < 2

    implicitHeight: row.implicitHeight + 22
    implicitWidth: 300
    radius: Theme.radiusBox
    color: Theme.panel
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: warning === "" ? stateText : stateText + ". " + warning

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 14
        anchors.rightMargin: 10
        spacing: 12

        Rectangle {
            Layout.alignment: Qt.AlignTop
            implicitWidth: 34
            implicitHeight: 40
            radius: 6
            color: item.failed ? Theme.badBg : Theme.tint

            Text {
                anchors.centerIn: parent
                text: item.kind
                textFormat: Text.PlainText
                color: item.failed ? Theme.bad : Theme.accent
                font.family: Theme.fontBody
                font.pixelSize: Theme.scaled(10)
                font.weight: Font.Bold
                Accessible.ignored: true
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: item.name
                elide: Text.ElideMiddle
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                text: item.stateText
                color: item.failed ? Theme.bad : Theme.mute
                font.pixelSize: Theme.textSmall
                lineHeight: 1.25
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: item.warning
                color: item.failed ? Theme.mute : Theme.warn
                font.pixelSize: Theme.textSmall
                lineHeight: 1.25
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
            ProgressLine {
                Layout.fillWidth: true
                Layout.topMargin: 5
                visible: item.working
                value: item.progress
                name: qsTr("Progress of %1").arg(item.name)
            }
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            visible: item.failed && item.retryable
            iconName: "refresh-cw"
            iconSize: 16
            text: qsTr("Read %1 again").arg(item.name)
            onClicked: item.retryRequested()
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            iconName: "x"
            iconSize: 16
            text: qsTr("Remove %1").arg(item.name)
            onClicked: item.removeRequested()
        }
    }
}
