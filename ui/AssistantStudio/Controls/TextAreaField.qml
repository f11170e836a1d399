import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Several lines of text that grow up to `maximumHeight` and scroll beyond; Tab moves on. */
ScrollView {
    id: view

    required property string name
    property alias text: area.text
    property alias placeholderText: area.placeholderText
    property alias textArea: area
    property string error: ""
    property real minimumHeight: 96
    property real maximumHeight: 260
    /** False where undo and redo are asked for outside. */
    property bool keepsHistory: true
    /** True where what is pasted is looked at outside: nothing is pasted but by `pasteAsked`. */
    property bool guardsPaste: false
    /** The most that fits; more is refused in words. */
    property int pasteLimit: 20000

    signal textEdited
    signal undoAsked
    signal redoAsked
    signal focusLeft
    /** The person wants to paste: the clipboard, or what is selected elsewhere at this place. */
    signal pasteAsked(bool selection, int place)

    function takePaste(selection: bool, place: int): void {
        if (guardsPaste) {
            pasteAsked(selection, place);
        } else if (guard.fits(pasteLimit - area.length + area.selectedText.length, selection, name)) {
            if (selection) {
                area.insert(place, guard.text(true));
            } else {
                area.paste();
            }
        }
    }

    implicitHeight: Math.max(minimumHeight, Math.min(maximumHeight, area.implicitHeight))
    implicitWidth: 200

    TextArea {
        id: area

        leftPadding: 12
        rightPadding: 12
        topPadding: 9
        bottomPadding: 9
        wrapMode: TextEdit.Wrap
        textFormat: TextEdit.PlainText
        color: Theme.ink
        placeholderTextColor: Theme.mute
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        selectByMouse: true
        font.family: Theme.fontBody
        font.pixelSize: Theme.scaled(13)
        Keys.priority: Keys.BeforeItem
        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        Keys.onPressed: event => {
            if (!view.keepsHistory && event.matches(StandardKey.Undo)) {
                view.undoAsked();
                event.accepted = true;
            } else if (!view.keepsHistory && event.matches(StandardKey.Redo)) {
                view.redoAsked();
                event.accepted = true;
            } else if (event.matches(StandardKey.Paste)) {
                view.takePaste(false, 0);
                event.accepted = true;
            }
        }
        onActiveFocusChanged: if (!activeFocus) {
            view.focusLeft();
        }
        Accessible.role: Accessible.EditableText
        Accessible.name: view.name
        Accessible.description: view.error
        Accessible.multiLine: true
        onTextChanged: if (activeFocus) view.textEdited()

        ContextMenu.menu: EditMenu {
            title: view.name
            selected: area.selectedText !== ""
            filled: area.length > 0
            onCutAsked: area.cut()
            onCopyAsked: area.copy()
            onPasteAsked: {
                area.forceActiveFocus(Qt.OtherFocusReason);
                view.takePaste(false, 0);
            }
            onAllAsked: area.selectAll()
        }

        background: Rectangle {
            radius: Theme.radiusField
            color: Theme.panel
            border.width: area.activeFocus || view.error !== "" ? 2 : 1
            border.color: view.error !== "" ? Theme.bad : area.activeFocus ? Theme.accent : area.hovered ? Theme.lineStrong : Theme.line
        }

        PasteGuard {
            id: guard
        }
        MouseArea {
            anchors.fill: parent
            acceptedButtons: Qt.MiddleButton
            cursorShape: Qt.IBeamCursor
            onClicked: mouse => view.takePaste(true, area.positionAt(mouse.x, mouse.y))
        }
    }
}
