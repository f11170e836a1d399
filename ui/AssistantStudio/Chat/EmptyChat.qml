pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** A conversation before its first word: who is there, and what one could ask. */
ScrollColumn {
    id: empty

    required property AssistantFace face
    /** What is said where the assistant says nothing of itself. */
    property string help: ""

    signal starterChosen(string text)

    padding: 24
    maximumWidth: 640
    spacing: 0

    Item {
        Layout.preferredHeight: Math.max(12, empty.height * 0.14)
    }
    Avatar {
        Layout.alignment: Qt.AlignHCenter
        letter: empty.face.letter
        base: empty.face.color
        picture: empty.face.picture
        size: 64
    }
    AppText {
        Layout.fillWidth: true
        Layout.topMargin: 18
        text: empty.face.name
        font.pixelSize: Theme.textHuge
        font.weight: Theme.weightStrong
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        Accessible.role: Accessible.Heading
    }
    AppText {
        Layout.fillWidth: true
        Layout.topMargin: 8
        text: empty.face.greeting || empty.face.tagline || empty.help
        color: Theme.mute
        font.pixelSize: Theme.textTitle
        horizontalAlignment: Text.AlignHCenter
        lineHeight: 1.4
        wrapMode: Text.Wrap
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.topMargin: 30
        columns: empty.width > 560 ? 2 : 1
        columnSpacing: 12
        rowSpacing: 12
        uniformCellWidths: true

        Repeater {
            model: empty.face.starters

            StarterCard {
                required property string modelData

                Layout.fillWidth: true
                Layout.fillHeight: true
                text: modelData
                onClicked: empty.starterChosen(modelData)
            }
        }
    }
}
