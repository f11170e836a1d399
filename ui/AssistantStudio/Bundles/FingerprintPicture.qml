pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Theme

/** A key as a small picture of five by five squares, to be known again at a glance. */
Rectangle {
    id: picture

    required property list<bool> cells
    required property int hue

    readonly property color ink: Qt.hsla(hue / 360, 0.55, Theme.dark ? 0.66 : 0.36, 1)

    implicitWidth: 60
    implicitHeight: 60
    radius: Theme.radius
    color: Theme.bg
    border.width: 1
    border.color: Theme.line
    Accessible.ignored: true

    Grid {
        anchors.centerIn: parent
        columns: 5

        Repeater {
            model: picture.cells
            delegate: Rectangle {
                required property bool modelData

                width: 9
                height: 9
                color: modelData ? picture.ink : "transparent"
            }
        }
    }
}
