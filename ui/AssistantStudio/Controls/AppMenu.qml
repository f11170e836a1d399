import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A menu; fill it with AppMenuItem. */
T.Menu {
    id: menu

    implicitWidth: 216
    implicitHeight: contentHeight + topPadding + bottomPadding
    padding: 5
    margins: 8
    overlap: 1
    delegate: AppMenuItem {}

    contentItem: ListView {
        implicitHeight: contentHeight
        model: menu.contentModel
        interactive: false
        currentIndex: menu.currentIndex
        Accessible.role: Accessible.PopupMenu
        Accessible.name: menu.title
    }
    background: Rectangle {
        radius: Theme.radiusField
        color: Theme.panel
        border.width: 1
        border.color: Theme.lineStrong
    }
}
