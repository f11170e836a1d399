import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A question to begin with; a click asks it. */
T.AbstractButton {
    id: card

    implicitHeight: label.implicitHeight + 28
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: card.clicked()
    Keys.onReturnPressed: card.clicked()
    Keys.onEnterPressed: card.clicked()

    background: Rectangle {
        radius: Theme.radiusBox
        color: card.hovered || card.down ? Theme.tint : Theme.panel
        border.width: 1
        border.color: card.hovered ? Theme.accent : Theme.line

        FocusRing {
            shown: card.visualFocus
            around: Theme.radiusBox
        }
    }
    contentItem: Item {
        Text {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            x: 16
            width: parent.width - 32
            text: card.text
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.ink
            font.family: Theme.fontBody
            font.pixelSize: Theme.textBody
            lineHeight: 1.3
            Accessible.ignored: true
        }
    }
}
