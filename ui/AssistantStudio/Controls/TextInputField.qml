import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Theme

/** One line of text; `name` is its accessible name, `error` what is wrong with it. */
TextField {
    id: field

    required property string name
    property string error: ""
    property string iconName: ""

    implicitHeight: Theme.controlHeight + 4
    leftPadding: iconName === "" ? 12 : 34
    rightPadding: 12
    color: Theme.ink
    placeholderTextColor: Theme.mute
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    selectByMouse: true
    font.family: Theme.fontBody
    font.pixelSize: Theme.scaled(13)
    // Of a text that is too long to see whole, the beginning says most.
    onTextChanged: if (!activeFocus) {
        cursorPosition = 0;
    }
    Accessible.role: Accessible.EditableText
    Accessible.name: name
    Accessible.description: error

    background: Rectangle {
        radius: Theme.radiusField
        color: Theme.panel
        border.width: field.activeFocus || field.error !== "" ? 2 : 1
        border.color: field.error !== "" ? Theme.bad : field.activeFocus ? Theme.accent : field.hovered ? Theme.lineStrong : Theme.line

        Icon {
            anchors.left: parent.left
            anchors.leftMargin: 11
            anchors.verticalCenter: parent.verticalCenter
            name: field.iconName
            visible: field.iconName !== ""
            size: 15
        }
    }
}
