pragma ComponentBehavior: Bound

import QtCore
import QtQuick
import QtQuick.Dialogs
import AssistantStudio.Controls

/** Opens the system's dialog to choose a folder that is kept up to date. */
AppButton {
    id: button

    signal folderChosen(url folder)

    text: qsTr("Watch a folder…")
    iconName: "folder-open"
    onClicked: {
        // The dialog's own modules take a while to load; most starts never need them.
        loader.active = true;
        (loader.item as FolderDialog).open();
    }

    Loader {
        id: loader

        active: false
        sourceComponent: Component {
            FolderDialog {
                title: qsTr("Watch a folder")
                currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
                onAccepted: button.folderChosen(selectedFolder)
            }
        }
    }
}
