pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Everything that holds for the app as a whole, in sections. */
FocusScope {
    id: page

    required property AppViewModel app

    readonly property string section: app.settingsSection

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Settings")

    SettingsViewModel {
        id: settings
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            Layout.fillWidth: true
            title: qsTr("Settings")
        }
        InlineMessage {
            Layout.fillWidth: true
            Layout.margins: 12
            kind: "bad"
            text: settings.problem
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            SettingsNav {
                Layout.fillHeight: true
                focus: true
                narrow: page.width < Theme.scaled(640)
                current: page.section
                onChosen: section => page.app.openSettingsAt(section)
            }
            Separator {
                Layout.fillHeight: true
                vertical: true
            }
            Loader {
                Layout.fillWidth: true
                Layout.fillHeight: true
                sourceComponent: page.section === "appearance" ? appearance : page.section === "answers" ? answers : page.section === "data" ? data : page.section === "network" ? network : page.section === "shortcuts" ? shortcuts : about
            }
        }
    }
    Component {
        id: appearance

        AppearanceSection {
            app: page.app
            settings: settings
        }
    }
    Component {
        id: answers

        AnswersSection {
            settings: settings
        }
    }
    Component {
        id: data

        DataSection {}
    }
    Component {
        id: network

        PrivacySection {
            settings: settings
        }
    }
    Component {
        id: shortcuts

        ShortcutsSection {}
    }
    Component {
        id: about

        AboutSection {
            settings: settings
        }
    }
}
