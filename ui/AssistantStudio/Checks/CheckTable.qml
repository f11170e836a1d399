pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Checks by versions of the assistant, the latest at the right: what did which change break? */
ColumnLayout {
    id: table

    required property ChecksViewModel checks

    signal opened(int row, int column)

    readonly property int cellWidth: 92

    spacing: 8
    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Results by version")

    SectionLabel {
        text: qsTr("Results by version")
        shout: false
    }
    AppText {
        Layout.fillWidth: true
        text: qsTr("Every answer is measured by the checks as they are now. Open a result to read its answer.")
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: 4
        spacing: 4

        Item {
            Layout.fillWidth: true
        }
        Repeater {
            model: table.checks.columns
            delegate: ColumnLayout {
                id: head

                required property var modelData

                Layout.preferredWidth: table.cellWidth
                Layout.maximumWidth: table.cellWidth
                Layout.alignment: Qt.AlignTop
                spacing: 1

                AppText {
                    Layout.fillWidth: true
                    text: head.modelData.title
                    color: head.modelData.current ? Theme.accent : Theme.ink
                    font.pixelSize: Theme.textLabel
                    font.weight: Theme.weightStrong
                    horizontalAlignment: Text.AlignHCenter
                    elide: Text.ElideRight
                    Accessible.name: qsTr("%1, run %2").arg(text).arg(head.modelData.when)
                }
                AppText {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: head.modelData.changed === "" ? head.modelData.when : qsTr("new: %1").arg(head.modelData.changed)
                    color: Theme.mute
                    font.pixelSize: Theme.textTiny
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.Wrap
                    maximumLineCount: 3
                    elide: Text.ElideRight
                }
            }
        }
    }
    Separator {
        Layout.fillWidth: true
    }
    Repeater {
        model: table.checks.tableRows
        delegate: RowLayout {
            id: line

            required property var modelData
            required property int index

            Layout.fillWidth: true
            spacing: 4

            AppText {
                Layout.fillWidth: true
                text: line.modelData.question
                font.pixelSize: Theme.textLabel
                elide: Text.ElideRight
                maximumLineCount: 1
            }
            Repeater {
                model: line.modelData.cells
                delegate: CheckTableCell {
                    id: cell

                    required property var modelData
                    required property int index

                    Layout.preferredWidth: table.cellWidth
                    checkState: cell.modelData.state
                    stateText: cell.modelData.text
                    question: line.modelData.question
                    version: table.checks.columns[cell.index]?.title ?? ""
                    onClicked: table.opened(line.index, cell.modelData.column)
                }
            }
        }
    }
}
