pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Text in the fixed-width font that scrolls sideways instead of wrapping. */
Flickable {
    id: lines

    /** Rich text as the inside of a `<pre>`, in parts of some lines each. */
    required property list<string> parts
    required property string name

    implicitHeight: column.height + topMargin + bottomMargin
    contentWidth: column.width
    contentHeight: column.height
    leftMargin: 12
    rightMargin: 12
    topMargin: 10
    bottomMargin: 10
    clip: true
    interactive: contentWidth + leftMargin + rightMargin > width
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick

    ScrollBar.horizontal: AppScrollBar {}

    Column {
        id: column

        Repeater {
            model: lines.parts.length

            TextEdit {
                required property int index
                // A part that did not change is not laid out again.
                readonly property string part: lines.parts[index] ?? ""

                text: `<pre style="font-family:'${Theme.fontMono}';line-height:118%;margin:0">${part}</pre>`
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
                Accessible.name: index === 0 ? lines.name : ""
                Accessible.ignored: index > 0

                HoverHandler {
                    cursorShape: Qt.IBeamCursor
                }
            }
        }
    }
}
