pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The assistant is here already: what differs, and what is to become of it. */
Card {
    id: card

    required property var update
    property string decision: "update"

    component Words: AppText {
        Layout.fillWidth: true
        font.pixelSize: Theme.textLabel
        wrapMode: Text.Wrap
    }

    AppText {
        Layout.fillWidth: true
        text: card.update.title
        font.weight: Theme.weightMedium
        wrapMode: Text.Wrap
        Accessible.role: Accessible.Heading
    }
    Words {
        text: card.update.summary
        color: Theme.mute
    }
    Repeater {
        model: card.update.changes
        delegate: ColumnLayout {
            id: change

            required property var modelData

            Layout.fillWidth: true
            spacing: 4

            SectionLabel {
                text: change.modelData.title
            }
            Words {
                visible: change.modelData.before !== ""
                text: qsTr("Now: %1").arg(change.modelData.before)
                color: Theme.mute
            }
            Words {
                text: qsTr("Then: %1").arg(change.modelData.after === "" ? qsTr("nothing") : change.modelData.after)
            }
        }
    }
    SectionLabel {
        visible: card.update.files.length > 0
        text: qsTr("Documents")
    }
    Repeater {
        model: card.update.files
        delegate: Words {
            required property string modelData

            text: modelData
        }
    }
    SegmentedChoice {
        Layout.fillWidth: true
        name: qsTr("What is to become of it")
        keys: ["update", "keep_both"]
        words: [qsTr("Update it"), qsTr("Keep both")]
        current: card.decision
        onChosen: key => card.decision = key
    }
    Words {
        text: card.decision === "update" ? qsTr("An update is a new version: you can go back to the one before. Files that you added yourself stay.") : qsTr("A second assistant is made beside it.")
        color: Theme.mute
        font.pixelSize: Theme.textSmall
    }
}
