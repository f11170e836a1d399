import QtQuick
import AssistantStudio.ViewModels

/** What opens over the window from an answer: its prompt, how it was made, a question about a link. */
Item {
    id: sheets

    readonly property bool anyOpen: promptSheet.visible || detailsSheet.visible || linkDialog.visible

    function copy(text: string): void {
        tools.copy(text);
    }
    function askAboutLink(address: string): void {
        const parts = tools.addressParts(address);
        if (parts.length === 3) {
            linkDialog.parts = parts;
            linkDialog.open();
        }
    }
    function showPrompt(prompt: string, note: string): void {
        promptSheet.prompt = prompt;
        promptSheet.note = note;
        promptSheet.open();
    }
    /** `facts` are name and value by turns. */
    function showDetails(facts: list<string>): void {
        detailsSheet.facts = facts;
        detailsSheet.open();
    }

    ReplyTools {
        id: tools
    }
    PromptSheet {
        id: promptSheet

        onCopyRequested: text => tools.copy(text)
    }
    DetailsSheet {
        id: detailsSheet
    }
    LinkDialog {
        id: linkDialog

        onAccepted: tools.open(address)
        onCopyRequested: text => tools.copy(text)
    }
}
