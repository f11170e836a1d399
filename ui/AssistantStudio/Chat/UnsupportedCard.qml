import QtQuick
import AssistantStudio.Theme

/** Says which sentences of an answer are not in the files. */
Rectangle {
    id: card

    required property string title
    required property string detail

    implicitHeight: column.implicitHeight + 26
    radius: Theme.radiusBox
    color: Theme.warnBg
    Accessible.role: Accessible.StaticText
    Accessible.name: title + ". " + detail

    Column {
        id: column

        x: 14
        y: 13
        width: parent.width - 28
        spacing: 6

        Text {
            width: parent.width
            text: card.title
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.warn
            font.family: Theme.fontBody
            font.pixelSize: Theme.textLabel
            font.weight: Theme.weightStrong
            Accessible.ignored: true
        }
        Text {
            width: parent.width
            text: card.detail
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.ink
            font.family: Theme.fontBody
            font.pixelSize: Theme.textLabel
            lineHeight: 1.3
            Accessible.ignored: true
        }
    }
}
