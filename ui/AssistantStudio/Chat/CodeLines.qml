import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Text in the fixed-width font that scrolls sideways instead of wrapping. */
Flickable {
    id: lines

    /** Rich text as the inside of a `<pre>`. */
    required property string markup
    required property string name

    implicitHeight: text.implicitHeight + topMargin + bottomMargin
    contentWidth: text.implicitWidth
    contentHeight: text.implicitHeight
    leftMargin: 12
    rightMargin: 12
    topMargin: 10
    bottomMargin: 10
    clip: true
    interactive: contentWidth + leftMargin + rightMargin > width
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick

    ScrollBar.horizontal: AppScrollBar {}

    TextEdit {
        id: text

        text: `<pre style="font-family:'${Theme.fontMono}';line-height:118%;margin:0">${lines.markup}</pre>`
        textFormat: TextEdit.RichText
        wrapMode: TextEdit.NoWrap
        readOnly: true
        selectByMouse: true
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        color: Theme.ink
        font.family: Theme.fontMono
        font.pixelSize: Theme.textLabel
        // No ligatures: code shows what is typed.
        font.features: {
            "calt": 0,
            "liga": 0
        }
        Accessible.role: Accessible.StaticText
        Accessible.name: lines.name

        HoverHandler {
            cursorShape: Qt.IBeamCursor
        }
    }
}
