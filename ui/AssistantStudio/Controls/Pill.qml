import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A small rounded label; a button where `interactive`. `kind` is "plain", "accent", "warn" or "bad". */
T.AbstractButton {
    id: pill

    property bool interactive: false
    property string kind: "plain"
    readonly property color foreground: kind === "accent" ? Theme.accent : kind === "warn" ? Theme.warn : kind === "bad" ? Theme.bad : Theme.mute

    implicitHeight: Theme.scaled(24)
    implicitWidth: label.implicitWidth + leftPadding + rightPadding
    leftPadding: 10
    rightPadding: 10
    enabled: interactive
    hoverEnabled: interactive
    focusPolicy: interactive ? Qt.StrongFocus : Qt.NoFocus

    Accessible.role: interactive ? Accessible.Button : Accessible.StaticText
    Accessible.name: text
    Accessible.onPressAction: if (interactive) pill.clicked()
    Keys.onReturnPressed: pill.clicked()
    Keys.onEnterPressed: pill.clicked()

    background: Rectangle {
        radius: height / 2
        color: pill.kind === "accent" ? Theme.tint : pill.kind === "warn" ? Theme.warnBg : pill.kind === "bad" ? Theme.badBg : pill.hovered ? Theme.hover : Theme.panel
        border.width: pill.kind === "plain" ? 1 : 0
        border.color: Theme.line

        FocusRing {
            shown: pill.visualFocus
            around: parent.radius
        }
    }
    contentItem: Text {
        id: label

        text: pill.text
        textFormat: Text.PlainText
        font.family: Theme.fontBody
        font.pixelSize: Theme.textSmall
        color: pill.interactive && pill.hovered ? Theme.ink : pill.foreground
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
        Accessible.ignored: true
    }
}
