pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** All assistants: find one, begin one, bring one back. */
FocusScope {
    id: page

    required property AppViewModel app

    signal importRequested

    readonly property bool empty: assistants.total === 0

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Library")

    LibraryModel {
        id: assistants
    }
    DeletedModel {
        id: deleted
    }
    LibraryViewModel {
        id: library

        onMade: id => page.app.editAssistant(id)
    }
    Shortcut {
        sequences: [StandardKey.Find]
        enabled: !page.empty
        onActivated: tools.focusSearch()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            Layout.fillWidth: true
            title: qsTr("Assistants")

            AppButton {
                visible: deleted.count > 0
                kind: "ghost"
                iconName: "trash-2"
                text: qsTr("Deleted (%1)").arg(deleted.count)
                onClicked: {
                    deletedLoader.active = true;
                    (deletedLoader.item as DeletedSheet).open();
                }
            }
            AppButton {
                // The palette leads there, too, and a file can be dropped.
                visible: page.width > Theme.scaled(420)
                text: qsTr("Import…")
                onClicked: page.importRequested()
            }
            AppButton {
                // The grid's last card and the palette lead there, too.
                visible: page.width > Theme.scaled(600)
                text: qsTr("Templates")
                onClicked: page.app.openTemplates()
            }
            AppButton {
                text: qsTr("New assistant")
                kind: "primary"
                onClicked: page.app.newAssistant()
            }
        }
        InlineMessage {
            Layout.fillWidth: true
            Layout.margins: 12
            Layout.bottomMargin: 0
            text: library.busy
        }
        LibraryTools {
            id: tools

            Layout.fillWidth: true
            Layout.topMargin: 20
            Layout.leftMargin: 28
            Layout.rightMargin: 28
            visible: !page.empty
            assistants: assistants
            onOpened: id => page.app.openAssistant(id)
            onFirstWanted: grid.openFirst()
            onDownPressed: grid.forceActiveFocus(Qt.TabFocusReason)
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            AssistantGrid {
                id: grid

                anchors.fill: parent
                anchors.topMargin: 10
                anchors.leftMargin: 24
                // The gap after the last column is part of the cells.
                anchors.rightMargin: 28 - gap
                focus: true
                visible: !page.empty
                app: page.app
                library: library
                model: assistants
            }
            EmptyLibrary {
                anchors.centerIn: parent
                width: Math.min(440, parent.width - 60)
                visible: page.empty
                canBringBack: deleted.count > 0
                onTemplatesWanted: page.app.openTemplates()
                onNewWanted: page.app.newAssistant()
            }
            AppText {
                anchors.centerIn: parent
                width: Math.min(420, parent.width - 60)
                visible: !page.empty && assistants.count === 0
                text: qsTr("No assistant has “%1” in its name, tagline or tags.").arg(assistants.filter.trim())
                horizontalAlignment: Text.AlignHCenter
                color: Theme.mute
                wrapMode: Text.Wrap
            }
        }
    }
    LibraryDrop {
        anchors.fill: parent
        library: library
        grid: grid
    }
    Loader {
        id: deletedLoader

        active: false
        sourceComponent: Component {
            DeletedSheet {
                model: deleted
                library: library
            }
        }
    }
}
