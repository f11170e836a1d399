import QtQuick
import AssistantStudio.Theme

/** A ring around whatever has the keyboard's focus; laid over its parent. */
Rectangle {
    id: ring

    required property bool shown
    property real around: 10

    anchors.fill: parent
    anchors.margins: -3
    radius: around + 3
    color: "transparent"
    border.width: 2
    border.color: Theme.accent
    visible: shown
}
