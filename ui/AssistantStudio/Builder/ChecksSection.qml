pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Checks
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What the assistant must keep answering well. */
ScrollColumn {
    id: section

    required property ChecksViewModel checks
    required property KnowledgeViewModel knowledge

    padding: 26
    maximumWidth: 760

    ChecksPanel {
        Layout.fillWidth: true
        checks: section.checks
        documents: section.knowledge.names
    }
}
