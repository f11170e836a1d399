import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What a person should know of the draft: where it comes from, and what could not be saved. */
ColumnLayout {
    id: messages

    required property AssistantDraft draft

    component Message: InlineMessage {
        Layout.fillWidth: true
        Layout.topMargin: 12
        Layout.leftMargin: 20
        Layout.rightMargin: 20
    }

    spacing: 0

    Message {
        kind: "bad"
        text: messages.draft.saveError
        hint: messages.draft.saveHint
    }
    Message {
        kind: "bad"
        text: messages.draft.keepingError
        hint: messages.draft.keepingHint
        actionText: qsTr("Try again")
        onActionClicked: messages.draft.flush()
    }
    Message {
        text: messages.draft.unfinishedText
        actionText: qsTr("Discard")
        closable: true
        closeText: qsTr("Continue with these changes")
        onActionClicked: messages.draft.discard()
        onClosed: messages.draft.goOn()
    }
    Message {
        text: messages.draft.discardedText
        actionText: qsTr("Bring them back")
        closable: true
        onActionClicked: messages.draft.undo()
        onClosed: messages.draft.goOn()
    }
}
