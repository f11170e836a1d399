import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A file or pasted text that goes with a message; while it is being written it can be taken off. */
Rectangle {
    id: chip

    required property string name
    property string detail: ""
    property bool reading: false
    property bool textual: false
    property bool removable: false

    signal removeRequested
    signal textRequested

    implicitWidth: Math.min(row.implicitWidth + (removable ? 12 : 19), textual ? 360 : 300)
    implicitHeight: 30
    radius: Theme.radius
    color: Theme.bg
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: detail === "" ? qsTr("Attached: %1").arg(name) : qsTr("Attached: %1, %2").arg(name).arg(detail)

    RowLayout {
        id: row

        x: 9
        width: parent.width - (chip.removable ? 12 : 19)
        height: parent.height
        spacing: 6

        Icon {
            name: chip.textual ? "pencil" : "file-text"
            size: 14
        }
        AppText {
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth + 1
            text: chip.name
            font.pixelSize: Theme.textSmall
            elide: Text.ElideMiddle
            Accessible.ignored: true
        }
        AppText {
            visible: text !== ""
            text: chip.detail
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            Accessible.ignored: true
        }
        AppButton {
            visible: chip.removable && chip.textual
            implicitHeight: 22
            leftPadding: 6
            rightPadding: 6
            kind: "ghost"
            text: qsTr("Paste as text")
            font.pixelSize: Theme.textSmall
            Accessible.name: qsTr("Put “%1” into the message as text").arg(chip.name)
            onClicked: chip.textRequested()
        }
        IconButton {
            visible: chip.removable
            implicitWidth: 22
            implicitHeight: 22
            iconName: "x"
            iconSize: 13
            text: qsTr("Do not attach “%1”").arg(chip.name)
            onClicked: chip.removeRequested()
        }
    }
}
