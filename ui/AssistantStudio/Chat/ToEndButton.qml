import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Floats over the messages and leads to the end of them. */
IconButton {
    id: button

    iconName: "chevron-down"
    text: qsTr("Go to the end")

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: height / 2
        color: Theme.panel
        border.width: 1
        border.color: Theme.lineStrong
    }
}
