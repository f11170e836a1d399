import QtQuick

/** What can be done with the text of a field, by the right mouse button or the Menu key. */
AppMenu {
    id: menu

    /** Whether something in the field is selected. */
    property bool selected: false
    property bool filled: false

    signal cutAsked
    signal copyAsked
    signal pasteAsked
    signal allAsked

    AppMenuItem {
        enabled: menu.selected
        text: qsTr("Cut")
        onTriggered: menu.cutAsked()
    }
    AppMenuItem {
        enabled: menu.selected
        text: qsTr("Copy")
        onTriggered: menu.copyAsked()
    }
    AppMenuItem {
        text: qsTr("Paste")
        onTriggered: menu.pasteAsked()
    }
    AppMenuItem {
        enabled: menu.filled
        text: qsTr("Select all")
        onTriggered: menu.allAsked()
    }
}
