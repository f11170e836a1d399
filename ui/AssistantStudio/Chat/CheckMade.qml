import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Says that an answer became a check, and what it expects; or why it could not. */
InlineMessage {
    id: made

    required property CheckMaker maker

    signal editRequested

    anchors.bottomMargin: visible ? 10 : 0
    height: visible ? implicitHeight : 0
    kind: maker.failed ? "warn" : "good"
    text: maker.text
    hint: maker.hint
    actionText: maker.failed ? "" : qsTr("Edit…")
    closable: true
    onActionClicked: made.editRequested()
    onClosed: made.maker.close()
}
