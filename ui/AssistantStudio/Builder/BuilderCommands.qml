import QtQml
import AssistantStudio.ViewModels

/** What can be done in the builder from everywhere in it. */
QtObject {
    id: commands

    required property AssistantDraft draft

    default property list<QtObject> all: [
        Command {
            name: "builder.save"
            title: commands.draft.version > 0 ? qsTr("Save version") : qsTr("Make assistant")
            group: qsTr("Builder")
            keys: "Ctrl+S"
            words: qsTr("keep store")
            onTriggered: commands.draft.save("")
        },
        Command {
            name: "builder.undo"
            title: qsTr("Undo")
            group: qsTr("Builder")
            keys: "Ctrl+Z"
            iconName: "undo-2"
            onTriggered: commands.draft.undo()
        },
        Command {
            name: "builder.redo"
            title: qsTr("Redo")
            group: qsTr("Builder")
            keys: "Ctrl+Shift+Z"
            iconName: "redo-2"
            onTriggered: commands.draft.redo()
        }
    ]
}
