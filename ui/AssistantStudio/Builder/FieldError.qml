import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** What is wrong with the field above it; takes no room while nothing is. */
AppText {
    Layout.fillWidth: true
    visible: text !== ""
    color: Theme.bad
    font.pixelSize: Theme.textSmall
    lineHeight: 1.3
    wrapMode: Text.Wrap
    Accessible.role: Accessible.AlertMessage
}
