import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The person's message as a field, to put it in other words; what was said before stays as a branch. */
Rectangle {
    id: editor

    required property MessageEdit edit

    signal sendRequested

    /** The most that is pasted into it; longer texts are attached to a new message. */
    readonly property int pasteLimit: 20000

    function takePaste(selection: bool): void {
        if (guard.fits(pasteLimit, selection, field.Accessible.name)) {
            field.remove(field.selectionStart, field.selectionEnd);
            field.insert(field.cursorPosition, guard.text(selection));
        }
    }

    implicitHeight: column.implicitHeight + 20
    radius: Theme.radiusBubble
    color: Theme.panel
    border.width: 1
    border.color: field.activeFocus ? Theme.accent : Theme.line
    Component.onCompleted: {
        field.text = edit.text;
        field.cursorPosition = field.length;
        field.forceActiveFocus(Qt.OtherFocusReason);
    }

    PasteGuard {
        id: guard
    }
    Column {
        id: column

        x: 14
        y: 10
        width: editor.width - 28
        spacing: 8

        ScrollView {
            width: parent.width
            height: Math.min(field.implicitHeight, 10 * 21 + 6)

            TextArea {
                id: field

                leftPadding: 1
                rightPadding: 1
                topPadding: 0
                bottomPadding: 2
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                color: Theme.ink
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                selectByMouse: true
                font.family: Theme.fontBody
                font.pixelSize: Theme.textBody
                background: null
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: cancel
                ContextMenu.menu: EditMenu {
                    title: qsTr("Your message in other words")
                    selected: field.selectedText !== ""
                    filled: field.length > 0
                    onCutAsked: field.cut()
                    onCopyAsked: field.copy()
                    onPasteAsked: editor.takePaste(false)
                    onAllAsked: field.selectAll()
                }
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Your message in other words")
                Accessible.multiLine: true
                onTextChanged: editor.edit.text = text
                Keys.onEscapePressed: editor.edit.end()
                Keys.onPressed: event => {
                    const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                    if (enter && !(event.modifiers & Qt.ShiftModifier) && !field.inputMethodComposing) {
                        editor.sendRequested();
                        event.accepted = true;
                    } else if (event.matches(StandardKey.Paste)) {
                        editor.takePaste(false);
                        event.accepted = true;
                    }
                }

                MouseArea {
                    anchors.fill: parent
                    acceptedButtons: Qt.MiddleButton
                    cursorShape: Qt.IBeamCursor
                    onClicked: editor.takePaste(true)
                }
            }
        }
        Row {
            anchors.right: parent.right
            spacing: 8

            AppButton {
                id: cancel

                implicitHeight: 30
                text: qsTr("Cancel")
                Accessible.name: qsTr("Leave the message as it was")
                onClicked: editor.edit.end()
            }
            AppButton {
                implicitHeight: 30
                kind: "primary"
                enabled: field.text.trim() !== ""
                text: qsTr("Send")
                Accessible.name: qsTr("Ask again in these words")
                onClicked: editor.sendRequested()
            }
        }
    }
}
