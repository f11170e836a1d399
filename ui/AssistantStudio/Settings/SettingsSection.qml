import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One section of the settings: its heading, and cards below it. */
ScrollColumn {
    id: section

    required property string title

    padding: width < Theme.scaled(480) ? 16 : 28
    spacing: 16
    maximumWidth: 760
    Accessible.role: Accessible.Pane
    Accessible.name: title

    AppText {
        Layout.fillWidth: true
        text: section.title
        wrapMode: Text.Wrap
        font.pixelSize: Theme.scaled(20)
        font.weight: Theme.weightStrong
        Accessible.role: Accessible.Heading
    }
}
