import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One of the avatar's colours. */
T.AbstractButton {
    id: dot

    required property string modelData
    required property int place
    required property bool chosen
    readonly property string base: modelData

    implicitWidth: 28
    implicitHeight: 28
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: qsTr("Colour %1").arg(place)
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checked: chosen
    Accessible.onPressAction: dot.clicked()
    Keys.onReturnPressed: dot.clicked()
    Keys.onEnterPressed: dot.clicked()

    background: Rectangle {
        radius: 9
        color: dot.base
        border.width: dot.hovered ? 2 : 0
        border.color: Theme.faded(Theme.avatarInk, 0.5)

        FocusRing {
            shown: dot.visualFocus
            around: 9
        }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            visible: dot.chosen
            name: "check"
            size: 16
            color: Theme.avatarInk
        }
    }
}
