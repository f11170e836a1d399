pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Cards in columns: one Tab stop, arrow keys inside. Only those in sight are made, so that hundreds
 * scroll as easily as ten. */
GridView {
    id: grid

    required property string name
    /** The keyboard was used last, so that the focus is to be seen. */
    property bool byKeys: false
    /** The row over which files are held; -1 where there is none. */
    property int dropIndex: -1

    readonly property int gap: 18
    readonly property int columns: Math.max(1, Math.floor(width / (280 + gap)))

    function rowAt(x: real, y: real): int {
        return indexAt(x + contentX, y + contentY);
    }

    // The ring of the cards at the edges needs a little room.
    leftMargin: 4
    topMargin: 4
    bottomMargin: 14
    cellWidth: Math.floor((width - 4) / columns)
    cellHeight: Theme.scaled(222) + gap
    cacheBuffer: 480
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: count > 0
    keyNavigationEnabled: true
    highlightFollowsCurrentItem: true
    highlightMoveDuration: 0
    T.ScrollBar.vertical: AppScrollBar {}
    Accessible.role: Accessible.List
    Accessible.name: name
    Keys.onPressed: event => {
        grid.byKeys = true;
        event.accepted = false;
    }
    onActiveFocusChanged: if (!activeFocus) {
        byKeys = false;
    }

    TapHandler {
        onPressedChanged: grid.byKeys = false
    }
}
