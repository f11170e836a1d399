import QtQml
import AssistantStudio.ViewModels

/** What can be done in a conversation from everywhere in the window. */
QtObject {
    id: commands

    required property bool usable
    required property bool hasSources
    required property bool sourcesShown

    signal attachRequested
    signal filesRequested
    signal sourcesRequested

    default property list<QtObject> all: [
        Command {
            name: "conversation.attach"
            title: qsTr("Attach files to this conversation")
            group: qsTr("Conversations")
            keys: "Ctrl+Shift+A"
            iconName: "paperclip"
            words: qsTr("add document upload")
            enabled: commands.usable
            onTriggered: commands.attachRequested()
        },
        Command {
            name: "knowledge.show"
            title: qsTr("Files of this assistant")
            group: qsTr("Assistants")
            iconName: "book-open"
            words: qsTr("knowledge documents add")
            enabled: commands.usable
            onTriggered: commands.filesRequested()
        },
        Command {
            name: "sources.toggle"
            title: commands.sourcesShown ? qsTr("Hide the sources") : qsTr("Show the sources")
            group: qsTr("Appearance")
            keys: "Ctrl+Shift+B"
            iconName: "panel-right"
            words: qsTr("panel drawer passages")
            enabled: commands.usable && commands.hasSources
            onTriggered: commands.sourcesRequested()
        }
    ]
}
