pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls

/** What there is to an assistant, in a few small words. */
RowLayout {
    id: pills

    required property int files
    required property int indexing
    required property int failed
    required property int checks
    /** Of the checks, as the assistant is now; the others did not run. */
    property int checksPassed: 0
    property int checksFailed: 0

    // Only what there is to say is made: a library may hold hundreds of cards.
    readonly property var shown: [
        {
            kind: "plain",
            text: files === 0 ? qsTr("no files") : qsTr("%n files", "", files)
        },
        {
            kind: "accent",
            text: indexing < 0 ? "" : qsTr("indexing %1%").arg(indexing)
        },
        {
            kind: "warn",
            text: failed === 0 ? "" : qsTr("%n files failed", "", failed)
        },
        {
            kind: checksFailed > 0 ? "bad" : "plain",
            text: checks === 0 ? "" : checksFailed > 0 ? qsTr("%n checks fail", "", checksFailed) : checksPassed === checks ? qsTr("%n checks pass", "", checks) : qsTr("%n checks", "", checks)
        }
    ].filter(pill => pill.text !== "")
    readonly property string spoken: shown.map(pill => pill.text).join(", ")

    spacing: 6
    Accessible.ignored: true

    Repeater {
        model: pills.shown
        delegate: Pill {
            required property var modelData

            // As wide as its words where there is room; where there is not, all become narrower.
            Layout.fillWidth: true
            Layout.horizontalStretchFactor: 100
            // A layout counts in whole pixels, and a word that lacks a part of one is cut.
            Layout.maximumWidth: Math.ceil(implicitWidth) + 1
            Layout.preferredWidth: Layout.maximumWidth
            Layout.minimumWidth: Math.min(implicitWidth, height + 12)
            kind: modelData.kind
            text: modelData.text
            Accessible.ignored: true
        }
    }
    Item {
        Layout.fillWidth: true
        Layout.horizontalStretchFactor: 1
    }
}
