import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Where the draft is asked something: Enter sends. */
Rectangle {
    id: composer

    required property bool busy

    signal sent(string text)
    signal stopped

    function focusInput(): void {
        input.forceActiveFocus(Qt.OtherFocusReason);
    }

    function takePaste(selection: bool): void {
        if (guard.fits(input.maximumLength - input.length + input.selectedText.length, selection, input.Accessible.name)) {
            input.remove(input.selectionStart, input.selectionEnd);
            input.insert(input.cursorPosition, guard.text(selection).replace(/[\r\n]+/g, " "));
        }
    }

    function send(): void {
        if (!composer.busy && input.text.trim() !== "") {
            composer.sent(input.text);
            input.clear();
        }
    }

    implicitHeight: row.implicitHeight + 14
    radius: Theme.radiusBubble
    color: Theme.panel
    border.width: 1
    border.color: input.activeFocus ? Theme.accent : Theme.line

    PasteGuard {
        id: guard
    }
    TapHandler {
        onTapped: composer.focusInput()
    }
    RowLayout {
        id: row

        x: 16
        y: 7
        width: parent.width - 24
        spacing: 8

        TextField {
            id: input

            Layout.fillWidth: true
            leftPadding: 0
            rightPadding: 0
            placeholderText: qsTr("Try it…")
            placeholderTextColor: Theme.mute
            color: Theme.ink
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            selectByMouse: true
            maximumLength: 20000
            font.family: Theme.fontBody
            font.pixelSize: Theme.textBody
            background: null
            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("A question to the draft")
            ContextMenu.menu: EditMenu {
                title: qsTr("A question to the draft")
                selected: input.selectedText !== ""
                filled: input.length > 0
                onCutAsked: input.cut()
                onCopyAsked: input.copy()
                onPasteAsked: composer.takePaste(false)
                onAllAsked: input.selectAll()
            }
            Keys.onPressed: event => {
                if (event.matches(StandardKey.Paste)) {
                    composer.takePaste(false);
                    event.accepted = true;
                }
            }
            onAccepted: composer.send()

            MouseArea {
                anchors.fill: parent
                acceptedButtons: Qt.MiddleButton
                cursorShape: Qt.IBeamCursor
                onClicked: composer.takePaste(true)
            }
        }
        IconButton {
            primary: true
            enabled: composer.busy || input.text.trim() !== ""
            iconName: composer.busy ? "square" : "arrow-up"
            iconSize: composer.busy ? 14 : 18
            text: composer.busy ? qsTr("Stop the preview") : qsTr("Ask the draft")
            onClicked: composer.busy ? composer.stopped() : composer.send()
        }
    }
}
