import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Knowledge
import AssistantStudio.ViewModels

/** The assistant at a glance: who it is, what it is told, what it answers from. */
ScrollColumn {
    id: section

    required property AssistantDraft draft
    required property KnowledgeViewModel knowledge

    padding: 26
    maximumWidth: 760
    spacing: 22

    ProfileFields {
        Layout.fillWidth: true
        draft: section.draft
    }
    InstructionsField {
        Layout.fillWidth: true
        draft: section.draft
    }
    GreetingField {
        Layout.fillWidth: true
        draft: section.draft
    }
    StarterFields {
        Layout.fillWidth: true
        draft: section.draft
    }
    KnowledgeFields {
        Layout.fillWidth: true
        draft: section.draft
        knowledge: section.knowledge
    }
}
