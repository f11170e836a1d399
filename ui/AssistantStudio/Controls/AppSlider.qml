import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A value on a line; arrow keys go one step. */
T.Slider {
    id: slider

    required property string name
    /** The value as a person reads it. */
    property string valueText: ""

    implicitWidth: 220
    implicitHeight: 28
    focusPolicy: Qt.StrongFocus
    snapMode: T.Slider.SnapAlways
    hoverEnabled: true
    Accessible.role: Accessible.Slider
    Accessible.name: name
    Accessible.description: valueText

    background: Item {
        Rectangle {
            y: (parent.height - height) / 2
            width: parent.width
            height: 4
            radius: 2
            color: Theme.lineStrong

            Rectangle {
                width: slider.visualPosition * parent.width
                height: parent.height
                radius: 2
                color: Theme.accent
            }
        }
    }
    handle: Rectangle {
        x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
        y: (slider.height - height) / 2
        width: 18
        height: 18
        radius: 9
        color: slider.pressed ? Theme.tint : Theme.panel
        border.width: 2
        border.color: Theme.accent

        FocusRing {
            shown: slider.visualFocus
            around: 9
        }
    }
}
