import QtQuick
import AssistantStudio.Theme

/** The small heading over a list or a field. */
Text {
    property bool shout: true

    text: ""
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    color: shout ? Theme.mute : Theme.ink
    font.family: Theme.fontBody
    font.pixelSize: shout ? Theme.textTiny : Theme.scaled(12.5)
    font.weight: Theme.weightStrong
    font.letterSpacing: shout ? 0.66 : 0
    font.capitalization: shout ? Font.AllUppercase : Font.MixedCase
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
