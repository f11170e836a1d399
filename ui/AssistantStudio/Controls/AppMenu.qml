import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A menu; fill it with AppMenuItem. */
T.Menu {
    id: menu

    /** Opens where the pointer is on an item; at the item's end where there is none (a key, a button). */
    function openAt(item: Item, pointer: point): void {
        if (pointer.x >= 0) {
            menu.popup(item, pointer.x, pointer.y);
        } else {
            menu.popup(item, Math.max(0, item.width - menu.implicitWidth), Math.min(44, item.height));
        }
    }

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
