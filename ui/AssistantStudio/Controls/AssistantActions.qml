import QtQuick
import AssistantStudio.Controls

/** What can be done with an assistant in a list, for whichever one is asked for. */
Item {
    id: actions

    property string key: ""
    property string name: ""

    signal editRequested(string id)
    signal duplicateRequested(string id)
    signal exportRequested(string id)
    signal renamed(string id, string name)
    signal removed(string id)

    function openMenu(id: string, called: string, at: Item, pointer: point): void {
        actions.key = id;
        actions.name = called;
        menu.openAt(at, pointer);
    }
    function askForName(id: string, called: string): void {
        actions.key = id;
        actions.name = called;
        naming.ask(called);
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
            text: qsTr("Rename…")
            iconName: "square-pen"
            onTriggered: naming.ask(actions.name)
        }
        AppMenuItem {
            text: qsTr("Duplicate")
            iconName: "copy"
            onTriggered: actions.duplicateRequested(actions.key)
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
    NameDialog {
        id: naming

        question: qsTr("Rename “%1”").arg(actions.name)
        onNamed: text => actions.renamed(actions.key, text)
    }
}
