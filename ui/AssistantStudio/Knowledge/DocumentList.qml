pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** An assistant's files, what became of those added last, and a word where there are none. */
ColumnLayout {
    id: list

    required property KnowledgeViewModel knowledge

    spacing: 8
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Files")

    InlineMessage {
        Layout.fillWidth: true
        kind: "warn"
        text: list.knowledge.message
        hint: list.knowledge.messageHint
        closable: true
        onClosed: list.knowledge.closeMessage()
    }
    Repeater {
        model: list.knowledge.documents
        delegate: DocumentItem {
            id: item

            Layout.fillWidth: true
            onRetryRequested: list.knowledge.retry(item.key)
            onRemoveRequested: list.knowledge.remove(item.key)
            onOpenRequested: list.knowledge.open(item.key)
        }
    }
    AppButton {
        visible: list.knowledge.hiddenCount > 0
        kind: "ghost"
        iconName: "chevron-down"
        text: list.knowledge.hiddenCount === 1 ? qsTr("Show 1 more file") : qsTr("%1 more files: show some").arg(list.knowledge.hiddenCount)
        onClicked: list.knowledge.showMore()
    }
}
