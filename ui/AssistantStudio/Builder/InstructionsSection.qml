import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What the assistant is told before every conversation, with room to write. */
ScrollColumn {
    id: section

    required property AssistantDraft draft

    padding: 26
    maximumWidth: 760
    spacing: 22

    InstructionsField {
        Layout.fillWidth: true
        draft: section.draft
        minimumHeight: Math.max(200, section.height - 190)
        maximumHeight: minimumHeight
    }
}
