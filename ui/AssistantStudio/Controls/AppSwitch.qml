import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** On or off, at once. */
T.AbstractButton {
    id: control

    required property string name

    checkable: true
    implicitWidth: 44
    implicitHeight: 26
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: name
    Accessible.role: Accessible.CheckBox
    Accessible.name: name
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: control.click()
    Accessible.onToggleAction: control.click()
    Keys.onReturnPressed: control.click()
    Keys.onEnterPressed: control.click()

    background: Rectangle {
        radius: height / 2
        color: control.checked ? Theme.accent : Theme.panel
        border.width: control.checked ? 0 : 2
        border.color: Theme.mute

        FocusRing {
            shown: control.visualFocus
            around: parent.radius
        }
    }
    contentItem: Item {
        Rectangle {
            width: 16
            height: 16
            radius: 8
            y: (parent.height - height) / 2
            x: control.checked ? parent.width - width - 5 : 5
            color: control.checked ? Theme.accentInk : Theme.mute

            Behavior on x {
                NumberAnimation {
                    duration: Theme.motion
                    easing.type: Easing.OutCubic
                }
            }
        }
    }
}
