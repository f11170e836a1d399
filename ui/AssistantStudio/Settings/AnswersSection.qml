import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What holds for all assistants that choose nothing else. */
SettingsSection {
    id: section

    required property SettingsViewModel settings

    title: qsTr("Conversations")

    Card {
        Layout.fillWidth: true
        spacing: 20

        SettingRow {
            title: qsTr("Enter sends the message")
            help: qsTr("Shift+Enter begins a new line. Otherwise Enter begins a line, and Ctrl+Enter sends.")

            AppSwitch {
                name: qsTr("Enter sends the message")
                checked: section.settings.enterSends
                onToggled: section.settings.setEnterSends(checked)
            }
        }
        Separator {
            Layout.fillWidth: true
        }
        SettingRow {
            title: qsTr("Model")
            help: qsTr("For assistants that choose none themselves. It counts from the next question on.")
            below: true

            SegmentedChoice {
                Layout.fillWidth: true
                name: qsTr("Model")
                keys: section.settings.modelKeys
                words: section.settings.modelNames
                current: section.settings.defaultModel
                onChosen: key => section.settings.chooseDefaultModel(key)
            }
        }
    }
    ReadAloudCard {
        Layout.fillWidth: true
    }
}
