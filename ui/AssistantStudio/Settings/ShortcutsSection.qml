pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Every command that has a shortcut, and the keys that work in a conversation. */
SettingsSection {
    id: section

    title: qsTr("Keyboard shortcuts")

    SettingsViewModel {
        id: settings
    }
    CommandsModel {
        id: commands

        withKeys: true
    }
    Card {
        Layout.fillWidth: true
        spacing: 0

        Repeater {
            model: commands
            delegate: ShortcutRow {
                required property string group

                detail: group
            }
        }
    }
    Card {
        Layout.fillWidth: true
        spacing: 0

        ShortcutRow {
            title: qsTr("Send the message")
            keysText: settings.enterSends ? qsTr("Enter") : qsTr("Ctrl+Enter")
            detail: qsTr("In a conversation")
        }
        ShortcutRow {
            title: qsTr("New line")
            keysText: settings.enterSends ? qsTr("Shift+Enter") : qsTr("Enter")
            detail: qsTr("In a conversation")
        }
        ShortcutRow {
            title: qsTr("Stop the answer")
            keysText: qsTr("Esc")
            detail: qsTr("In a conversation")
        }
        ShortcutRow {
            title: qsTr("To the next or previous control")
            keysText: qsTr("Tab, Shift+Tab")
            detail: qsTr("Everywhere")
        }
    }
}
