pragma ComponentBehavior: Bound

import QtCore
import QtQuick
import QtQuick.Dialogs

/** The system's dialogs for the data folder and its backups; loaded when one is needed. */
Item {
    id: choices

    property string suggestedName: ""

    signal backupPlaceChosen(url file)
    signal backupChosen(url file)
    signal folderChosen(url folder)

    function askForBackupPlace() {
        saving.active = true;
        (saving.item as FileDialog).open();
    }

    function askForBackup() {
        opening.active = true;
        (opening.item as FileDialog).open();
    }

    function askForFolder() {
        folders.active = true;
        (folders.item as FolderDialog).open();
    }

    visible: false

    Loader {
        id: saving

        active: false
        sourceComponent: Component {
            FileDialog {
                title: qsTr("Where to put the backup")
                fileMode: FileDialog.SaveFile
                currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
                selectedFile: `${currentFolder}/${choices.suggestedName}`
                defaultSuffix: "studio-backup"
                nameFilters: [qsTr("Backups (*.studio-backup)")]
                onAccepted: choices.backupPlaceChosen(selectedFile)
            }
        }
    }
    Loader {
        id: opening

        active: false
        sourceComponent: Component {
            FileDialog {
                title: qsTr("Choose a backup")
                fileMode: FileDialog.OpenFile
                currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
                nameFilters: [qsTr("Backups (*.studio-backup)"), qsTr("All files (*)")]
                onAccepted: choices.backupChosen(selectedFile)
            }
        }
    }
    Loader {
        id: folders

        active: false
        sourceComponent: Component {
            FolderDialog {
                title: qsTr("Choose an empty folder for your data")
                onAccepted: choices.folderChosen(selectedFolder)
            }
        }
    }
}
