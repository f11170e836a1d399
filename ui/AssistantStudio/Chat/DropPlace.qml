import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One of the places where files can be let go, and what becomes of them there. */
Rectangle {
    id: place

    required property bool chosen
    required property string iconName
    required property string title
    required property string help

    radius: Theme.radiusCard
    color: chosen ? Theme.tint : Theme.panel
    border.width: chosen ? 2 : 1
    border.color: chosen ? Theme.accent : Theme.lineStrong

    Column {
        anchors.centerIn: parent
        width: parent.width - 48
        spacing: 8

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: place.iconName
            size: 30
            color: place.chosen ? Theme.accent : Theme.mute
        }
        AppText {
            width: parent.width
            text: place.title
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }
        AppText {
            width: parent.width
            text: place.help
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }
    }
}
