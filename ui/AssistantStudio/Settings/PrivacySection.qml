pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Whether anything may leave this computer, and what has. */
SettingsSection {
    id: section

    required property SettingsViewModel settings

    title: qsTr("Network")

    NetworkLogModel {
        id: log
    }
    Card {
        Layout.fillWidth: true

        SettingRow {
            title: qsTr("Stay offline")
            help: qsTr("Assistants always work on this computer alone. With this on, not even a download that you start yourself is let through.")

            AppSwitch {
                name: qsTr("Stay offline")
                checked: section.settings.offline
                onToggled: section.settings.setOffline(checked)
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: 8

        SectionLabel {
            Layout.fillWidth: true
            Layout.minimumWidth: Math.ceil(implicitWidth)
            shout: false
            text: qsTr("Network log")
        }
        AppButton {
            // Where both have no room, the button's word gives way.
            Layout.fillWidth: true
            Layout.maximumWidth: Math.ceil(implicitWidth)
            text: qsTr("Look again")
            iconName: "refresh-cw"
            kind: "ghost"
            onClicked: log.refresh()
        }
    }
    Card {
        Layout.fillWidth: true
        visible: log.count === 0
        padding: 30

        EmptyState {
            Layout.fillWidth: true
            iconName: "shield-check"
            title: qsTr("Nothing has left this computer.")
            help: qsTr("Every connection that is made or blocked is listed here.")
        }
    }
    Card {
        Layout.fillWidth: true
        visible: log.count > 0
        padding: 6
        spacing: 0

        ListView {
            id: list

            Layout.fillWidth: true
            implicitHeight: Math.min(contentHeight, 420)
            clip: true
            model: log
            keyNavigationEnabled: true
            activeFocusOnTab: true
            highlightMoveDuration: 0
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Network log")
            delegate: NetworkLogRow {
                width: list.width
                focused: list.activeFocus && ListView.isCurrentItem
            }
        }
    }
}
