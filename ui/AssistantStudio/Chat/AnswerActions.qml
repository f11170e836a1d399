import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** What can be done with a finished answer, and how long it took. */
RowLayout {
    id: actions

    required property string timings
    required property string ending
    required property int sourceCount
    required property bool retryable

    signal copyRequested
    signal retryRequested
    signal sourcesRequested

    spacing: 4

    component Action: AppButton {
        implicitHeight: 24
        leftPadding: 6
        rightPadding: 6
        kind: "ghost"
        font.pixelSize: Theme.textSmall
        font.weight: Theme.weightNormal
    }

    AppText {
        Layout.rightMargin: 6
        visible: actions.ending !== ""
        text: actions.ending
        color: Theme.mute
        font.pixelSize: Theme.textSmall
    }
    Action {
        Layout.leftMargin: actions.ending === "" ? -6 : 0
        visible: actions.retryable
        text: qsTr("Try again")
        onClicked: actions.retryRequested()
    }
    Action {
        id: copy

        property bool done: false

        Layout.leftMargin: actions.ending === "" && !actions.retryable ? -6 : 0
        text: done ? qsTr("Copied") : qsTr("Copy")
        Accessible.name: done ? qsTr("Copied") : qsTr("Copy the answer as Markdown")
        onClicked: {
            actions.copyRequested();
            done = true;
            again.restart();
        }

        Timer {
            id: again

            interval: 1600
            onTriggered: copy.done = false
        }
    }
    Action {
        visible: actions.sourceCount > 0
        text: qsTr("Sources")
        Accessible.name: qsTr("Show the sources of this answer")
        onClicked: actions.sourcesRequested()
    }
    AppText {
        Layout.fillWidth: true
        text: actions.timings
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        horizontalAlignment: Text.AlignRight
        elide: Text.ElideRight
    }
}
