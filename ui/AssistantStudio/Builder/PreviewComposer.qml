import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Where the draft is asked something: Enter sends. */
Rectangle {
    id: composer

    required property bool busy

    signal sent(string text)
    signal stopped

    function focusInput(): void {
        input.forceActiveFocus(Qt.OtherFocusReason);
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
            onAccepted: composer.send()
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
