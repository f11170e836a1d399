pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The assistants in the sidebar. */
SideList {
    id: list

    required property AssistantsModel assistants
    required property string currentId

    signal opened(string id)
    signal editRequested(string id)
    signal duplicateRequested(string id)
    signal exportRequested(string id)
    signal renamed(string id, string name)
    signal removed(string id)

    function showCurrent(): void {
        const place = assistants.placeOf(currentId);
        if (place >= 0) {
            positionViewAtIndex(place, ListView.Contain);
        }
    }
    function actions(): AssistantActions {
        // Menus and dialogs are made when somebody first asks for one.
        extras.active = true;
        return extras.item as AssistantActions;
    }

    name: qsTr("Assistants")
    model: assistants
    onCurrentIdChanged: Qt.callLater(showCurrent)
    onHeightChanged: Qt.callLater(showCurrent)
    delegate: SideRow {
        id: row

        required property string key
        required property string name
        required property string tagline
        required property string letter
        required property string color
        required property string picture

        height: Theme.scaled(51)
        framed: true
        current: key === list.currentId
        text: name
        Accessible.description: tagline
        onOpened: list.opened(key)
        onMenuRequested: pointer => list.actions().openMenu(key, name, row, pointer)
        onRenameRequested: list.actions().askForName(key, name)
        Keys.onDeletePressed: list.removed(key)

        contentItem: Item {
            Avatar {
                id: avatar

                anchors.verticalCenter: parent.verticalCenter
                letter: row.letter
                base: row.color
                picture: row.picture
            }
            Column {
                anchors.left: avatar.right
                anchors.leftMargin: 10
                anchors.right: parent.right
                anchors.rightMargin: row.menuRoom
                anchors.verticalCenter: parent.verticalCenter
                spacing: 1

                AppText {
                    width: parent.width
                    text: row.name
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
                AppText {
                    width: parent.width
                    visible: text !== ""
                    text: row.tagline
                    color: Theme.mute
                    font.pixelSize: Theme.textSmall
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
            }
        }
    }

    Loader {
        id: extras

        active: false
        sourceComponent: Component {
            AssistantActions {
                onEditRequested: id => list.editRequested(id)
                onDuplicateRequested: id => list.duplicateRequested(id)
                onExportRequested: id => list.exportRequested(id)
                onRenamed: (id, name) => list.renamed(id, name)
                onRemoved: id => list.removed(id)
            }
        }
    }
}
