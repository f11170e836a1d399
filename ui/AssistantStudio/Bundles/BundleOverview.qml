pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** What an assistant is that waits to be taken in: its face, its instructions as a whole, its words. */
Card {
    id: card

    required property var preview

    readonly property string made: [preview.author === "" ? "" : qsTr("by %1").arg(preview.author), preview.licence, preview.size].filter(part => part !== "").join(" · ")

    component Part: AppText {
        Layout.fillWidth: true
        font.pixelSize: Theme.textLabel
        lineHeight: 1.4
        wrapMode: Text.Wrap
    }

    spacing: 8

    RowLayout {
        Layout.fillWidth: true
        spacing: 14

        Image {
            visible: card.preview.picture !== ""
            source: card.preview.picture
            sourceSize: Qt.size(112, 112)
            Layout.preferredWidth: 56
            Layout.preferredHeight: 56
            Accessible.ignored: true
        }
        Avatar {
            visible: card.preview.picture === ""
            letter: card.preview.letter
            base: card.preview.color
            size: 56
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 3

            AppText {
                Layout.fillWidth: true
                text: card.preview.name
                font.pixelSize: Theme.textHeading
                font.weight: Theme.weightStrong
                wrapMode: Text.Wrap
                Accessible.role: Accessible.Heading
            }
            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: card.preview.tagline
                color: Theme.mute
                font.pixelSize: Theme.textLabel
                wrapMode: Text.Wrap
            }
            AppText {
                Layout.fillWidth: true
                text: card.made
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                wrapMode: Text.Wrap
            }
        }
    }
    SectionLabel {
        Layout.topMargin: 10
        text: qsTr("Its instructions")
    }
    Part {
        text: card.preview.instructions === "" ? qsTr("It has none.") : card.preview.instructions
    }
    SectionLabel {
        Layout.topMargin: 10
        visible: card.preview.greeting !== ""
        text: qsTr("How it greets")
    }
    Part {
        visible: card.preview.greeting !== ""
        text: card.preview.greeting
    }
    SectionLabel {
        Layout.topMargin: 10
        visible: card.preview.starters.length > 0
        text: qsTr("Questions to begin with")
    }
    Repeater {
        model: card.preview.starters
        delegate: Part {
            required property string modelData

            text: qsTr("“%1”").arg(modelData)
        }
    }
    SectionLabel {
        Layout.topMargin: 10
        visible: card.preview.model !== ""
        text: qsTr("The model it was made with")
    }
    Part {
        visible: card.preview.model !== ""
        text: card.preview.modelComes ? qsTr("%1, which comes along").arg(card.preview.model) : card.preview.modelAddress === "" ? card.preview.model : qsTr("%1, to be had at %2").arg(card.preview.model).arg(card.preview.modelAddress)
    }
    SectionLabel {
        Layout.topMargin: 10
        visible: card.preview.checks.length > 0
        text: qsTr("Its checks (%1)").arg(card.preview.checks.length)
    }
    Repeater {
        model: card.preview.checks
        delegate: Part {
            required property string modelData

            text: modelData
        }
    }
}
