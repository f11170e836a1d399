import QtQuick
import AssistantStudio.Theme

/** Text as the window sets it; plain text always, so that nothing in it is taken for markup. */
Text {
    color: Theme.ink
    font.family: Theme.fontBody
    font.pixelSize: Theme.textBody
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
