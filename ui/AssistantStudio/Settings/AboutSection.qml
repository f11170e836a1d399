pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The version, and the licences of all that is inside. */
SettingsSection {
    id: section

    required property SettingsViewModel settings

    title: qsTr("About")

    LicencesModel {
        id: licences
    }
    Card {
        Layout.fillWidth: true

        AppText {
            Layout.fillWidth: true
            text: qsTr("Assistant Studio %1").arg(section.settings.version)
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
        }
        AppText {
            Layout.fillWidth: true
            text: qsTr("Assistants of your own, on your own computer. Nothing leaves it without your yes.")
            color: Theme.mute
            lineHeight: 1.35
            wrapMode: Text.Wrap
        }
    }
    SectionLabel {
        Layout.fillWidth: true
        Layout.topMargin: 8
        shout: false
        text: qsTr("What is inside, and its licences")
    }
    Card {
        Layout.fillWidth: true
        padding: 6
        spacing: 0

        AppText {
            Layout.fillWidth: true
            Layout.margins: 12
            visible: licences.count === 0
            text: qsTr("Gathering what is inside …")
            wrapMode: Text.Wrap
            color: Theme.mute
        }
        ListView {
            id: list

            Layout.fillWidth: true
            visible: licences.count > 0
            implicitHeight: Theme.scaled(34) * 12
            clip: true
            model: licences
            activeFocusOnTab: true
            keyNavigationEnabled: true
            highlightMoveDuration: 0
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("What is inside, and its licences")
            Keys.onReturnPressed: (currentItem as LicenceRow).opened()
            Keys.onSpacePressed: (currentItem as LicenceRow).opened()
            delegate: LicenceRow {
                width: list.width
                focused: list.activeFocus && ListView.isCurrentItem
                onOpened: {
                    licences.read(key);
                    sheet.active = true;
                    (sheet.item as LicenceSheet).open();
                }
            }
        }
    }
    Loader {
        id: sheet

        active: false
        sourceComponent: Component {
            LicenceSheet {
                licences: licences
            }
        }
    }
}
