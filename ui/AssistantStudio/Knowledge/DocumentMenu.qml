import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What can be done with one file. */
AppMenu {
    id: menu

    required property KnowledgeViewModel knowledge
    property string key: ""
    property string name: ""
    /** Whether there is a file that it can be read from. */
    property bool readable: true

    signal detailsRequested(string key)

    title: qsTr("What to do with %1").arg(name)

    AppMenuItem {
        text: qsTr("Open")
        iconName: "eye"
        onTriggered: menu.knowledge.open(menu.key)
    }
    AppMenuItem {
        text: qsTr("Details…")
        iconName: "info"
        onTriggered: menu.detailsRequested(menu.key)
    }
    AppMenuItem {
        text: qsTr("Read again")
        iconName: "refresh-cw"
        enabled: menu.readable
        onTriggered: menu.knowledge.readAgain(menu.key)
    }
    AppMenuItem {
        text: qsTr("Remove")
        iconName: "trash-2"
        danger: true
        onTriggered: menu.knowledge.remove(menu.key)
    }
}
