pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.ViewModels

/** What the builder's sections are: a section is a few lines here and a file of its own. */
QtObject {
    id: sections

    required property AssistantDraft draft
    required property KnowledgeViewModel files
    required property ChecksViewModel checks

    readonly property int fileCount: files.count + draft.files.length
    readonly property list<BuilderSection> all: [
        BuilderSection {
            key: "profile"
            title: qsTr("Profile")
            fields: ["name", "tagline", "avatar", "greeting", "instructions", "starters", "files"]
            body: Component { ProfileSection { draft: sections.draft; knowledge: sections.files } }
        },
        BuilderSection {
            key: "instructions"
            title: qsTr("Instructions")
            fields: ["instructions"]
            body: Component { InstructionsSection { draft: sections.draft } }
        },
        BuilderSection {
            key: "knowledge"
            title: qsTr("Knowledge")
            fields: ["files", "embedder"]
            badge: sections.fileCount > 0 ? sections.fileCount : ""
            badgeName: sections.fileCount > 0 ? qsTr("%n files", "", sections.fileCount) : ""
            body: Component { KnowledgeSection { draft: sections.draft; knowledge: sections.files } }
        },
        BuilderSection {
            key: "model"
            title: qsTr("Model")
            fields: ["model_sha256", "sampling", "retrieval"]
            body: Component { ModelSection { draft: sections.draft } }
        },
        BuilderSection {
            key: "starters"
            title: qsTr("Starters")
            fields: ["starters", "greeting"]
            body: Component { StartersSection { draft: sections.draft } }
        },
        BuilderSection {
            key: "checks"
            title: qsTr("Checks")
            fields: ["checks"]
            badge: sections.checks.badge
            // A count alone says too little; a ratio is said whole by its sentence.
            badgeName: badge === String(sections.checks.count) ? qsTr("%n checks. %1", "", sections.checks.count).arg(sections.checks.standingText) : sections.checks.standingText
            body: Component { ChecksSection { checks: sections.checks; knowledge: sections.files } }
        },
        BuilderSection {
            key: "history"
            title: qsTr("History")
            badge: sections.draft.version > 0 ? qsTr("v%1").arg(sections.draft.version) : ""
            badgeName: sections.draft.version > 0 ? qsTr("version %1").arg(sections.draft.version) : ""
            body: Component { HistorySection { draft: sections.draft } }
        }
    ]

    /** The place of the section with this key; the first one's where there is none. */
    function placeOf(key: string): int {
        for (let place = 0; place < all.length; ++place) {
            if (all[place].key === key) {
                return place;
            }
        }
        return 0;
    }

    /** Where a field is changed: at the place one is at, if it is among those. */
    function placeOfField(field: string, current: int): int {
        if (all[current].fields.includes(field)) {
            return current;
        }
        for (let place = 0; place < all.length; ++place) {
            if (all[place].fields.includes(field)) {
                return place;
            }
        }
        return current;
    }
}
