import QtQuick
import AssistantStudio.Theme

/** A little sheet of paper with the letters of a file's kind. */
Rectangle {
    id: sheet

    required property string kind
    property bool failed: false

    implicitWidth: 34
    implicitHeight: 40
    radius: 6
    color: failed ? Theme.badBg : Theme.tint

    Text {
        anchors.centerIn: parent
        text: sheet.kind
        textFormat: Text.PlainText
        color: sheet.failed ? Theme.bad : Theme.accent
        font.family: Theme.fontBody
        font.pixelSize: Theme.scaled(10)
        font.weight: Font.Bold
        Accessible.ignored: true
    }
}
