import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** One line of the draft: its edits belong to the draft's own history, not to the field's. */
TextInputField {
    id: field

    required property AssistantDraft draft
    /** The draft's field that is edited here; an undo of it puts the cursor where it changed. */
    required property string fieldName

    // Also when the page goes, whose draft may be gone before it.
    onActiveFocusChanged: draft?.endRun()
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Undo)) {
            field.draft.undo();
            event.accepted = true;
        } else if (event.matches(StandardKey.Redo)) {
            field.draft.redo();
            event.accepted = true;
        }
    }

    Connections {
        target: field.draft

        function onMoved(what: string, place: int): void {
            if (what === field.fieldName && field.visible) {
                field.forceActiveFocus(Qt.OtherFocusReason);
                field.cursorPosition = Math.max(0, place);
            }
        }
    }
}
