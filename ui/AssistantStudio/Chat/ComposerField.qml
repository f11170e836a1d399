pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The field of the composer. What is pasted goes through the app: a long text becomes an attachment. */
TextArea {
    id: field

    required property ChatViewModel chat

    signal sendRequested
    signal scrollRequested(real pages)

    function takePaste(selection: bool): void {
        const text = chat.attachments.paste(selection);
        if (text !== "") {
            put(text);
        }
    }

    function put(text: string): void {
        remove(selectionStart, selectionEnd);
        insert(cursorPosition, text);
    }

    leftPadding: 2
    rightPadding: 2
    topPadding: 2
    bottomPadding: 4
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap
    color: Theme.ink
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    selectByMouse: true
    font.family: Theme.fontBody
    font.pixelSize: Theme.textBody
    background: null
    Accessible.role: Accessible.EditableText
    Accessible.name: qsTr("Your message")
    Accessible.description: hint.text
    Accessible.multiLine: true
    onTextChanged: chat.draft = text
    Keys.onPressed: event => {
        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
        const held = event.modifiers & (Qt.ControlModifier | Qt.MetaModifier);
        const sends = chat.enterSends ? !(event.modifiers & Qt.ShiftModifier) : held;
        if (event.matches(StandardKey.Paste)) {
            takePaste(false);
            event.accepted = true;
        } else if (event.matches(StandardKey.Undo) && !canUndo) {
            // A field takes these keys from the window even where it has nothing to undo.
            offer.undo();
            event.accepted = true;
        } else if (enter && sends && !inputMethodComposing) {
            sendRequested();
            event.accepted = true;
        } else if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
            scrollRequested(event.key === Qt.Key_PageUp ? -1 : 1);
            event.accepted = true;
        }
    }

    UndoViewModel {
        id: offer
    }
    // Not `placeholderText`: it would read marks in the assistant's name as HTML.
    AppText {
        id: hint

        x: field.leftPadding
        y: field.topPadding
        width: field.width - field.leftPadding - field.rightPadding
        visible: field.length === 0 && field.preeditText === ""
        text: field.chat.face.name === "" ? qsTr("Ask…") : qsTr("Ask %1…").arg(field.chat.face.name)
        color: Theme.mute
        elide: Text.ElideRight
        Accessible.ignored: true
    }

    ContextMenu.menu: AppMenu {
        title: qsTr("Your message")

        AppMenuItem {
            enabled: field.selectedText !== ""
            text: qsTr("Cut")
            onTriggered: field.cut()
        }
        AppMenuItem {
            enabled: field.selectedText !== ""
            text: qsTr("Copy")
            onTriggered: field.copy()
        }
        AppMenuItem {
            text: qsTr("Paste")
            onTriggered: field.takePaste(false)
        }
        AppMenuItem {
            enabled: field.length > 0
            text: qsTr("Select all")
            onTriggered: field.selectAll()
        }
    }

    // The field's own pasting with the middle button would know no limit.
    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.MiddleButton
        cursorShape: Qt.IBeamCursor
        onClicked: field.takePaste(true)
    }
    Connections {
        target: field.chat

        function onDraftChanged(): void {
            if (field.text !== field.chat.draft) {
                field.text = field.chat.draft;
                field.cursorPosition = field.length;
            }
        }
    }
    Connections {
        target: field.chat.attachments

        function onTextWanted(text: string): void {
            field.put(text);
            field.forceActiveFocus(Qt.OtherFocusReason);
        }
    }
}
