import QtQuick
import AssistantStudio.Controls

/** What can be done with an assistant in a list, for whichever one is asked for. */
Item {
    id: actions

    property string key: ""
    property string name: ""

    signal editRequested(string id)
    signal removed(string id)

    function openMenu(id: string, called: string, at: Item): void {
        actions.key = id;
        actions.name = called;
        menu.popup(at, Math.max(0, at.width - menu.implicitWidth), Math.min(44, at.height));
    }
    function askToDelete(id: string, called: string): void {
        actions.key = id;
        actions.name = called;
        confirm.open();
    }

    AppMenu {
        id: menu

        title: qsTr("Assistant")

        AppMenuItem {
            text: qsTr("Edit")
            iconName: "pencil"
            onTriggered: actions.editRequested(actions.key)
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
        detail: qsTr("Its instructions, its knowledge and all conversations with it go too. Your own files stay where they are. This cannot be undone.")
        onAccepted: actions.removed(actions.key)
    }
}
