import QtQuick
import AssistantStudio.Theme

/** A thin progress bar; `value` from 0 to 1, below 0 while nobody knows how long it takes. */
Item {
    id: line

    required property real value
    property string name: ""

    implicitWidth: 92
    implicitHeight: 5
    Accessible.role: Accessible.ProgressBar
    Accessible.name: name
    Accessible.description: value < 0 ? qsTr("working") : qsTr("%1 percent").arg(Math.round(100 * value))

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: Theme.line
    }
    Rectangle {
        id: bar

        property real phase: 0

        height: parent.height
        radius: height / 2
        color: Theme.accent
        width: line.value < 0 ? line.width * 0.3 : line.width * Math.min(1, line.value)
        x: line.value < 0 ? (line.width - width) * phase : 0

        SequentialAnimation on phase {
            running: line.value < 0 && line.visible && Theme.motion > 0
            loops: Animation.Infinite

            NumberAnimation {
                from: 0
                to: 1
                duration: 900
                easing.type: Easing.InOutQuad
            }
            NumberAnimation {
                from: 1
                to: 0
                duration: 900
                easing.type: Easing.InOutQuad
            }
        }
    }
}
