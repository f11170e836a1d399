import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import QtQuick.Window

/** A column that scrolls when it does not fit; children are laid out one below the other. */
Flickable {
    id: scroller

    default property alias items: column.data
    property alias spacing: column.spacing
    property real padding: 0
    property real topPadding: padding
    /** Wider windows leave room on both sides instead of stretching the lines. */
    property real maximumWidth: 100000

    /** Whatever the keyboard has come to in the whole window. */
    readonly property Item focused: Window.activeFocusItem

    function show(item: Item): void {
        const top = item.mapToItem(column, 0, 0).y + column.y - 12;
        const bottom = top + item.height + 24;
        if (top < contentY) {
            contentY = Math.max(0, top);
        } else if (bottom > contentY + height) {
            // Of what is taller than the view, the beginning.
            contentY = Math.min(top, Math.min(bottom, contentHeight) - height);
        }
    }

    clip: true
    onFocusedChanged: {
        for (let at = focused; at; at = at.parent) {
            if (at === column) {
                show(focused);
                return;
            }
        }
    }
    contentWidth: width
    contentHeight: column.implicitHeight + topPadding + padding
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height

    ScrollBar.vertical: AppScrollBar {}

    ColumnLayout {
        id: column

        width: Math.min(scroller.width - 2 * scroller.padding, scroller.maximumWidth)
        x: Math.round((scroller.width - width) / 2)
        y: scroller.topPadding
    }
}
