import QtCore
import QtQuick
import QtQuick.Dialogs

/** The system's dialogs for files of conversations. */
Item {
    id: dialogs

    readonly property FileDialog one: FileDialog {
        title: qsTr("Export the conversation")
        fileMode: FileDialog.SaveFile
        currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
        nameFilters: [qsTr("PDF (*.pdf)"), qsTr("Web page (*.html)"), qsTr("Markdown (*.md)"), qsTr("JSON, with all branches (*.json)")]
        defaultSuffix: ["pdf", "html", "md", "json"][selectedNameFilter.index] ?? "pdf"
        onAccepted: dialogs.exportChosen(selectedFile)
    }
    readonly property FileDialog all: FileDialog {
        title: qsTr("Export all conversations of the assistant")
        fileMode: FileDialog.SaveFile
        currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
        nameFilters: [qsTr("JSON (*.json)")]
        defaultSuffix: "json"
        onAccepted: dialogs.exportAllChosen(selectedFile)
    }
    readonly property FileDialog source: FileDialog {
        title: qsTr("Import conversations")
        currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
        nameFilters: [qsTr("Conversations (*.json)")]
        onAccepted: dialogs.importChosen(selectedFile)
    }

    /** Where one conversation goes; the name is a proposal. */
    function askForOne(name: string): void {
        one.selectedFile = `${one.currentFolder}/${encodeURIComponent(name)}`;
        one.open();
    }
    function askForAll(name: string): void {
        all.selectedFile = `${all.currentFolder}/${encodeURIComponent(name)}.json`;
        all.open();
    }

    signal exportChosen(url file)
    signal exportAllChosen(url file)
    signal importChosen(url file)
}
