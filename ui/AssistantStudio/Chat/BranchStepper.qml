import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** "‹ 2 / 3 ›": which of the messages that could stand here is shown, and the way to the others. */
Row {
    id: stepper

    required property int branch
    required property int branches

    signal stepRequested(int distance)

    visible: branches > 1
    spacing: 0
    Keys.onLeftPressed: if (branch > 1) stepRequested(-1)
    Keys.onRightPressed: if (branch < branches) stepRequested(1)

    // Not disabled at the ends: a button that is would lose the keyboard's focus.
    component Step: IconButton {
        implicitWidth: 24
        implicitHeight: 24
        iconSize: 15
    }

    Step {
        iconName: "chevron-left"
        opacity: stepper.branch > 1 ? 1 : 0.4
        text: qsTr("Previous branch")
        onClicked: if (stepper.branch > 1) stepper.stepRequested(-1)
    }
    AppText {
        height: 24
        text: qsTr("%1 / %2").arg(stepper.branch).arg(stepper.branches)
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        verticalAlignment: Text.AlignVCenter
        Accessible.name: qsTr("Branch %1 of %2").arg(stepper.branch).arg(stepper.branches)
    }
    Step {
        iconName: "chevron-right"
        opacity: stepper.branch < stepper.branches ? 1 : 0.4
        text: qsTr("Next branch")
        onClicked: if (stepper.branch < stepper.branches) stepper.stepRequested(1)
    }
}
