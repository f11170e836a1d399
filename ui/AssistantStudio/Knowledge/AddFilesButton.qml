pragma ComponentBehavior: Bound

import QtCore
import QtQuick
import QtQuick.Dialogs
import AssistantStudio.Controls

/** Opens the system's dialog to choose files for the knowledge. */
AppButton {
    id: button

    /** What the readers know; code and other texts are under "All files". */
    readonly property string endings: "*.pdf *.docx *.docm *.dotx *.pptx *.pptm *.ppsx *.potx *.xlsx *.xlsm *.xltx *.csv *.tsv *.tab *.odt *.ott *.ods *.ots *.odp *.otp" + " *.epub *.rtf *.eml *.zip *.html *.htm *.xhtml *.md *.markdown *.mdown *.mkd *.txt *.text *.json *.jsonl *.ndjson *.geojson"

    signal filesChosen(list<url> urls)

    text: qsTr("Add files…")
    iconName: "plus"
    onClicked: {
        // The dialog's own modules take a while to load; most starts never need them.
        loader.active = true;
        (loader.item as FileDialog).open();
    }

    Loader {
        id: loader

        active: false
        sourceComponent: Component {
            FileDialog {
                title: qsTr("Add files to the knowledge")
                fileMode: FileDialog.OpenFiles
                currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
                nameFilters: [qsTr("Documents (%1)").arg(button.endings), qsTr("All files (*)")]
                onAccepted: button.filesChosen(selectedFiles)
            }
        }
    }
}
