import QtQuick
import AssistantStudio.Controls

/** What can be done with a conversation in the list, for whichever one is asked for. */
Item {
    id: actions

    property string key: ""
    property string name: ""

    signal renameRequested(string id)
    signal removed(string id)

    function openMenu(id: string, called: string, at: Item): void {
        actions.key = id;
        actions.name = called;
        menu.popup(at, Math.max(0, at.width - menu.implicitWidth), at.height);
    }
    function askToDelete(id: string, called: string): void {
        actions.key = id;
        actions.name = called;
        confirm.open();
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
            text: qsTr("Delete…")
            iconName: "trash-2"
            danger: true
            onTriggered: confirm.open()
        }
    }
    ConfirmDialog {
        id: confirm

        question: qsTr("Delete “%1”?").arg(actions.name)
        detail: qsTr("All its messages go too. This cannot be undone.")
        onAccepted: actions.removed(actions.key)
    }
}
