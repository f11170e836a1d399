pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** All assistants as cards. */
FocusScope {
    id: page

    required property AppViewModel app

    readonly property int columns: Math.max(1, Math.floor((scroller.width - 60 + 18) / (280 + 18)))

    function actions(): AssistantActions {
        extras.active = true;
        return extras.item as AssistantActions;
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Library")

    AssistantsModel {
        id: assistants
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            Layout.fillWidth: true
            title: qsTr("Assistants")

            AppButton {
                text: qsTr("New assistant")
                kind: "primary"
                onClicked: page.app.newAssistant()
            }
        }
        ScrollColumn {
            id: scroller

            Layout.fillWidth: true
            Layout.fillHeight: true
            padding: 28

            GridLayout {
                Layout.fillWidth: true
                columns: page.columns
                columnSpacing: 18
                rowSpacing: 18
                uniformCellWidths: true

                Repeater {
                    model: assistants
                    delegate: AssistantCard {
                        id: card

                        onOpened: page.app.openAssistant(card.key)
                        onMenuRequested: at => page.actions().openMenu(card.key, card.name, at)
                        Keys.onDeletePressed: page.actions().askToDelete(card.key, card.name)
                    }
                }
                NewCard {
                    onClicked: page.app.newAssistant()
                }
                // Cards keep their width where a row is not full.
                Repeater {
                    model: Math.max(0, page.columns - assistants.count - 1)
                    delegate: Item {
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
    Loader {
        id: extras

        active: false
        sourceComponent: Component {
            AssistantActions {
                onEditRequested: id => page.app.editAssistant(id)
                onRemoved: id => assistants.remove(id)
            }
        }
    }
}
