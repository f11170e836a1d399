pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Palette
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Who there is to talk to, and what was said before. */
Rectangle {
    id: sidebar

    required property AppViewModel app
    /** Who is talked to; empty while that is not known. */
    property string assistantName: ""

    signal searchRequested(string typed)

    function renameCurrent(): void {
        conversationsList.beginRenaming(app.currentConversationId);
    }

    color: Theme.side
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Sidebar")

    AssistantsModel {
        id: assistants
    }
    LibraryViewModel {
        id: library
    }
    ConversationsModel {
        id: conversations

        assistantId: sidebar.app.currentAssistantId
    }
    ConversationsModel {
        id: archived

        shelf: "archived"
    }
    ConversationsModel {
        id: deleted

        shelf: "deleted"
    }

    Separator {
        anchors.right: parent.right
        height: parent.height
        vertical: true
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.topMargin: 16
        anchors.bottomMargin: 14
        anchors.leftMargin: 12
        anchors.rightMargin: 13
        spacing: 4

        Brand {
            Layout.fillWidth: true
            Layout.bottomMargin: 8
            canStart: sidebar.app.currentAssistantId !== ""
            onNewConversation: sidebar.app.newConversation()
        }
        SearchButton {
            Layout.fillWidth: true
            onSearchRequested: typed => sidebar.searchRequested(typed)
        }
        SideEntry {
            Layout.fillWidth: true
            Layout.topMargin: 6
            text: qsTr("Library")
            iconName: "layout-grid"
            current: sidebar.app.page === "library" || sidebar.app.page === "templates" || sidebar.app.page === "form"
            onClicked: sidebar.app.openLibrary()
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 8
            Layout.leftMargin: 8
            spacing: 0

            SectionLabel {
                Layout.fillWidth: true
                text: qsTr("Assistants")
            }
            IconButton {
                implicitHeight: 26
                iconName: "plus"
                iconSize: 15
                text: qsTr("New assistant")
                onClicked: sidebar.app.newAssistant()
            }
        }
        AssistantsList {
            id: assistantsList

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.min(contentHeight, 55)
            Layout.preferredHeight: Layout.maximumHeight
            Layout.maximumHeight: Math.min(contentHeight, Math.max(110, Math.min(sidebar.height * 0.4, sidebar.height - 460)))
            assistants: assistants
            currentId: sidebar.app.page === "chat" ? sidebar.app.currentAssistantId : ""
            onOpened: id => sidebar.app.openAssistant(id)
            onEditRequested: id => sidebar.app.editAssistant(id)
            onDuplicateRequested: id => library.duplicate(id)
            onExportRequested: id => library.exportAssistant(id)
            onRenamed: (id, name) => library.rename(id, name)
            onRemoved: id => library.remove(id)
        }
        SectionLabel {
            Layout.fillWidth: true
            Layout.topMargin: 14
            Layout.leftMargin: 8
            Layout.bottomMargin: 2
            visible: conversationsList.count > 0
            text: qsTr("Conversations")
        }
        ConversationsList {
            id: conversationsList

            Layout.fillWidth: true
            Layout.fillHeight: true
            // In a low window the way to the settings stays, and the list scrolls.
            Layout.minimumHeight: Math.min(contentHeight, sidebar.height < 620 ? 0 : 116)
            conversations: conversations
            currentId: sidebar.app.page === "chat" ? sidebar.app.currentConversationId : ""
            onOpened: id => sidebar.app.openConversation(id)
            onExportRequested: id => transferBar.exportConversation(id)

            AppText {
                visible: text !== ""
                x: 8
                y: 10
                width: parent.width - 16
                text: conversationsList.count > 0 ? "" : assistantsList.count > 0 ? sidebar.assistantName === "" ? qsTr("No conversations yet.") : qsTr("No conversations with %1 yet.").arg(sidebar.assistantName) : qsTr("There is no assistant yet. Make one with the + above.")
                color: Theme.mute
                font.pixelSize: Theme.textLabel
                lineHeight: 1.35
                wrapMode: Text.Wrap
            }
        }
        SideEntry {
            Layout.fillWidth: true
            visible: archived.count + deleted.count > 0 || current
            text: qsTr("Archived")
            iconName: "archive"
            current: sidebar.app.page === "archive"
            onClicked: sidebar.app.openArchive()
        }
        TransferBar {
            id: transferBar

            Layout.fillWidth: true
            app: sidebar.app
        }
        UndoBar {
            Layout.fillWidth: true
            app: sidebar.app
        }
        SideFooter {
            Layout.fillWidth: true
            app: sidebar.app
        }
    }
}
