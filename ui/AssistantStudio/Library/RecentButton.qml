import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A short way to an assistant that was used lately. */
T.AbstractButton {
    id: button

    required property string letter
    required property color base

    implicitWidth: Math.min(190, label.implicitWidth + 46)
    implicitHeight: 34
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Recent: %1").arg(text)
    Accessible.onPressAction: button.clicked()
    Keys.onReturnPressed: button.clicked()
    Keys.onEnterPressed: button.clicked()

    background: Rectangle {
        radius: height / 2
        color: button.hovered ? Theme.hover : Theme.panel
        border.width: 1
        border.color: Theme.line

        FocusRing {
            shown: button.visualFocus
            around: parent.radius
        }
    }
    contentItem: Item {
        Avatar {
            id: avatar

            x: 6
            anchors.verticalCenter: parent.verticalCenter
            letter: button.letter
            base: button.base
            size: 22
        }
        AppText {
            id: label

            anchors.left: avatar.right
            anchors.leftMargin: 8
            anchors.right: parent.right
            anchors.rightMargin: 10
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
            font.pixelSize: Theme.textLabel
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
