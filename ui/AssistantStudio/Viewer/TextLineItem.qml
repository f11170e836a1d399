import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A line of a document's text with its number, and above it the place that begins there. */
Item {
    id: line

    required property int number
    required property string plain
    required property string rich
    required property string place
    required property bool marked

    implicitHeight: words.y + words.implicitHeight + 2
    Accessible.role: Accessible.ListItem
    Accessible.name: (place === "" ? "" : place + ". ") + plain
    Accessible.description: marked ? qsTr("in the passage") : ""

    AppText {
        id: heading

        visible: line.place !== ""
        y: 10
        x: 56
        text: line.place
        color: Theme.accent
        font.pixelSize: Theme.textSmall
        font.weight: Theme.weightStrong
        Accessible.ignored: true
    }
    Rectangle {
        visible: line.marked
        x: 46
        y: words.y
        width: 3
        height: words.height + 2
        color: Theme.accent
    }
    Text {
        y: words.y
        width: 38
        text: line.number > 0 ? line.number : ""
        textFormat: Text.PlainText
        horizontalAlignment: Text.AlignRight
        color: Theme.mute
        font.family: Theme.fontMono
        font.pixelSize: Theme.textTiny
        lineHeight: 1.4
        Accessible.ignored: true
    }
    Text {
        id: words

        y: heading.visible ? heading.y + heading.height + 6 : 0
        x: 56
        width: Math.min(line.width - x, 860)
        text: line.rich === "" ? line.plain : line.rich
        textFormat: line.rich === "" ? Text.PlainText : Text.RichText
        wrapMode: Text.Wrap
        color: Theme.ink
        font.family: Theme.fontBody
        font.pixelSize: Theme.textLabel
        lineHeight: 1.4
        Accessible.ignored: true
    }
}
