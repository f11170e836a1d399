import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A quiet scroll bar that shows itself while it is of use. */
T.ScrollBar {
    id: bar

    implicitWidth: 10
    implicitHeight: 10
    padding: 2
    minimumSize: 0.06
    visible: policy === T.ScrollBar.AlwaysOn || size < 0.995
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: bar.pressed || bar.hovered ? Theme.mute : Theme.lineStrong
        opacity: bar.active || bar.hovered ? 1 : 0.6
    }
}
