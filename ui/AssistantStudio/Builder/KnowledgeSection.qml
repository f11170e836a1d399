pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Knowledge
import AssistantStudio.ViewModels

/** What the assistant answers from, and what it finds there. */
FocusScope {
    id: section

    required property AssistantDraft draft
    required property KnowledgeViewModel knowledge
    property string shown: "files"

    /** Before there is an assistant, its files are only noted and there is nothing to search. */
    readonly property bool isNew: draft.version === 0
    readonly property real side: Math.max(26, (width - 760) / 2)

    SegmentedChoice {
        id: choice

        x: section.side
        y: 26
        width: section.width - 2 * section.side
        visible: !section.isNew
        name: qsTr("Knowledge")
        keys: ["files", "search"]
        words: [qsTr("Files"), qsTr("Try a search")]
        current: section.shown
        onChosen: key => section.shown = key
    }
    Loader {
        anchors.top: section.isNew ? parent.top : choice.bottom
        anchors.topMargin: section.isNew ? 0 : 16
        anchors.bottom: parent.bottom
        // A list keeps its rows at its left edge.
        x: section.isNew || section.shown === "search" ? 0 : section.side
        width: parent.width - x
        focus: true
        sourceComponent: section.isNew ? noted : section.shown === "search" ? search : files
    }
    Component {
        id: files

        FilesPane {
            side: section.side
            draft: section.draft
            knowledge: section.knowledge
        }
    }
    Component {
        id: search

        ScrollColumn {
            padding: 26
            topPadding: 2
            maximumWidth: 760

            SearchTrialPane {
                assistantId: section.knowledge.assistantId
            }
        }
    }
    Component {
        id: noted

        ScrollColumn {
            padding: 26
            maximumWidth: 760
            spacing: 22

            KnowledgeFields {
                draft: section.draft
                knowledge: section.knowledge
            }
        }
    }
}
