pragma ComponentBehavior: Bound

import QtQuick
import QtQml.Models
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** All assistants as cards, with the keys and menus that each has. */
CardGrid {
    id: grid

    required property AppViewModel app
    required property LibraryViewModel library

    function actions(): AssistantActions {
        // Menus and dialogs are made when somebody first asks for one.
        extras.active = true;
        return extras.item as AssistantActions;
    }
    function keyAt(row: int): string {
        const item = itemAtIndex(row) as AssistantCard;
        return item ? item.key : "";
    }
    function nameAt(row: int): string {
        const item = itemAtIndex(row) as AssistantCard;
        return item ? item.name : "";
    }
    function openFirst(): void {
        const first = itemAtIndex(0) as AssistantCard;
        if (first) {
            first.opened();
        }
    }

    name: qsTr("All assistants")
    delegate: DelegateChooser {
        role: "kind"

        DelegateChoice {
            roleValue: "assistant"
            delegate: AssistantCard {
                id: card

                required property int index

                width: grid.cellWidth - grid.gap
                byKeys: visualFocus || grid.byKeys
                dropTarget: grid.dropIndex === index
                onOpened: grid.app.openAssistant(card.key)
                onMenuRequested: (at, pointer) => {
                    grid.currentIndex = index;
                    grid.actions().openMenu(card.key, card.name, at, pointer);
                }
                Keys.onDeletePressed: grid.library.remove(card.key)
                Keys.onPressed: event => {
                    if (event.key === Qt.Key_F2) {
                        grid.actions().askForName(card.key, card.name);
                    } else if (event.key === Qt.Key_F10 && (event.modifiers & Qt.ShiftModifier)) {
                        card.menuRequested(card, Qt.point(-1, -1));
                    } else if (event.key === Qt.Key_D && (event.modifiers & Qt.ControlModifier)) {
                        grid.library.duplicate(card.key);
                    } else {
                        return;
                    }
                    event.accepted = true;
                }
            }
        }
        DelegateChoice {
            roleValue: "new"
            delegate: NewCard {
                width: grid.cellWidth - grid.gap
                byKeys: visualFocus || grid.byKeys
                onClicked: grid.app.openTemplates()
            }
        }
    }

    Loader {
        id: extras

        active: false
        sourceComponent: Component {
            AssistantActions {
                onEditRequested: id => grid.app.editAssistant(id)
                onDuplicateRequested: id => grid.library.duplicate(id)
                onExportRequested: id => grid.library.exportAssistant(id)
                onRenamed: (id, name) => grid.library.rename(id, name)
                onRemoved: id => grid.library.remove(id)
            }
        }
    }
}
