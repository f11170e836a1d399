pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Chooses the search model; what a change means is said before it is made. */
Sheet {
    id: sheet

    required property SearchModelChoice choice
    required property int fileCount

    title: qsTr("What is meaning found with?")
    width: Math.min(560, parent ? parent.width - 60 : 560)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    onOpened: {
        sheet.choice.refresh();
        close.forceActiveFocus(Qt.TabFocusReason);
    }

    contentItem: ColumnLayout {
        spacing: 12
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        AppText {
            Layout.fillWidth: true
            text: sheet.title
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        AppText {
            Layout.fillWidth: true
            text: sheet.fileCount === 0 ? qsTr("A search model turns passages and questions into numbers that lie close where the meaning does. Take one that knows your files' language.") : qsTr("A search model turns passages and questions into numbers that lie close where the meaning does. Take one that knows your files' language. With another one all files are prepared anew once you save; that takes as long as the first time, and words are found meanwhile.")
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            lineHeight: 1.35
            wrapMode: Text.Wrap
        }
        InlineMessage {
            Layout.fillWidth: true
            kind: "bad"
            text: sheet.choice.problem
            hint: sheet.choice.problemHint
        }
        Repeater {
            model: sheet.choice.models
            delegate: ChoiceCard {
                Layout.fillWidth: true
                chosen: sheet.choice.chosen === key
                onClicked: sheet.choice.choose(key)
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 4
            spacing: 10

            AppButton {
                text: sheet.choice.adding ? qsTr("Copying…") : qsTr("Add a model's folder…")
                enabled: !sheet.choice.adding
                onClicked: {
                    folders.active = true;
                    (folders.item as FolderDialog).open();
                }
            }
            Item {
                Layout.fillWidth: true
            }
            AppButton {
                id: close

                text: qsTr("Done")
                onClicked: sheet.close()
            }
        }
    }

    Loader {
        id: folders

        active: false
        sourceComponent: Component {
            FolderDialog {
                title: qsTr("Add a sentence-transformers model")
                onAccepted: sheet.choice.add(selectedFolder)
            }
        }
    }
}
