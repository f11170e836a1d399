import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** One line of a menu; `danger` where it takes something away. */
T.MenuItem {
    id: item

    property bool danger: false
    property string iconName: ""

    readonly property color foreground: danger ? Theme.bad : Theme.ink

    implicitWidth: 206
    implicitHeight: Theme.scaled(32)
    leftPadding: 9
    rightPadding: 9
    font.family: Theme.fontBody
    font.pixelSize: Theme.textLabel
    Accessible.role: checkable ? Accessible.RadioButton : Accessible.MenuItem
    Accessible.name: text
    Accessible.onPressAction: item.triggered()

    indicator: null
    arrow: null
    contentItem: Row {
        spacing: 9

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: item.iconName !== ""
            name: item.iconName
            size: 16
            color: item.danger ? Theme.bad : Theme.mute
        }
        Text {
            width: parent.width - (item.iconName !== "" ? 25 : 0) - (item.checkable ? 25 : 0)
            anchors.verticalCenter: parent.verticalCenter
            text: item.text
            textFormat: Text.PlainText
            font: item.font
            color: item.foreground
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: item.checkable && item.checked
            name: "check"
            size: 16
            color: Theme.accent
        }
    }
    background: Rectangle {
        radius: 6
        color: item.highlighted ? Theme.hover : "transparent"
        border.width: item.highlighted && item.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
}
