import QtQuick
import AssistantStudio.Theme

/** An assistant's face: a letter on its colour. */
Rectangle {
    id: avatar

    required property string letter
    required property color base
    property int size: 30

    width: size
    height: size
    implicitWidth: size
    implicitHeight: size
    radius: Math.round(size * (size > 40 ? 0.3125 : 0.333))
    color: base
    Accessible.ignored: true

    Text {
        anchors.centerIn: parent
        text: avatar.letter
        textFormat: Text.PlainText
        color: Theme.avatarInk
        font.family: Theme.fontBody
        font.pixelSize: Math.round(avatar.size * (avatar.letter.length > 1 ? 0.4 : avatar.size > 40 ? 0.47 : 0.5))
        font.weight: Theme.weightStrong
        Accessible.ignored: true
    }
}
