pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The gallery of templates: choose one, look at it, make it yours. */
FocusScope {
    id: page

    required property AppViewModel app

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Templates")

    TemplatesModel {
        id: templates
    }
    LibraryViewModel {
        id: library

        onMade: id => page.app.editAssistant(id)
    }
    Shortcut {
        sequence: "Esc"
        onActivated: page.app.openLibrary()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            Layout.fillWidth: true
            title: qsTr("Start from a template")
            back: true
            onBackClicked: page.app.openLibrary()

            AppButton {
                text: qsTr("Start with a blank one")
                onClicked: page.app.newAssistant()
            }
        }
        InlineMessage {
            Layout.fillWidth: true
            Layout.margins: 12
            Layout.bottomMargin: 0
            text: library.busy
        }
        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 20
            Layout.leftMargin: 28
            Layout.rightMargin: 28
            text: qsTr("Each is an assistant of your own from then on: change whatever you like, and give it your files.")
            color: Theme.mute
            wrapMode: Text.Wrap
        }
        CardGrid {
            id: grid

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 10
            Layout.leftMargin: 24
            // The gap after the last column is part of the cells.
            Layout.rightMargin: 28 - gap
            focus: true
            name: qsTr("Templates")
            model: templates
            delegate: TemplateCard {
                id: card

                required property string instructions
                required property list<string> starters
                required property int index

                width: grid.cellWidth - grid.gap
                byKeys: visualFocus || grid.byKeys
                onClicked: {
                    grid.currentIndex = index;
                    sheetLoader.active = true;
                    (sheetLoader.item as TemplateSheet).show(card.key, card.name, card.tagline, card.letter, card.color, card.instructions, card.starters, card.samples);
                }
            }
        }
    }
    Loader {
        id: sheetLoader

        active: false
        sourceComponent: Component {
            TemplateSheet {
                onWanted: (id, withSamples) => library.makeFromTemplate(id, withSamples)
            }
        }
    }
}
