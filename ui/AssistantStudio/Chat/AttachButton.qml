pragma ComponentBehavior: Bound

import QtCore
import QtQuick
import QtQuick.Dialogs
import AssistantStudio.Controls

/** Opens the system's dialog to choose files for this conversation alone. */
IconButton {
    id: button

    signal filesChosen(list<url> urls)

    function choose(): void {
        // The dialog's own modules take a while to load; most starts never need them.
        loader.active = true;
        (loader.item as FileDialog).open();
    }

    iconName: "paperclip"
    text: qsTr("Attach files to this conversation")
    onClicked: choose()

    Loader {
        id: loader

        active: false
        sourceComponent: Component {
            FileDialog {
                title: qsTr("Attach files to this conversation")
                fileMode: FileDialog.OpenFiles
                currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
                onAccepted: button.filesChosen(selectedFiles)
            }
        }
    }
}
