pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Chooses the window's colours: the system's, light, or dark. */
IconButton {
    id: button

    required property AppViewModel app

    implicitHeight: 28
    iconSize: 16
    iconName: app.theme === "light" ? "sun" : app.theme === "dark" ? "moon" : "monitor"
    text: qsTr("Colours: %1").arg(app.theme === "light" ? qsTr("light") : app.theme === "dark" ? qsTr("dark") : qsTr("as the system"))
    onClicked: menu.popup(button, 0, -menu.implicitHeight - 6)

    T.ButtonGroup {
        id: choices
    }
    AppMenu {
        id: menu

        title: qsTr("Colours")

        AppMenuItem {
            text: qsTr("Same as system")
            iconName: "monitor"
            checkable: true
            checked: button.app.theme === "system"
            T.ButtonGroup.group: choices
            onTriggered: button.app.chooseTheme("system")
        }
        AppMenuItem {
            text: qsTr("Light")
            iconName: "sun"
            checkable: true
            checked: button.app.theme === "light"
            T.ButtonGroup.group: choices
            onTriggered: button.app.chooseTheme("light")
        }
        AppMenuItem {
            text: qsTr("Dark")
            iconName: "moon"
            checkable: true
            checked: button.app.theme === "dark"
            T.ButtonGroup.group: choices
            onTriggered: button.app.chooseTheme("dark")
        }
    }
}
