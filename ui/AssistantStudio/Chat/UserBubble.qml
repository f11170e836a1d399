import QtQuick
import AssistantStudio.Theme

/** The person's words in their bubble. */
Item {
    id: message

    required property string text
    /** The text, escaped, with the window's line height. */
    required property string markup
    readonly property real shownWidth: bubble.width

    implicitHeight: bubble.height

    Rectangle {
        id: bubble

        anchors.right: parent.right
        width: Math.min(words.implicitWidth + 30, message.width * 0.86, 520)
        height: words.implicitHeight + 20
        radius: Theme.radiusBubble
        bottomRightRadius: 4
        color: Theme.user

        TextEdit {
            id: words

            x: 15
            y: 10
            width: bubble.width - 30
            text: message.markup
            textFormat: TextEdit.RichText
            wrapMode: TextEdit.Wrap
            readOnly: true
            selectByMouse: true
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            color: Theme.ink
            font.family: Theme.fontBody
            font.pixelSize: Theme.textBody
            Accessible.ignored: true

            HoverHandler {
                cursorShape: Qt.IBeamCursor
            }
        }
    }
}
