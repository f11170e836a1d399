pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** All files of an assistant, thousands if need be, with its watched folders above them. */
ListView {
    id: pane

    required property AssistantDraft draft
    required property KnowledgeViewModel knowledge
    /** Room at the right of the rows; the scroll bar stands at its edge. */
    property real side: 0

    readonly property real rowWidth: width - side

    function askFor(key: string, name: string, readable: bool, button: Item): void {
        menu.active = true;
        const shown = menu.item as DocumentMenu;
        shown.key = key;
        shown.name = name;
        shown.readable = readable;
        shown.popup(button, 0, button.height);
    }
    function showDetails(key: string): void {
        sheet.active = true;
        (sheet.item as DocumentSheet).show(key);
    }

    model: list
    spacing: 8
    clip: true
    bottomMargin: 26
    cacheBuffer: 300
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Files")

    ScrollBar.vertical: AppScrollBar {}

    DocumentsList {
        id: list

        knowledge: pane.knowledge
    }
    header: ColumnLayout {
        width: pane.rowWidth
        spacing: 10

        UndoMessage {
            Layout.fillWidth: true
        }
        InlineMessage {
            Layout.fillWidth: true
            kind: "warn"
            text: pane.knowledge.message
            hint: pane.knowledge.messageHint
            closable: true
            onClosed: pane.knowledge.closeMessage()
        }
        Flow {
            Layout.fillWidth: true
            spacing: 8

            AddFilesButton {
                onFilesChosen: urls => pane.knowledge.add(urls)
            }
            WatchFolderButton {
                onFolderChosen: folder => folders.watch(folder)
            }
        }
        AppText {
            Layout.fillWidth: true
            visible: pane.knowledge.count === 0
            text: qsTr("or drop them anywhere on this page: PDF, Office files, tables, e-books, e-mail, web pages, text, code")
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            wrapMode: Text.Wrap
        }
        WatchedFolderList {
            id: folders

            Layout.fillWidth: true
            assistantId: pane.knowledge.assistantId
        }
        EmbedderRow {
            Layout.fillWidth: true
            draft: pane.draft
            fileCount: pane.knowledge.count
        }
        DocumentTools {
            Layout.fillWidth: true
            Layout.topMargin: 6
            visible: pane.knowledge.count > 0
            documents: list
            total: pane.knowledge.count
        }
        AppText {
            Layout.fillWidth: true
            visible: pane.knowledge.count > 0 && list.count === 0
            text: list.words !== "" ? qsTr("No file has these words in its name.") : qsTr("There is no such file.")
            color: Theme.mute
            font.pixelSize: Theme.textLabel
        }
        Item {
            implicitHeight: 2
        }
    }
    delegate: DocumentItem {
        id: item

        required property int index
        required property string detail

        width: pane.rowWidth
        short: true
        stateDetail: detail
        onRetryRequested: pane.knowledge.retry(item.key)
        onRemoveRequested: pane.knowledge.remove(item.key)
        onDetailsRequested: pane.showDetails(item.key)
        onMenuRequested: button => pane.askFor(item.key, item.name, item.retryable, button)
        onReached: pane.positionViewAtIndex(item.index, ListView.Contain)
    }

    Loader {
        id: menu

        active: false
        sourceComponent: Component {
            DocumentMenu {
                knowledge: pane.knowledge
                onDetailsRequested: key => pane.showDetails(key)
            }
        }
    }
    Loader {
        id: sheet

        active: false
        sourceComponent: Component {
            DocumentSheet {}
        }
    }
}
