import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A button that is only an icon; `text` is its accessible name and its tool tip. */
T.Button {
    id: button

    required property string iconName
    property bool primary: false
    property int iconSize: 18
    /** What a press opened is looked at then, not the tip; until the pointer comes anew. */
    property bool tipSpent: false
    readonly property bool tipShown: hovered && !down && !tipSpent
    readonly property color foreground: primary ? Theme.accentInk : (hovered ? Theme.ink : Theme.mute)

    implicitWidth: 32
    implicitHeight: 32
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    onPressed: tipSpent = true
    onHoveredChanged: if (!hovered) {
        tipSpent = false;
    }
    opacity: enabled ? 1 : 0.5

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: button.clicked()
    Keys.onReturnPressed: button.clicked()
    Keys.onEnterPressed: button.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: button.primary ? (button.hovered || button.down ? Theme.accentHover : Theme.accent) : (button.hovered || button.down ? Theme.hover : "transparent")

        FocusRing {
            shown: button.visualFocus
            around: Theme.radius
        }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.iconName
            size: button.iconSize
            color: button.foreground
        }
    }

    AppToolTip {
        shown: button.tipShown
        text: button.text
    }
}
