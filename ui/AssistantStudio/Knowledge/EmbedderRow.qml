pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** What meaning is found with, and the way to another search model. */
ColumnLayout {
    id: row

    required property AssistantDraft draft
    required property int fileCount

    spacing: 6

    SearchModelChoice {
        id: choice

        draft: row.draft
        Component.onCompleted: refresh()
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 8

        AppText {
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth + 1
            text: qsTr("Meaning is found with: %1").arg(choice.chosenName)
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            elide: Text.ElideRight
        }
        AppButton {
            implicitHeight: Theme.scaled(26)
            leftPadding: 8
            rightPadding: 8
            kind: "ghost"
            text: qsTr("Change…")
            font.pixelSize: Theme.textSmall
            Accessible.name: qsTr("Change the search model…")
            onClicked: {
                sheet.active = true;
                (sheet.item as EmbedderSheet).open();
            }
        }
        Item {
            Layout.fillWidth: true
        }
    }
    InlineMessage {
        Layout.fillWidth: true
        text: choice.pending ? qsTr("When you save, the passages of all files are prepared anew for “%1”.").arg(choice.chosenName) : ""
        hint: qsTr("Until that is done, words are found as ever, and meaning file by file. Undo takes the choice back.")
        actionText: qsTr("Undo")
        onActionClicked: row.draft.undo()
    }
    Loader {
        id: sheet

        active: false
        sourceComponent: Component {
            EmbedderSheet {
                choice: choice
                fileCount: row.fileCount
            }
        }
    }
}
