pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** What can be done with a finished answer, how it ended, and how long it took. */
ColumnLayout {
    id: actions

    required property string timings
    required property string ending
    required property int sourceCount
    /** Whether it did not come to its end. */
    required property bool retryable
    required property bool continuable
    required property bool hasText
    /** Whether there is a voice on this computer. */
    required property bool readable
    required property bool reading
    required property int branch
    required property int branches
    /** Which way it was made from whole documents; empty where the files were searched. */
    property string way: ""
    /** How else it can be answered: "search", "whole" or empty. */
    property string otherWay: ""

    /** How wide the buttons are side by side, in pixels. */
    readonly property real buttonsWidth: {
        let all = 0;
        for (const button of buttons.children) {
            all += button.visible ? button.implicitWidth + buttons.spacing : 0;
        }
        return all;
    }
    /** Whether the timings have room beside the buttons. */
    readonly property bool roomy: width > buttonsWidth + below.implicitWidth + 12

    signal stepRequested(int distance)
    signal copyRequested
    signal retryRequested
    signal otherWayRequested
    signal continueRequested
    signal sourcesRequested
    signal readRequested
    signal detailsRequested
    signal moreRequested(Item at)

    spacing: 6

    component Action: AppButton {
        implicitHeight: 24
        leftPadding: 6
        rightPadding: 6
        kind: "ghost"
        font.pixelSize: Theme.textSmall
        font.weight: Theme.weightNormal
    }

    component Made: Action {
        Layout.alignment: Qt.AlignTop
        Layout.maximumWidth: actions.width
        text: actions.timings
        Accessible.name: qsTr("How this answer was made: %1").arg(actions.timings)
        onClicked: actions.detailsRequested()
    }

    AppText {
        Layout.fillWidth: true
        visible: actions.way !== ""
        text: actions.way
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
    }
    RowLayout {
        visible: actions.ending !== "" || actions.continuable
        spacing: 8

        AppText {
            Layout.maximumWidth: actions.width - (goOn.visible ? goOn.width + 8 : 0)
            text: actions.ending
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            elide: Text.ElideRight
        }
        AppButton {
            id: goOn

            implicitHeight: 26
            leftPadding: 9
            rightPadding: 9
            visible: actions.continuable
            text: qsTr("Continue")
            font.pixelSize: Theme.textSmall
            Accessible.name: qsTr("Continue this answer")
            onClicked: actions.continueRequested()
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.leftMargin: -6
        spacing: 4

        Flow {
            id: buttons

            Layout.fillWidth: true
            spacing: 4

            BranchStepper {
                branch: actions.branch
                branches: actions.branches
                onStepRequested: distance => actions.stepRequested(distance)
            }
            Action {
                id: copy

                property bool done: false

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
                visible: actions.otherWay !== ""
                text: actions.otherWay === "search" ? qsTr("Only search") : qsTr("Whole document")
                Accessible.name: actions.otherWay === "search" ? qsTr("Answer again from a search only") : qsTr("Answer again from the whole document")
                onClicked: actions.otherWayRequested()
            }
            Action {
                visible: actions.readable && actions.hasText
                text: actions.reading ? qsTr("Stop reading") : qsTr("Read aloud")
                Accessible.name: actions.reading ? text : qsTr("Read this answer aloud")
                onClicked: actions.readRequested()
            }
            Action {
                visible: actions.sourceCount > 0
                text: qsTr("Sources")
                Accessible.name: qsTr("Show the sources of this answer")
                onClicked: actions.sourcesRequested()
            }
            IconButton {
                id: more

                implicitWidth: 26
                implicitHeight: 24
                iconSize: 16
                visible: actions.hasText
                iconName: "ellipsis"
                text: qsTr("More to do with this answer")
                onClicked: actions.moreRequested(more)
            }
        }
        Made {
            visible: actions.roomy && actions.timings !== ""
        }
    }
    Made {
        id: below

        Layout.leftMargin: -6
        visible: !actions.roomy && actions.timings !== ""
    }
}
