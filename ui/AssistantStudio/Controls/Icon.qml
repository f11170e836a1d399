import QtQuick
import QtQuick.Window
import AssistantStudio.Theme

/** A Lucide icon in any colour of the theme; decoration only, so it has no accessible name. */
Image {
    id: icon

    required property string name
    property color color: Theme.mute
    property int size: 18

    width: size
    height: size
    sourceSize: Qt.size(Math.ceil(size * Screen.devicePixelRatio), Math.ceil(size * Screen.devicePixelRatio))
    source: name === "" ? "" : "image://icon/" + name + "/" + String(color).replace("#", "")
    Accessible.ignored: true
}
