import QtQuick
import AssistantStudio.Controls

/** Asks before a file is taken out of the knowledge. */
Item {
    id: asking

    property string key: ""
    property string name: ""

    signal removed(string id)

    function ask(id: string, called: string): void {
        asking.key = id;
        asking.name = called;
        dialog.open();
    }

    ConfirmDialog {
        id: dialog

        question: qsTr("Remove “%1” from the knowledge?").arg(asking.name)
        detail: qsTr("The assistant will not find anything in it any more. The file it was added from stays where it is.")
        confirmText: qsTr("Remove")
        onAccepted: asking.removed(asking.key)
    }
}
