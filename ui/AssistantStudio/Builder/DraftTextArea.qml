import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** A long text of the draft: its edits belong to the draft's own history, not to the field's. */
TextAreaField {
    id: field

    required property AssistantDraft draft
    /** The draft's field that is edited here; an undo of it puts the cursor where it changed. */
    required property string fieldName

    keepsHistory: false
    onUndoAsked: draft.undo()
    onRedoAsked: draft.redo()
    onFocusLeft: draft?.endRun()

    Connections {
        target: field.draft

        function onMoved(what: string, place: int): void {
            if (what === field.fieldName && field.visible) {
                field.textArea.forceActiveFocus(Qt.OtherFocusReason);
                field.textArea.cursorPosition = Math.max(0, place);
            }
        }
    }
}
