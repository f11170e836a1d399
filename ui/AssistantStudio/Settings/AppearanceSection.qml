import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Colours, the size of text, motion and language. */
SettingsSection {
    id: section

    required property AppViewModel app
    required property SettingsViewModel settings

    title: qsTr("Appearance and language")

    Card {
        Layout.fillWidth: true
        spacing: 20

        SettingRow {
            title: qsTr("Colours")

            SegmentedChoice {
                Layout.fillWidth: true
                name: qsTr("Colours")
                keys: ["system", "light", "dark"]
                words: [qsTr("Same as system"), qsTr("Light"), qsTr("Dark")]
                current: section.app.theme
                onChosen: key => section.app.chooseTheme(key)
            }
        }
        Separator {
            Layout.fillWidth: true
        }
        SettingRow {
            title: qsTr("Text size")
            help: qsTr("All text in the window, from 90 to 150 percent.")

            RowLayout {
                Layout.fillWidth: true
                spacing: 12

                AppSlider {
                    id: size

                    Layout.fillWidth: true
                    Layout.minimumWidth: 100
                    name: qsTr("Text size")
                    from: 90
                    to: 150
                    stepSize: 5
                    value: section.settings.textPercent
                    valueText: qsTr("%1 percent").arg(value)
                    onMoved: section.settings.chooseTextPercent(value)
                }
                AppText {
                    Layout.minimumWidth: Theme.scaled(44)
                    text: qsTr("%1 %").arg(size.value)
                    font.weight: Theme.weightMedium
                    horizontalAlignment: Text.AlignRight
                    Accessible.ignored: true
                }
            }
        }
        Separator {
            Layout.fillWidth: true
        }
        SettingRow {
            title: qsTr("Motion")
            help: qsTr("Reduced turns off animations that are only for show.")

            SegmentedChoice {
                Layout.fillWidth: true
                name: qsTr("Motion")
                keys: ["system", "full", "reduced"]
                words: [qsTr("Same as system"), qsTr("Full"), qsTr("Reduced")]
                current: section.settings.motion
                onChosen: key => section.settings.chooseMotion(key)
            }
        }
        Separator {
            Layout.fillWidth: true
        }
        SettingRow {
            title: qsTr("Language")
            help: qsTr("Of the window and the command line. Assistants answer in the language they are asked in.")
            below: true

            SegmentedChoice {
                Layout.fillWidth: true
                name: qsTr("Language")
                keys: section.settings.languageCodes
                words: section.settings.languageNames
                current: section.settings.language
                onChosen: key => section.settings.chooseLanguage(key)
            }
        }
    }
}
