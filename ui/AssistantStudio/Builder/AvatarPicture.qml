pragma ComponentBehavior: Bound

import QtCore
import QtQuick
import QtQuick.Dialogs
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** The way to a picture in the place of the letter, and back. */
Row {
    id: picture

    required property AssistantDraft draft

    function choose(): void {
        // The dialog's own modules take a while to load; most drafts never need them.
        chooser.active = true;
        (chooser.item as FileDialog).open();
    }

    function cut(file: url): void {
        sheet.active = true;
        (sheet.item as AvatarSheet).begin(file);
    }

    spacing: 4

    AppButton {
        implicitHeight: 32
        kind: "ghost"
        iconName: "image"
        text: picture.draft.avatarPicture === "" ? qsTr("Picture…") : qsTr("Another picture…")
        onClicked: picture.choose()
    }
    IconButton {
        visible: picture.draft.avatarPicture !== ""
        iconName: "x"
        iconSize: 16
        text: qsTr("Take the picture away")
        onClicked: picture.draft.avatarPicture = ""
    }
    Loader {
        id: chooser

        active: false
        sourceComponent: Component {
            FileDialog {
                title: qsTr("Choose a picture")
                currentFolder: StandardPaths.writableLocation(StandardPaths.PicturesLocation)
                nameFilters: [qsTr("Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.webp)"), qsTr("All files (*)")]
                onAccepted: picture.cut(selectedFile)
            }
        }
    }
    Loader {
        id: sheet

        active: false
        visible: false
        sourceComponent: Component {
            AvatarSheet {
                onKept: sha256 => picture.draft.avatarPicture = sha256
            }
        }
    }
}
