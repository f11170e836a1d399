import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A way to one of the window's pages. */
T.AbstractButton {
    id: entry

    required property string iconName
    required property bool current

    implicitHeight: Theme.scaled(36)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.selected: current
    Accessible.onPressAction: entry.clicked()
    Keys.onReturnPressed: entry.clicked()
    Keys.onEnterPressed: entry.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: entry.current ? Theme.panel : entry.hovered ? Theme.hover : "transparent"
        border.width: entry.current ? 1 : 0
        border.color: Theme.line

        FocusRing {
            shown: entry.visualFocus
            around: Theme.radius
        }
    }
    contentItem: Row {
        leftPadding: 9
        spacing: 10

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: entry.iconName
            size: 17
            color: entry.current ? Theme.ink : Theme.mute
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: entry.text
            textFormat: Text.PlainText
            color: Theme.ink
            font.family: Theme.fontBody
            font.pixelSize: Theme.textBody
            Accessible.ignored: true
        }
    }
}
