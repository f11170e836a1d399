pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The builder's sections, the way back, and how the draft stands. */
Rectangle {
    id: nav

    required property list<BuilderSection> sections
    required property int current
    required property string keepingText
    property bool keepingFailed: false

    signal chosen(int place)
    signal backClicked
    signal libraryClicked
    signal settingsClicked

    color: Theme.bg
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Sections")

    Separator {
        anchors.right: parent.right
        height: parent.height
        vertical: true
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.topMargin: 11
        anchors.bottomMargin: 12
        anchors.leftMargin: 12
        anchors.rightMargin: 13
        spacing: 4

        AppButton {
            Layout.alignment: Qt.AlignLeft
            Layout.bottomMargin: 6
            leftPadding: 7
            kind: "ghost"
            iconName: "chevron-left"
            text: qsTr("Back")
            onClicked: nav.backClicked()
        }
        ScrollColumn {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 2
            Accessible.role: Accessible.PageTabList
            Accessible.name: qsTr("Sections of the assistant")

            Repeater {
                model: nav.sections.length

                BuilderNavItem {
                    required property int index
                    // Gone already where the whole page is taken away.
                    readonly property BuilderSection section: nav.sections[index] ?? null

                    Layout.fillWidth: true
                    text: section === null ? "" : section.title
                    badge: section === null ? "" : section.badge
                    badgeName: section === null ? "" : section.badgeName
                    current: index === nav.current
                    onClicked: nav.chosen(index)
                    Keys.onUpPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                    Keys.onDownPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                }
            }
        }
        Separator {
            Layout.fillWidth: true
        }
        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 4
            Layout.leftMargin: 9
            text: nav.keepingText
            color: nav.keepingFailed ? Theme.bad : Theme.mute
            font.pixelSize: Theme.textSmall
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 4

            IconButton {
                implicitHeight: 28
                iconName: "layout-grid"
                iconSize: 16
                text: qsTr("Library")
                onClicked: nav.libraryClicked()
            }
            IconButton {
                implicitHeight: 28
                iconName: "settings"
                iconSize: 16
                text: qsTr("Settings")
                onClicked: nav.settingsClicked()
            }
            Item {
                Layout.fillWidth: true
            }
        }
    }
}
