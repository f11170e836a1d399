import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** What goes on before an answer's first word; of long work, also how long it takes, and how to stop it. */
ColumnLayout {
    id: progress

    required property string phase
    required property real value
    /** What to know beforehand; with it, the work can be stopped here. */
    property string note: ""

    signal stopRequested

    spacing: 8

    RowLayout {
        Layout.fillWidth: true
        spacing: 12
        Accessible.role: Accessible.StaticText
        Accessible.name: progress.phase

        AppText {
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            wrapMode: Text.Wrap
            text: progress.phase === "" ? "…" : progress.phase
            color: Theme.mute
            Accessible.ignored: true
        }
        ProgressLine {
            Layout.preferredWidth: 120
            value: progress.value
            name: progress.phase
        }
        AppButton {
            implicitHeight: 26
            leftPadding: 9
            rightPadding: 9
            visible: progress.note !== ""
            text: qsTr("Stop")
            font.pixelSize: Theme.textSmall
            Accessible.name: qsTr("Stop reading the document")
            onClicked: progress.stopRequested()
        }
    }
    AppText {
        Layout.fillWidth: true
        Layout.maximumWidth: 560
        visible: progress.note !== ""
        text: progress.note
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        lineHeight: 1.35
        wrapMode: Text.Wrap
    }
}
