import QtQuick
import QtQuick.Layouts
import AssistantStudio.Theme

/** What a place says while nothing is in it: an icon, a sentence, and what to do. */
ColumnLayout {
    id: empty

    property string iconName: ""
    property string title: ""
    property string help: ""

    spacing: 8

    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        visible: empty.iconName !== ""
        implicitWidth: 52
        implicitHeight: 52
        radius: 17
        color: Theme.tint

        Icon {
            anchors.centerIn: parent
            name: empty.iconName
            size: 24
            color: Theme.accent
        }
    }
    AppText {
        Layout.fillWidth: true
        Layout.topMargin: 4
        text: empty.title
        horizontalAlignment: Text.AlignHCenter
        font.weight: Theme.weightStrong
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: empty.help
        horizontalAlignment: Text.AlignHCenter
        color: Theme.mute
        font.pixelSize: Theme.textLabel
        lineHeight: 1.35
        wrapMode: Text.Wrap
    }
}
