import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** How a conversation begins: the greeting, and the questions that are offered. */
ScrollColumn {
    id: section

    required property AssistantDraft draft

    padding: 26
    maximumWidth: 760
    spacing: 22

    GreetingField {
        Layout.fillWidth: true
        draft: section.draft
    }
    StarterRows {
        Layout.fillWidth: true
        draft: section.draft
    }
}
