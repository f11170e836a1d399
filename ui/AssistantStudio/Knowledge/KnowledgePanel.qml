pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The drawer with the files an assistant knows, and how far each has come. */
Rectangle {
    id: panel

    required property string assistantId

    signal closeRequested

    implicitWidth: 372
    color: Theme.panel
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Knowledge")
    Keys.onEscapePressed: closeRequested()

    KnowledgeViewModel {
        id: files

        assistantId: panel.assistantId
    }
    Separator {
        height: parent.height
        vertical: true
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: 1
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.topHeight
            Layout.leftMargin: 18
            Layout.rightMargin: 12
            spacing: 8

            AppText {
                text: qsTr("Knowledge")
                font.pixelSize: Theme.textBody
                font.weight: Theme.weightStrong
                Accessible.role: Accessible.Heading
            }
            AppText {
                Layout.fillWidth: true
                text: files.statusText
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                elide: Text.ElideRight
            }
            IconButton {
                iconName: "x"
                text: qsTr("Close the knowledge")
                onClicked: panel.closeRequested()
            }
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ScrollColumn {
                anchors.fill: parent
                padding: 18
                topPadding: 4
                spacing: 14

                WatchedFolderList {
                    id: folders

                    Layout.fillWidth: true
                    assistantId: panel.assistantId
                }
                DocumentList {
                    Layout.fillWidth: true
                    knowledge: files
                }
                EmptyState {
                    Layout.fillWidth: true
                    Layout.topMargin: 40
                    visible: files.count === 0 && !files.busy
                    iconName: "file-text"
                    title: qsTr("No files yet")
                    help: qsTr("Add handbooks, notes or web pages, and the answers come from them, with the page they stand on.")
                }
                Flow {
                    Layout.fillWidth: true
                    Layout.maximumWidth: addFiles.width + spacing + watchFolder.width
                    Layout.alignment: files.count === 0 ? Qt.AlignHCenter : Qt.AlignLeft
                    spacing: 8

                    AddFilesButton {
                        id: addFiles

                        onFilesChosen: urls => files.add(urls)
                    }
                    WatchFolderButton {
                        id: watchFolder

                        onFolderChosen: folder => folders.watch(folder)
                    }
                }
                AppText {
                    Layout.fillWidth: true
                    text: qsTr("You can drop files anywhere here: PDF, Office files, tables, e-books, e-mail, web pages, text, code, and ZIP archives of them. They are copied, and they stay on this computer.")
                    color: Theme.mute
                    font.pixelSize: Theme.textSmall
                    horizontalAlignment: files.count === 0 ? Text.AlignHCenter : Text.AlignLeft
                    lineHeight: 1.35
                    wrapMode: Text.Wrap
                }
            }
            DropOverlay {
                onFilesDropped: urls => files.add(urls)
            }
        }
    }
}
