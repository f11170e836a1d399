import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One watched folder: where it lies, when it was looked at, and what in it is not read. */
Rectangle {
    id: item

    required property string key
    required property string name
    required property string path
    required property string stateText
    required property string warning
    required property bool paused
    required property bool unreachable

    signal pauseRequested
    signal resumeRequested
    signal stopRequested(bool forget)

    implicitHeight: row.implicitHeight + 22
    implicitWidth: 300
    radius: Theme.radiusBox
    color: Theme.panel
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: path + ". " + stateText + (warning === "" ? "" : ". " + warning)

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
            color: item.unreachable ? Theme.warnBg : Theme.tint

            Icon {
                anchors.centerIn: parent
                name: "folder-open"
                size: 18
                color: item.unreachable ? Theme.warn : item.paused ? Theme.mute : Theme.accent
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: item.path
                elide: Text.ElideMiddle
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                text: item.stateText
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                lineHeight: 1.25
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: item.warning
                color: Theme.warn
                font.pixelSize: Theme.textSmall
                lineHeight: 1.25
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            iconName: item.paused ? "play" : "pause"
            iconSize: 16
            text: item.paused ? qsTr("Go on watching %1").arg(item.name) : qsTr("Pause watching %1").arg(item.name)
            onClicked: item.paused ? item.resumeRequested() : item.pauseRequested()
        }
        IconButton {
            id: stop

            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            iconName: "x"
            iconSize: 16
            text: qsTr("Stop watching %1").arg(item.name)
            onClicked: menu.popup(stop, 0, stop.height)

            AppMenu {
                id: menu

                title: qsTr("Stop watching %1").arg(item.name)

                AppMenuItem {
                    text: qsTr("Stop, keep its files")
                    iconName: "file-text"
                    onTriggered: item.stopRequested(false)
                }
                AppMenuItem {
                    text: qsTr("Stop, remove its files")
                    iconName: "trash-2"
                    danger: true
                    onTriggered: item.stopRequested(true)
                }
            }
        }
    }
}
