pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The voices of this computer, to choose one that reads aloud. */
Sheet {
    id: sheet

    required property ReadAloudSettings reading

    title: qsTr("Voice")
    width: Math.min(460, parent ? parent.width - 60 : 460)
    height: Math.min(620, parent ? parent.height - 60 : 620)
    onOpened: {
        field.text = "";
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    contentItem: ColumnLayout {
        spacing: 12
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        RowLayout {
            Layout.fillWidth: true

            AppText {
                Layout.fillWidth: true
                text: sheet.title
                font.pixelSize: Theme.textHeading
                font.weight: Theme.weightStrong
                Accessible.role: Accessible.Heading
            }
            AppButton {
                text: qsTr("Close")
                onClicked: sheet.close()
            }
        }
        TextInputField {
            id: field

            Layout.fillWidth: true
            iconName: "search"
            name: qsTr("Search for a voice or a language")
            placeholderText: name
            onTextChanged: sheet.reading.wanted = text
            Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        }
        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            model: sheet.reading.voices
            spacing: 6
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: true
            activeFocusOnTab: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Voices")
            ScrollBar.vertical: AppScrollBar {}

            delegate: ChoiceCard {
                width: list.width - 12
                onClicked: {
                    sheet.reading.chooseVoice(key);
                    sheet.close();
                }
            }
        }
    }
}
