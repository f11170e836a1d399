import QtQuick
import AssistantStudio.Theme

/** A quotation: a bar at its side, the text set back. */
Item {
    id: quote

    required property string markup
    property bool growing: false
    property int selectedSource: 0

    signal sourceActivated(int number)
    signal linkActivated(string address)
    signal quoteRequested(string text)

    implicitHeight: text.implicitHeight

    Rectangle {
        width: 3
        height: parent.height
        radius: 1.5
        color: Theme.lineStrong
    }
    TextBlock {
        id: text

        x: 15
        width: quote.width - x
        markup: quote.markup
        growing: quote.growing
        selectedSource: quote.selectedSource
        color: Theme.mute
        onSourceActivated: number => quote.sourceActivated(number)
        onLinkActivated: address => quote.linkActivated(address)
        onQuoteRequested: text => quote.quoteRequested(text)
    }
}
