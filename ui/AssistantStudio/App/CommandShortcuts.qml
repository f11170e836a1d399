pragma ComponentBehavior: Bound

import QtQml
import QtQuick
import AssistantStudio.ViewModels

/** The shortcut of every command that has one. */
Instantiator {
    id: shortcuts

    property CommandsModel commands: CommandsModel {
        withKeys: true
    }

    model: commands
    // A Shortcut does not hear `deleteLater`, by which rows go: it would stay and make the next one
    // with its keys ambiguous. Inside another object it goes with that.
    delegate: QtObject {
        id: row

        required property string key
        required property string keys
        required property bool usable

        readonly property Shortcut shortcut: Shortcut {
            sequences: [row.keys]
            enabled: row.usable
            onActivated: shortcuts.commands.run(row.key)
        }
    }
}
