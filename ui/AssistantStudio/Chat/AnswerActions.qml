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
    /** Whether it did not come to its end. */
    required property bool retryable
    required property bool hasText
    required property int branch
    required property int branches

    signal stepRequested(int distance)
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
    BranchStepper {
        Layout.leftMargin: actions.ending === "" ? -6 : 0
        branch: actions.branch
        branches: actions.branches
        onStepRequested: distance => actions.stepRequested(distance)
    }
    Action {
        id: copy

        property bool done: false

        Layout.leftMargin: actions.ending === "" && actions.branches < 2 ? -6 : 0
        visible: actions.hasText
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
        text: actions.retryable ? qsTr("Try again") : qsTr("Regenerate")
        Accessible.name: actions.retryable ? text : qsTr("Answer again, as another branch")
        onClicked: actions.retryRequested()
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
