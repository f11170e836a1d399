import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** How a check stands, as a sign: `checkState` is "passed", "failed", "broke", "running" or "unknown". */
Rectangle {
    id: mark

    required property string checkState
    property int size: 22

    readonly property bool good: checkState === "passed"
    readonly property bool bad: checkState === "failed" || checkState === "broke"

    implicitWidth: size
    implicitHeight: size
    radius: size / 2
    color: good ? Theme.tint : bad ? Theme.badBg : "transparent"
    border.width: checkState === "broke" ? 2 : good || bad ? 0 : 1
    border.color: checkState === "broke" ? Theme.bad : checkState === "running" ? Theme.accent : Theme.lineStrong
    Accessible.ignored: true

    Icon {
        anchors.centerIn: parent
        name: mark.good ? "check" : mark.bad ? "x" : mark.checkState === "running" ? "ellipsis" : "minus"
        size: mark.size - 8
        color: mark.good ? Theme.good : mark.bad ? Theme.bad : mark.checkState === "running" ? Theme.accent : Theme.mute
    }
}
