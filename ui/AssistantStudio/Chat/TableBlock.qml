import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A table; one that is too wide scrolls sideways. */
Item {
    id: table

    required property string markup
    property int selectedSource: 0

    signal sourceActivated(int number)
    signal linkActivated(string address)
    signal quoteRequested(string text)

    implicitHeight: text.implicitHeight + (scroller.wide ? 12 : 0)

    Flickable {
        id: scroller

        readonly property bool wide: contentWidth > width + 1

        anchors.fill: parent
        clip: wide
        contentWidth: Math.max(width, text.contentWidth)
        contentHeight: text.implicitHeight
        interactive: wide
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.HorizontalFlick

        ScrollBar.horizontal: AppScrollBar {}

        TextBlock {
            id: text

            width: scroller.width
            markup: table.markup
            font.pixelSize: Theme.scaled(13)
            selectedSource: table.selectedSource
            onSourceActivated: number => table.sourceActivated(number)
            onLinkActivated: address => table.linkActivated(address)
            onQuoteRequested: text => table.quoteRequested(text)
        }
    }
}
