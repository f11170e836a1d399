pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** What the assistant is told before every conversation, what that costs, and its variables. */
ColumnLayout {
    id: field

    required property AssistantDraft draft
    property real minimumHeight: 118
    property real maximumHeight: 260

    function insert(text: string): void {
        const area = editor.textArea;
        area.forceActiveFocus(Qt.OtherFocusReason);
        area.remove(area.selectionStart, area.selectionEnd);
        area.insert(area.cursorPosition, text);
    }

    spacing: 6

    InstructionsViewModel {
        id: instructions

        draft: field.draft
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 8

        SectionLabel {
            Layout.fillWidth: true
            text: qsTr("Instructions")
            shout: false
        }
        AppButton {
            id: insertButton

            implicitHeight: 26
            leftPadding: 8
            rightPadding: 8
            kind: "ghost"
            iconName: "braces"
            text: qsTr("Insert a variable")
            onClicked: menu.popup(insertButton, 0, insertButton.height)
        }
    }
    DraftTextArea {
        id: editor

        Layout.fillWidth: true
        draft: field.draft
        fieldName: "instructions"
        name: qsTr("Instructions")
        minimumHeight: field.minimumHeight
        maximumHeight: field.maximumHeight
        guardsPaste: true
        placeholderText: qsTr("How it should answer, in your own words. For example: Answer in two or three plain sentences. Quote numbers exactly. If the files do not say, say so.")
        text: field.draft.instructions
        error: field.draft.instructionsError
        onTextEdited: field.draft.instructions = text
        onPasteAsked: (selection, place) => {
            const replaced = selection ? 0 : textArea.selectionEnd - textArea.selectionStart;
            const pasted = instructions.pasteable(field.draft.instructionsLimit - textArea.length + replaced, selection);
            if (pasted === "") {
                return;
            }
            if (selection) {
                textArea.insert(place, pasted);
            } else {
                textArea.paste();
            }
        }
    }
    FieldError {
        text: field.draft.instructionsError
    }
    InlineMessage {
        Layout.fillWidth: true
        kind: "warn"
        text: instructions.pasteProblem
        hint: instructions.pasteHint
        closable: true
        onClosed: instructions.closePasteProblem()
    }
    AppText {
        Layout.fillWidth: true
        text: instructions.costText
        color: instructions.tooLong ? Theme.warn : Theme.mute
        font.pixelSize: Theme.textSmall
        lineHeight: 1.3
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: instructions.unknownText
        color: Theme.warn
        font.pixelSize: Theme.textSmall
        lineHeight: 1.3
        wrapMode: Text.Wrap
    }
    AppMenu {
        id: menu

        title: qsTr("Variables")
        implicitWidth: 330

        Repeater {
            model: instructions.variables
            delegate: AppMenuItem {
                required property string modelData

                text: qsTr("%1 — %2").arg(modelData).arg(instructions.meaning(modelData))
                onTriggered: field.insert(modelData)
            }
        }
    }
}
