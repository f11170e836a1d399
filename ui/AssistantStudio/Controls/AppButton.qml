import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A button with a word, and an icon where it helps; `kind` is "plain", "primary", "ghost" or "danger". */
T.Button {
    id: button

    property string kind: "plain"
    property string iconName: ""

    readonly property bool primary: kind === "primary"
    readonly property color foreground: primary ? Theme.accentInk : kind === "ghost" ? (hovered ? Theme.ink : Theme.mute) : kind === "danger" ? Theme.bad : Theme.ink

    implicitHeight: Theme.controlHeight
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: 12
    rightPadding: 12
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.55
    font.family: Theme.fontBody
    font.pixelSize: Theme.textLabel
    font.weight: Theme.weightMedium

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: button.clicked()
    Keys.onReturnPressed: button.clicked()
    Keys.onEnterPressed: button.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: button.primary ? (button.hovered || button.down ? Theme.accentHover : Theme.accent) : button.kind === "ghost" ? (button.hovered || button.down ? Theme.hover : "transparent") : (button.hovered || button.down ? Theme.hover : Theme.panel)
        border.width: button.kind === "plain" || button.kind === "danger" ? 1 : 0
        border.color: Theme.line

        FocusRing {
            shown: button.visualFocus
            around: Theme.radius
        }
    }
    contentItem: Item {
        // Not of the row, whose word gives way where there is less room.
        implicitWidth: label.implicitWidth + (icon.visible ? icon.width + row.spacing : 0)
        implicitHeight: row.implicitHeight

        Row {
            id: row

            anchors.centerIn: parent
            spacing: 8

            Icon {
                id: icon

                anchors.verticalCenter: parent.verticalCenter
                name: button.iconName
                visible: button.iconName !== ""
                size: 16
                color: button.foreground
            }
            Text {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, button.availableWidth - (icon.visible ? icon.width + row.spacing : 0))
                text: button.text
                elide: Text.ElideRight
                font: button.font
                color: button.foreground
                textFormat: Text.PlainText
                Accessible.ignored: true
            }
        }
    }
}
