import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** What goes on before an answer's first word. */
RowLayout {
    id: progress

    required property string phase
    required property real value

    spacing: 12
    Accessible.role: Accessible.StaticText
    Accessible.name: phase

    AppText {
        text: progress.phase === "" ? "…" : progress.phase
        color: Theme.mute
        Accessible.ignored: true
    }
    ProgressLine {
        Layout.preferredWidth: 120
        value: progress.value
        name: progress.phase
    }
}
