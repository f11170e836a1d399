import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A section's name in the builder, with what stands beside it. */
T.AbstractButton {
    id: item

    property string badge: ""
    property string badgeName: badge
    property bool current: false

    implicitHeight: 36
    implicitWidth: 160
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.description: badgeName
    Accessible.selected: current
    Accessible.onPressAction: item.clicked()
    Keys.onReturnPressed: item.clicked()
    Keys.onEnterPressed: item.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: item.current ? Theme.panel : item.hovered ? Theme.hover : "transparent"
        border.width: item.current ? 1 : 0
        border.color: Theme.line

        FocusRing {
            shown: item.visualFocus
            around: Theme.radius
        }
    }
    contentItem: RowLayout {
        spacing: 8

        AppText {
            Layout.fillWidth: true
            Layout.leftMargin: 9
            Layout.rightMargin: item.badge === "" ? 9 : 0
            text: item.text
            elide: Text.ElideRight
            font.weight: Theme.weightMedium
            Accessible.ignored: true
        }
        AppText {
            Layout.rightMargin: 9
            visible: text !== ""
            text: item.badge
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            Accessible.ignored: true
        }
    }
}
