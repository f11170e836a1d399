import QtQuick
import AssistantStudio.Theme

/** An assistant's face: its picture, or a letter on its colour. */
Rectangle {
    id: avatar

    required property string letter
    required property color base
    /** The sha256 of a picture; empty shows the letter. */
    property string picture: ""
    property int size: 30

    width: size
    height: size
    implicitWidth: size
    implicitHeight: size
    radius: Math.round(size * (size > 40 ? 0.3125 : 0.333))
    color: shown.visible ? "transparent" : base
    Accessible.ignored: true

    Image {
        id: shown

        anchors.fill: parent
        visible: avatar.picture !== "" && status === Image.Ready
        source: avatar.picture === "" ? "" : "image://avatar/" + avatar.picture
        sourceSize: Qt.size(avatar.size * 2, avatar.size * 2)
        asynchronous: true
        smooth: true
        mipmap: true
        Accessible.ignored: true
    }
    Text {
        visible: !shown.visible
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
