import QtQuick
import AssistantStudio.Controls

/** What there is to an assistant, in a few small words. */
Row {
    id: pills

    required property int files
    required property int indexing
    required property int failed
    required property int checks
    /** Of the checks, as the assistant is now; the others did not run. */
    property int checksPassed: 0
    property int checksFailed: 0

    readonly property string filesText: files === 0 ? qsTr("no files") : qsTr("%n files", "", files)
    readonly property string checksText: checks === 0 ? "" : checksFailed > 0 ? qsTr("%n checks fail", "", checksFailed) : checksPassed === checks ? qsTr("%n checks pass", "", checks) : qsTr("%n checks", "", checks)
    readonly property string indexingText: indexing < 0 ? "" : qsTr("indexing %1%").arg(indexing)
    readonly property string failedText: failed === 0 ? "" : qsTr("%n files failed", "", failed)
    readonly property string spoken: [filesText, indexingText, failedText, checksText].filter(text => text !== "").join(", ")

    spacing: 6
    clip: true
    Accessible.ignored: true

    Pill {
        text: pills.filesText
        Accessible.ignored: true
    }
    Pill {
        visible: text !== ""
        kind: "accent"
        text: pills.indexingText
        Accessible.ignored: true
    }
    Pill {
        visible: text !== ""
        kind: "warn"
        text: pills.failedText
        Accessible.ignored: true
    }
    Pill {
        visible: text !== ""
        kind: pills.checksFailed > 0 ? "bad" : "plain"
        text: pills.checksText
        Accessible.ignored: true
    }
}
