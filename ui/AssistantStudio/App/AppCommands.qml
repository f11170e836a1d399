import QtQml
import AssistantStudio.ViewModels

/** What can be done from everywhere in the window. */
QtObject {
    id: commands

    required property AppViewModel app

    signal searchRequested
    signal renameRequested

    readonly property bool inConversation: app.page === "chat" && app.currentConversationId !== ""
    readonly property ConversationChanges current: ConversationChanges {
        conversationId: commands.app.currentConversationId
    }

    default property list<QtObject> all: [
        Command {
            name: "search.open"
            title: qsTr("Search conversations, assistants and commands")
            group: qsTr("Everywhere")
            keys: "Ctrl+K"
            listed: false
            onTriggered: commands.searchRequested()
        },
        Command {
            name: "conversation.new"
            title: qsTr("New conversation")
            group: qsTr("Conversations")
            keys: "Ctrl+N"
            iconName: "square-pen"
            words: qsTr("chat ask begin")
            onTriggered: commands.app.newConversation()
        },
        Command {
            name: "conversation.rename"
            title: qsTr("Rename this conversation")
            group: qsTr("Conversations")
            iconName: "pencil"
            words: qsTr("title")
            enabled: commands.inConversation
            onTriggered: commands.renameRequested()
        },
        Command {
            name: "conversation.pin"
            title: commands.current.pinned ? qsTr("Unpin this conversation") : qsTr("Pin this conversation")
            group: qsTr("Conversations")
            iconName: commands.current.pinned ? "pin-off" : "pin"
            words: qsTr("keep top")
            enabled: commands.inConversation
            onTriggered: commands.current.pin(commands.app.currentConversationId, !commands.current.pinned)
        },
        Command {
            name: "conversation.archive"
            title: commands.current.archived ? qsTr("Bring this conversation back from the archive") : qsTr("Archive this conversation")
            group: qsTr("Conversations")
            iconName: commands.current.archived ? "archive-restore" : "archive"
            words: qsTr("put away")
            enabled: commands.inConversation
            onTriggered: commands.current.archive(commands.app.currentConversationId, !commands.current.archived)
        },
        Command {
            name: "conversation.delete"
            title: qsTr("Delete this conversation")
            group: qsTr("Conversations")
            iconName: "trash-2"
            words: qsTr("remove")
            enabled: commands.inConversation
            onTriggered: commands.current.remove(commands.app.currentConversationId)
        },
        Command {
            name: "archive.open"
            title: qsTr("Archived conversations")
            group: qsTr("Conversations")
            iconName: "archive"
            words: qsTr("deleted put away bring back")
            onTriggered: commands.app.openArchive()
        },
        Command {
            name: "assistant.new"
            title: qsTr("New assistant")
            group: qsTr("Assistants")
            keys: "Ctrl+Shift+N"
            iconName: "plus"
            words: qsTr("make create build")
            onTriggered: commands.app.newAssistant()
        },
        Command {
            name: "library.open"
            title: qsTr("Library")
            group: qsTr("Everywhere")
            keys: "Ctrl+Shift+L"
            iconName: "layout-grid"
            words: qsTr("assistants all")
            onTriggered: commands.app.openLibrary()
        },
        Command {
            name: "templates.open"
            title: qsTr("Templates")
            group: qsTr("Assistants")
            iconName: "file-text"
            words: qsTr("start example begin from")
            onTriggered: commands.app.openTemplates()
        },
        Command {
            name: "settings.open"
            title: qsTr("Settings")
            group: qsTr("Everywhere")
            keys: "Ctrl+,"
            iconName: "settings"
            words: qsTr("preferences options language backup")
            onTriggered: commands.app.openSettings()
        },
        Command {
            name: "sidebar.toggle"
            title: commands.app.sidebarShown ? qsTr("Hide the sidebar") : qsTr("Show the sidebar")
            group: qsTr("Appearance")
            keys: "Ctrl+B"
            iconName: "panel-left"
            onTriggered: commands.app.toggleSidebar()
        },
        Command {
            name: "assistant.edit"
            title: qsTr("Edit this assistant")
            group: qsTr("Assistants")
            iconName: "pencil"
            words: qsTr("change instructions knowledge")
            enabled: commands.app.page === "chat" && commands.app.currentAssistantId !== ""
            onTriggered: commands.app.editAssistant(commands.app.currentAssistantId)
        },
        Command {
            name: "theme.system"
            title: qsTr("Colours as the system")
            group: qsTr("Appearance")
            iconName: "monitor"
            words: qsTr("theme")
            enabled: commands.app.theme !== "system"
            onTriggered: commands.app.chooseTheme("system")
        },
        Command {
            name: "theme.light"
            title: qsTr("Light colours")
            group: qsTr("Appearance")
            iconName: "sun"
            words: qsTr("theme")
            enabled: commands.app.theme !== "light"
            onTriggered: commands.app.chooseTheme("light")
        },
        Command {
            name: "theme.dark"
            title: qsTr("Dark colours")
            group: qsTr("Appearance")
            iconName: "moon"
            words: qsTr("theme")
            enabled: commands.app.theme !== "dark"
            onTriggered: commands.app.chooseTheme("dark")
        }
    ]
}
