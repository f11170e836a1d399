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
    delegate: Shortcut {
        required property string key
        required property string keys
        required property bool usable

        sequences: [keys]
        enabled: usable
        onActivated: shortcuts.commands.run(key)
    }
}
