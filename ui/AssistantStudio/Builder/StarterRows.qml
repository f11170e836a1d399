pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The starters one below the other, to be rewritten and put in order. */
ColumnLayout {
    id: rows

    required property AssistantDraft draft
    /** The place that takes the keyboard when the rows are made again; below 0 for none. */
    property int wanted: -1

    function move(place: int, by: int): void {
        rows.wanted = place + by;
        rows.draft.moveStarter(place, place + by);
        rows.wanted = -1;
    }

    spacing: 8

    SectionLabel {
        text: qsTr("Conversation starters")
        shout: false
    }
    AppText {
        Layout.fillWidth: true
        text: qsTr("Questions that an empty conversation offers. The first ones are seen first.")
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
    }
    Repeater {
        model: rows.draft.starters
        delegate: RowLayout {
            id: row

            required property string modelData
            required property int index

            Layout.fillWidth: true
            spacing: 4

            TextInputField {
                id: input

                Layout.fillWidth: true
                name: qsTr("Starter %1").arg(row.index + 1)
                text: row.modelData
                maximumLength: 301
                onEditingFinished: rows.draft.changeStarter(row.index, text)
                Keys.onUpPressed: event => {
                    event.accepted = (event.modifiers & Qt.AltModifier) !== 0;
                    if (event.accepted && row.index > 0) {
                        rows.move(row.index, -1);
                    }
                }
                Keys.onDownPressed: event => {
                    event.accepted = (event.modifiers & Qt.AltModifier) !== 0;
                    if (event.accepted && row.index + 1 < rows.draft.starters.length) {
                        rows.move(row.index, 1);
                    }
                }
                Component.onCompleted: if (row.index === rows.wanted) {
                    forceActiveFocus(Qt.OtherFocusReason);
                }
            }
            IconButton {
                enabled: row.index > 0
                iconName: "chevron-up"
                text: qsTr("Move starter %1 up").arg(row.index + 1)
                onClicked: rows.move(row.index, -1)
            }
            IconButton {
                Layout.leftMargin: -4
                enabled: row.index + 1 < rows.draft.starters.length
                iconName: "chevron-down"
                text: qsTr("Move starter %1 down").arg(row.index + 1)
                onClicked: rows.move(row.index, 1)
            }
            IconButton {
                Layout.leftMargin: -4
                iconName: "x"
                iconSize: 16
                text: qsTr("Remove starter %1").arg(row.index + 1)
                onClicked: rows.draft.removeStarter(row.index)
            }
        }
    }
    NewStarter {
        Layout.fillWidth: true
        draft: rows.draft
    }
    FieldError {
        text: rows.draft.startersError
    }
}
