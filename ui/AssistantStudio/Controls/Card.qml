import QtQuick
import QtQuick.Layouts
import AssistantStudio.Theme

/** A panel that holds things which belong together, one below the other. */
Rectangle {
    id: card

    default property alias items: column.data
    property alias spacing: column.spacing
    property real padding: 18

    implicitHeight: column.implicitHeight + 2 * padding
    radius: Theme.radiusCard
    color: Theme.panel
    border.width: 1
    border.color: Theme.line

    ColumnLayout {
        id: column

        x: card.padding
        y: card.padding
        width: card.width - 2 * card.padding
        spacing: 12
    }
}
