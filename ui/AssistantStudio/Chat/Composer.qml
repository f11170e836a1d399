pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Where the person writes, with what is attached; which key sends is in the settings. */
Item {
    id: composer

    required property ChatViewModel chat

    signal filesRequested
    signal scrollRequested(real pages)

    function focusInput(): void {
        input.forceActiveFocus(Qt.OtherFocusReason);
    }

    function attach(): void {
        attachButton.choose();
    }

    readonly property bool sendable: input.text.trim() !== "" && !chat.attachments.reading

    function send(): void {
        if (!chat.busy && sendable) {
            chat.send(input.text);
        }
    }

    implicitHeight: box.height

    // What was pressed to ask (a starter, "Try again", the field of an edited message) is gone by
    // then: one goes on to write here.
    Connections {
        target: composer.chat

        function onSent(): void {
            composer.focusInput();
        }
    }
    Connections {
        target: composer.chat.actions.edit

        function onChanged(): void {
            if (composer.visible && composer.chat.actions.edit.key === "") {
                composer.focusInput();
            }
        }
    }

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

            ComposerChips {
                Layout.fillWidth: true
                attachments: composer.chat.attachments
            }
            ScrollView {
                Layout.fillWidth: true
                // About eight lines; more of them scroll.
                Layout.preferredHeight: Math.min(input.implicitHeight, 8 * 21 + 6)

                ComposerField {
                    id: input

                    chat: composer.chat
                    KeyNavigation.priority: KeyNavigation.BeforeItem
                    KeyNavigation.tab: attachButton
                    onSendRequested: composer.send()
                    onScrollRequested: pages => composer.scrollRequested(pages)
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: 8

                AttachButton {
                    id: attachButton

                    Layout.leftMargin: -4
                    onFilesChosen: urls => composer.chat.attachments.addFiles(urls)
                }
                IconButton {
                    iconName: "book-open"
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
                    enabled: composer.chat.busy || composer.sendable
                    iconName: composer.chat.busy ? "square" : "arrow-up"
                    iconSize: composer.chat.busy ? 14 : 18
                    text: composer.chat.busy ? qsTr("Stop (Esc)") : composer.chat.enterSends ? qsTr("Send (Enter)") : qsTr("Send (Ctrl+Enter)")
                    Accessible.name: composer.chat.busy ? qsTr("Stop") : qsTr("Send")
                    onClicked: composer.chat.busy ? composer.chat.stop() : composer.send()
                }
            }
        }
    }
}
