pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Where everything lies, moving it, a backup, and the way back from one. */
SettingsSection {
    id: section

    title: qsTr("Data and backups")

    readonly property bool busy: store.doing !== ""

    DataFolder {
        id: store
    }
    FileChoices {
        id: choices

        suggestedName: store.suggestedName
        onBackupPlaceChosen: file => store.backUp(file, withModels.checked)
        onBackupChosen: file => store.restore(file)
        onFolderChosen: folder => store.moveTo(folder)
    }
    InlineMessage {
        Layout.fillWidth: true
        kind: store.tellKind === "bad" ? "bad" : "good"
        text: store.tellText
        hint: store.tellHint
        closable: !store.waitsForRestart
        onClosed: store.closeMessage()
    }
    RowLayout {
        Layout.fillWidth: true
        visible: store.waitsForRestart && !section.busy
        spacing: 10

        AppButton {
            text: qsTr("Open the window again now")
            kind: "primary"
            onClicked: store.restart()
        }
        AppButton {
            text: qsTr("Leave everything as it is")
            onClicked: store.changeMind()
        }
    }
    Card {
        Layout.fillWidth: true
        visible: section.busy

        RowLayout {
            Layout.fillWidth: true
            spacing: 14

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 8

                AppText {
                    Layout.fillWidth: true
                    text: store.progress < 0 ? qsTr("%1 …").arg(store.doing) : qsTr("%1: %2 %").arg(store.doing).arg(Math.round(100 * store.progress))
                    elide: Text.ElideRight
                }
                ProgressLine {
                    Layout.fillWidth: true
                    name: store.doing
                    value: store.progress
                }
            }
            AppButton {
                text: qsTr("Stop")
                onClicked: store.stop()
            }
        }
    }
    Card {
        Layout.fillWidth: true
        spacing: 20

        SettingRow {
            title: qsTr("Data folder")
            help: store.sizeText === "" ? store.folder : qsTr("%1 · %2").arg(store.folder).arg(store.sizeText)
            below: true

            Flow {
                Layout.fillWidth: true
                spacing: 10

                AppButton {
                    text: qsTr("Open the folder")
                    iconName: "folder-open"
                    onClicked: store.openFolder()
                }
                AppButton {
                    text: qsTr("Move it…")
                    enabled: !section.busy && !store.waitsForRestart
                    onClicked: choices.askForFolder()
                }
            }
        }
        Separator {
            Layout.fillWidth: true
        }
        SettingRow {
            title: qsTr("Backup")
            help: qsTr("Assistants, conversations, files and settings in one file.")
            below: true

            RowLayout {
                Layout.fillWidth: true
                spacing: 10

                AppSwitch {
                    id: withModels

                    name: qsTr("With the models you added")
                }
                AppText {
                    Layout.fillWidth: true
                    text: withModels.name
                    font.pixelSize: Theme.textLabel
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }
            }
            Flow {
                Layout.fillWidth: true
                spacing: 10

                AppButton {
                    text: qsTr("Back up…")
                    kind: "primary"
                    enabled: !section.busy
                    onClicked: choices.askForBackupPlace()
                }
                AppButton {
                    text: qsTr("Restore a backup…")
                    enabled: !section.busy && !store.waitsForRestart
                    onClicked: choices.askForBackup()
                }
            }
        }
    }
}
