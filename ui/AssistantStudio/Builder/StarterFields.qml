pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The questions that an empty conversation offers. */
ColumnLayout {
    id: field

    required property AssistantDraft draft

    spacing: 8

    SectionLabel {
        text: qsTr("Conversation starters")
        shout: false
    }
    Flow {
        Layout.fillWidth: true
        visible: field.draft.starters.length > 0
        spacing: 8

        Repeater {
            model: field.draft.starters
            delegate: Rectangle {
                id: chip

                required property string modelData
                required property int index

                width: Math.min(words.implicitWidth + 44, field.width)
                height: Theme.scaled(30)
                radius: 15
                color: Theme.panel
                border.width: 1
                border.color: Theme.line

                AppText {
                    id: words

                    anchors.left: parent.left
                    anchors.leftMargin: 12
                    anchors.right: remove.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: chip.modelData
                    font.pixelSize: Theme.textLabel
                    elide: Text.ElideRight
                }
                IconButton {
                    id: remove

                    anchors.right: parent.right
                    anchors.rightMargin: 3
                    anchors.verticalCenter: parent.verticalCenter
                    implicitWidth: 24
                    implicitHeight: 24
                    iconName: "x"
                    iconSize: 13
                    text: qsTr("Remove the starter “%1”").arg(chip.modelData)
                    onClicked: field.draft.removeStarter(chip.index)
                }
            }
        }
    }
    NewStarter {
        Layout.fillWidth: true
        draft: field.draft
    }
    FieldError {
        text: field.draft.startersError
    }
}
