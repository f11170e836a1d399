import QtQuick
import AssistantStudio.Controls

/** What can be done with a conversation in the list, for whichever one is asked for. */
Item {
    id: actions

    property string key: ""
    property bool pinned: false

    signal renameRequested(string id)
    signal pinRequested(string id, bool pinned)
    signal archiveRequested(string id)
    signal exportRequested(string id)
    signal removed(string id)

    function openMenu(id: string, isPinned: bool, at: Item, pointer: point): void {
        actions.key = id;
        actions.pinned = isPinned;
        menu.openAt(at, pointer);
    }

    AppMenu {
        id: menu

        title: qsTr("Conversation")

        AppMenuItem {
            text: qsTr("Rename")
            iconName: "pencil"
            onTriggered: actions.renameRequested(actions.key)
        }
        AppMenuItem {
            text: actions.pinned ? qsTr("Unpin") : qsTr("Pin")
            iconName: actions.pinned ? "pin-off" : "pin"
            onTriggered: actions.pinRequested(actions.key, !actions.pinned)
        }
        AppMenuItem {
            text: qsTr("Archive")
            iconName: "archive"
            onTriggered: actions.archiveRequested(actions.key)
        }
        AppMenuItem {
            text: qsTr("Export…")
            iconName: "download"
            onTriggered: actions.exportRequested(actions.key)
        }
        AppMenuItem {
            text: qsTr("Delete")
            iconName: "trash-2"
            danger: true
            onTriggered: actions.removed(actions.key)
        }
    }
}
