import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls

/** A list of the sidebar: one Tab stop, arrow keys inside. */
ListView {
    id: list

    required property string name

    /** Room for the scroll bar beside the rows, in pixels. */
    readonly property real barRoom: bar.visible ? bar.width : 0

    function openFirst(): void {
        const first = itemAtIndex(0) as SideRow;
        if (first) {
            first.opened();
        }
    }

    clip: true
    spacing: 4
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height
    activeFocusOnTab: count > 0
    keyNavigationEnabled: true
    T.ScrollBar.vertical: AppScrollBar {
        id: bar
    }
    Accessible.role: Accessible.List
    Accessible.name: name
}
