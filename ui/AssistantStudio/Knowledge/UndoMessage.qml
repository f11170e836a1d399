import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What was just removed, and the way back; for pages without the sidebar, which shows it otherwise. */
InlineMessage {
    id: message

    text: offer.text
    actionText: text === "" ? "" : qsTr("Undo")
    closable: true
    onActionClicked: offer.undo()
    onClosed: offer.close()

    UndoViewModel {
        id: offer

        onChanged: if (text !== "") {
            message.Accessible.announce(text, Accessible.Polite);
        }
    }
}
