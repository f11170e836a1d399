import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** One line of text; `name` is its accessible name, `error` what is wrong with it.
 * A paste that does not fit is refused in words. */
TextField {
    id: field

    required property string name
    property string error: ""
    property string iconName: ""

    function takePaste(selection: bool): void {
        if (guard.fits(maximumLength - length + selectedText.length, selection, name)) {
            remove(selectionStart, selectionEnd);
            insert(cursorPosition, guard.text(selection).replace(/[\r\n]+/g, " "));
            textEdited();
        }
    }

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
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Paste)) {
            takePaste(false);
            event.accepted = true;
        }
    }
    Accessible.role: Accessible.EditableText
    Accessible.name: name
    Accessible.description: error

    ContextMenu.menu: EditMenu {
        title: field.name
        selected: field.selectedText !== ""
        filled: field.length > 0
        onCutAsked: field.cut()
        onCopyAsked: field.copy()
        onPasteAsked: field.takePaste(false)
        onAllAsked: field.selectAll()
    }

    PasteGuard {
        id: guard
    }
    // The field's own pasting with the middle button would know no limit.
    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.MiddleButton
        cursorShape: Qt.IBeamCursor
        onClicked: field.takePaste(true)
    }

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
