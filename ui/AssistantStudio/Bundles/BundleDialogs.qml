import QtCore
import QtQuick
import QtQuick.Dialogs

/** The system's dialogs for assistants as files; loaded when one is needed. */
Item {
    id: dialogs

    property string suggestedName: ""
    property string suggestedCopy: ""

    readonly property FileDialog source: FileDialog {
        title: qsTr("Choose an assistant's file")
        fileMode: FileDialog.OpenFiles
        currentFolder: StandardPaths.writableLocation(StandardPaths.DownloadLocation)
        nameFilters: [qsTr("Assistants (*.assistant)"), qsTr("All files (*)")]
        onAccepted: dialogs.sourcesChosen(selectedFiles)
    }
    readonly property FileDialog target: FileDialog {
        title: qsTr("Where to put the assistant's file")
        fileMode: FileDialog.SaveFile
        currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
        selectedFile: `${currentFolder}/${encodeURIComponent(dialogs.suggestedName)}`
        defaultSuffix: "assistant"
        nameFilters: [qsTr("Assistants (*.assistant)")]
        onAccepted: dialogs.targetChosen(selectedFile)
    }
    readonly property FileDialog copy: FileDialog {
        title: qsTr("Where to put the copy")
        fileMode: FileDialog.SaveFile
        currentFolder: StandardPaths.writableLocation(StandardPaths.DownloadLocation)
        selectedFile: `${currentFolder}/${encodeURIComponent(dialogs.suggestedCopy)}`
        onAccepted: dialogs.copyChosen(selectedFile)
    }

    signal sourcesChosen(list<url> files)
    signal targetChosen(url file)
    signal copyChosen(url file)
}
