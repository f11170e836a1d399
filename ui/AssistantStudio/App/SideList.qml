import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls

/** A list of the sidebar: one Tab stop, arrow keys inside. */
ListView {
    id: list

    required property string name

    /** Room for the scroll bar beside the rows, in pixels. */
    property real barRoom: 0

    function takeRoom(): void {
        barRoom = bar.visible ? bar.width : 0;
    }
    function openFirst(): void {
        const first = itemAtIndex(0) as SideRow;
        if (first) {
            first.opened();
        }
    }

    clip: true
    spacing: 4
    boundsBehavior: Flickable.StopAtBounds
    // Rows out of sight would be made bit by bit, and be asked for after they are gone.
    cacheBuffer: 0
    interactive: contentHeight > height
    // Not `activeFocusOnTab`: that may not be taken away while the focus is here.
    enabled: count > 0
    activeFocusOnTab: true
    keyNavigationEnabled: true
    T.ScrollBar.vertical: AppScrollBar {
        id: bar

        // Not bound: the room changes the rows, from which the list reckons whether it has a bar.
        onVisibleChanged: Qt.callLater(list.takeRoom)
        onWidthChanged: Qt.callLater(list.takeRoom)
    }
    Accessible.role: Accessible.List
    Accessible.name: name
}
