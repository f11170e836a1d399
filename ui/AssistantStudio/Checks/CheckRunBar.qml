import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** How the checks stand, and the way to run them; while they run, where that stands and how to stop it. */
ColumnLayout {
    id: bar

    required property ChecksViewModel checks
    required property CheckRun run

    spacing: 10

    RowLayout {
        Layout.fillWidth: true
        spacing: 10

        AppText {
            Layout.fillWidth: true
            text: bar.run.running ? bar.run.text : bar.checks.standingText
            color: !bar.run.running && bar.checks.someFail ? Theme.bad : Theme.mute
            font.pixelSize: Theme.textLabel
            wrapMode: Text.Wrap
        }
        AppButton {
            visible: !bar.run.running
            enabled: bar.checks.canRun
            iconName: "play"
            kind: "primary"
            text: qsTr("Run all")
            Accessible.name: qsTr("Run all checks")
            onClicked: bar.checks.runAll()
        }
        AppButton {
            visible: bar.run.running
            iconName: "square"
            text: qsTr("Stop")
            Accessible.name: qsTr("Stop the checks")
            onClicked: bar.run.stop()
        }
    }
    ProgressLine {
        Layout.fillWidth: true
        visible: bar.run.running
        value: bar.run.progress
        name: qsTr("Progress of the checks")
    }
    AppText {
        Layout.fillWidth: true
        visible: bar.checks.count > 0 && !bar.checks.canRun
        text: qsTr("Make the assistant first; then its checks can run.")
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
    }
    InlineMessage {
        Layout.fillWidth: true
        kind: "bad"
        text: bar.run.error
        hint: bar.run.hint
    }
}
