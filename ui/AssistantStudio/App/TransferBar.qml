pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Exporting and importing conversations: the dialogs, what goes on, and how it ended. */
InlineMessage {
    id: bar

    required property AppViewModel app

    property string exportedId: ""

    function exportConversation(id: string): void {
        exportedId = id;
        dialogs.active = true;
        (dialogs.item as TransferDialogs).askForOne(transfer.nameFor(id));
    }
    function exportAll(): void {
        dialogs.active = true;
        (dialogs.item as TransferDialogs).askForAll(transfer.nameForAll(app.currentAssistantId));
    }
    function importFile(): void {
        dialogs.active = true;
        (dialogs.item as TransferDialogs).source.open();
    }

    kind: transfer.failed ? "bad" : transfer.busy ? "info" : "good"
    text: transfer.text
    hint: transfer.hint
    actionText: transfer.busy ? qsTr("Stop") : transfer.showable ? qsTr("Show") : ""
    closable: !transfer.busy
    onActionClicked: transfer.busy ? transfer.stop() : transfer.showFolder()
    onClosed: transfer.close()

    TransferViewModel {
        id: transfer
    }
    Loader {
        id: dialogs

        // The dialogs' own modules take a while to load; most starts never need them.
        active: false
        sourceComponent: Component {
            TransferDialogs {
                onExportChosen: file => transfer.exportConversation(bar.exportedId, file)
                onExportAllChosen: file => transfer.exportAll(bar.app.currentAssistantId, file)
                onImportChosen: file => transfer.importFile(bar.app.currentAssistantId, file)
            }
        }
    }
    Command {
        name: "conversation.export"
        title: qsTr("Export this conversation…")
        group: qsTr("Conversations")
        iconName: "download"
        words: qsTr("save Markdown HTML PDF JSON file print")
        enabled: bar.app.page === "chat" && bar.app.currentConversationId !== ""
        onTriggered: bar.exportConversation(bar.app.currentConversationId)
    }
    Command {
        name: "conversation.exportAll"
        title: qsTr("Export all conversations of this assistant…")
        group: qsTr("Conversations")
        iconName: "download"
        words: qsTr("save JSON file")
        enabled: bar.app.currentAssistantId !== ""
        onTriggered: bar.exportAll()
    }
    Command {
        name: "conversation.import"
        title: qsTr("Import conversations…")
        group: qsTr("Conversations")
        iconName: "upload"
        words: qsTr("ChatGPT JSON file open take in")
        enabled: bar.app.currentAssistantId !== ""
        onTriggered: bar.importFile()
    }
}
