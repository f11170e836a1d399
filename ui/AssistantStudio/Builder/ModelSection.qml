pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Which model answers, how it draws its words, and how much of the knowledge it reads. */
ScrollColumn {
    id: section

    required property AssistantDraft draft

    component Help: AppText {
        Layout.fillWidth: true
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        lineHeight: 1.3
        wrapMode: Text.Wrap
    }

    padding: 26
    maximumWidth: 760
    spacing: 22

    ModelChoices {
        id: choices

        draft: section.draft
    }
    InlineMessage {
        Layout.fillWidth: true
        kind: "warn"
        text: choices.missingText
        hint: qsTr("It cannot answer until you choose another one here, or add that one again.")
        actionText: qsTr("Use the app's choice")
        onActionClicked: choices.choose("")
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 8
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("Language model")

        SectionLabel {
            text: qsTr("Language model")
            shout: false
        }
        Repeater {
            model: choices.models
            delegate: ChoiceCard {
                Layout.fillWidth: true
                chosen: choices.chosen === key
                onClicked: choices.choose(key)
            }
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 4

        RowLayout {
            Layout.fillWidth: true
            spacing: 12

            SectionLabel {
                Layout.fillWidth: true
                text: qsTr("How it writes")
                shout: false
            }
            AppButton {
                visible: choices.customised
                implicitHeight: 28
                kind: "ghost"
                text: qsTr("As the app suggests")
                onClicked: choices.resetSampling()
            }
        }
        AppText {
            Layout.topMargin: 4
            text: qsTr("Temperature")
            font.pixelSize: Theme.textLabel
            Accessible.ignored: true
        }
        AppSlider {
            Layout.fillWidth: true
            name: qsTr("Temperature")
            from: 0
            to: 2
            stepSize: 0.1
            value: choices.temperature
            valueText: choices.temperatureText
            onMoved: choices.temperature = value
        }
        Help {
            text: choices.temperatureText
        }
        AppText {
            Layout.topMargin: 10
            text: qsTr("Longest answer")
            font.pixelSize: Theme.textLabel
            Accessible.ignored: true
        }
        AppSlider {
            Layout.fillWidth: true
            name: qsTr("Longest answer")
            from: 64
            to: 2048
            stepSize: 64
            value: choices.longest
            valueText: choices.longestText
            onMoved: choices.longest = Math.round(value)
        }
        Help {
            text: choices.longestText
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 14

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 4

            SectionLabel {
                text: qsTr("Read thoroughly")
                shout: false
            }
            Help {
                text: qsTr("Takes as many passages from the files as the model can hold, instead of what this computer reads in a few seconds. Answers come later.")
            }
        }
        AppSwitch {
            name: qsTr("Read thoroughly")
            checked: choices.thorough
            onToggled: choices.thorough = checked
        }
    }
}
