pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Where the person writes: Enter sends, Shift+Enter begins a new line. */
Item {
    id: composer

    required property ChatViewModel chat

    signal filesRequested
    signal scrollRequested(real pages)

    function focusInput(): void {
        input.forceActiveFocus(Qt.OtherFocusReason);
    }

    function send(): void {
        if (!chat.busy && input.text.trim() !== "") {
            chat.send(input.text);
        }
    }

    implicitHeight: box.height

    // Shadows by plain rectangles: what every renderer can draw.
    Repeater {
        model: 4

        Rectangle {
            required property int index

            x: -index * 2
            y: 4 + index * 2
            width: box.width + index * 4
            height: box.height
            radius: Theme.radiusBubble + index * 2
            color: Theme.shadow
            opacity: Theme.dark ? 0.07 : 0.014
        }
    }
    Rectangle {
        id: box

        width: composer.width
        height: column.implicitHeight + 22
        radius: Theme.radiusBubble
        color: Theme.panel
        border.width: 1
        border.color: input.activeFocus ? Theme.accent : Theme.line

        TapHandler {
            onTapped: composer.focusInput()
        }
        ColumnLayout {
            id: column

            x: 14
            y: 12
            width: parent.width - 28
            spacing: 8

            ScrollView {
                Layout.fillWidth: true
                // About eight lines; more of them scroll.
                Layout.preferredHeight: Math.min(input.implicitHeight, 8 * 21 + 6)

                TextArea {
                    id: input

                    leftPadding: 2
                    rightPadding: 2
                    topPadding: 2
                    bottomPadding: 4
                    placeholderText: composer.chat.face.name === "" ? qsTr("Ask…") : qsTr("Ask %1…").arg(composer.chat.face.name)
                    placeholderTextColor: Theme.mute
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
                    KeyNavigation.tab: attach
                    Accessible.role: Accessible.EditableText
                    Accessible.name: qsTr("Your message")
                    Accessible.multiLine: true
                    onTextChanged: composer.chat.draft = text
                    Keys.onPressed: event => {
                        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                        if (enter && !(event.modifiers & Qt.ShiftModifier) && !input.inputMethodComposing) {
                            composer.send();
                            event.accepted = true;
                        } else if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
                            composer.scrollRequested(event.key === Qt.Key_PageUp ? -1 : 1);
                            event.accepted = true;
                        }
                    }
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: 8

                IconButton {
                    id: attach

                    Layout.leftMargin: -4
                    iconName: "paperclip"
                    text: qsTr("Files of this assistant")
                    onClicked: composer.filesRequested()
                }
                AppText {
                    Layout.fillWidth: true
                    text: composer.chat.busy || composer.chat.phase === "" ? "" : composer.chat.phase
                    color: Theme.mute
                    font.pixelSize: Theme.textSmall
                    elide: Text.ElideRight
                }
                ContextLine {
                    meter: composer.chat.context
                    narrow: composer.width < 430
                }
                IconButton {
                    primary: true
                    enabled: composer.chat.busy || input.text.trim() !== ""
                    iconName: composer.chat.busy ? "square" : "arrow-up"
                    iconSize: composer.chat.busy ? 14 : 18
                    text: composer.chat.busy ? qsTr("Stop (Esc)") : qsTr("Send (Enter)")
                    Accessible.name: composer.chat.busy ? qsTr("Stop") : qsTr("Send")
                    onClicked: composer.chat.busy ? composer.chat.stop() : composer.send()
                }
            }
        }
    }
    Connections {
        target: composer.chat

        function onDraftChanged(): void {
            if (input.text !== composer.chat.draft) {
                input.text = composer.chat.draft;
                input.cursorPosition = input.length;
            }
        }
    }
}
