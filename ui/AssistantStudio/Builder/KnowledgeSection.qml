import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Knowledge
import AssistantStudio.ViewModels

/** What the assistant answers from. */
ScrollColumn {
    id: section

    required property AssistantDraft draft
    required property KnowledgeViewModel knowledge

    padding: 26
    maximumWidth: 760
    spacing: 22

    KnowledgeFields {
        Layout.fillWidth: true
        draft: section.draft
        knowledge: section.knowledge
    }
}
