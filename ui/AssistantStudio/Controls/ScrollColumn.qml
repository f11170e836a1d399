import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

/** A column that scrolls when it does not fit; children are laid out one below the other. */
Flickable {
    id: scroller

    default property alias items: column.data
    property alias spacing: column.spacing
    property real padding: 0
    property real topPadding: padding
    /** Wider windows leave room on both sides instead of stretching the lines. */
    property real maximumWidth: 100000

    clip: true
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
