pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Which voice reads answers aloud, and how fast. */
Card {
    id: card

    spacing: 20
    visible: aloud.available

    ReadAloudSettings {
        id: aloud
    }
    SettingRow {
        title: qsTr("Voice that reads aloud")
        help: qsTr("One of this computer's own voices. What is read does not leave it.")
        below: true

        RowLayout {
            Layout.fillWidth: true
            spacing: 8

            AppButton {
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
                Layout.minimumWidth: 60
                text: aloud.voiceName
                Accessible.name: qsTr("Voice: %1").arg(aloud.voiceName)
                onClicked: {
                    sheet.active = true;
                    (sheet.item as VoiceSheet).open();
                }
            }
            IconButton {
                iconName: aloud.trying ? "square" : "play"
                text: aloud.trying ? qsTr("Stop") : qsTr("Hear it")
                onClicked: aloud.tryOut()
            }
            Item {
                Layout.fillWidth: true
            }
        }
    }
    Separator {
        Layout.fillWidth: true
    }
    SettingRow {
        title: qsTr("Reading speed")

        RowLayout {
            Layout.fillWidth: true
            spacing: 12

            AppSlider {
                id: speed

                Layout.fillWidth: true
                Layout.minimumWidth: 100
                name: qsTr("Reading speed")
                from: 60
                to: 200
                stepSize: 10
                value: aloud.speedPercent
                valueText: qsTr("%1 percent").arg(value)
                onMoved: aloud.chooseSpeed(value)
            }
            AppText {
                Layout.minimumWidth: Theme.scaled(44)
                text: qsTr("%1 %").arg(speed.value)
                font.weight: Theme.weightMedium
                horizontalAlignment: Text.AlignRight
                Accessible.ignored: true
            }
        }
    }
    InlineMessage {
        Layout.fillWidth: true
        kind: "bad"
        text: aloud.problem
    }
    Loader {
        id: sheet

        active: false
        visible: false
        sourceComponent: Component {
            VoiceSheet {
                reading: aloud
            }
        }
    }
}
