import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Makes a check of an answer, and says what it expects; or why it could not. */
InlineMessage {
    id: made

    signal editRequested

    function make(messageId: string): void {
        maker.make(messageId);
    }
    function forget(): void {
        maker.close();
    }

    anchors.bottomMargin: visible ? 10 : 0
    height: visible ? implicitHeight : 0
    kind: maker.failed ? "warn" : "good"
    text: maker.text
    hint: maker.hint
    actionText: maker.failed ? "" : qsTr("Edit…")
    closable: true
    onActionClicked: made.editRequested()
    onClosed: maker.close()

    CheckMaker {
        id: maker
    }
}
