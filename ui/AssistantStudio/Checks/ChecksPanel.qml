pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** All about an assistant's checks: how they stand, each of them, and what changes did to them. */
ColumnLayout {
    id: panel

    required property ChecksViewModel checks
    /** Names of the assistant's documents. */
    property list<string> documents: []

    readonly property CheckForm form: checks.form as CheckForm
    readonly property CheckRun run: checks.run as CheckRun

    spacing: 22

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 4

        SectionLabel {
            text: qsTr("Checks")
            shout: false
        }
        AppText {
            Layout.fillWidth: true
            text: qsTr("Questions that this assistant must keep answering well. Run them after a change, and you see what it broke.")
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            wrapMode: Text.Wrap
        }
    }
    CheckRunBar {
        Layout.fillWidth: true
        visible: panel.checks.count > 0
        checks: panel.checks
        run: panel.run
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 8
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Checks of this assistant")

        Repeater {
            model: panel.checks.rows
            delegate: CheckItem {
                id: item

                Layout.fillWidth: true
                visible: !panel.form.isOpen || panel.form.key !== item.key
                runnable: panel.checks.canRun && !panel.run.running
                onRunRequested: panel.checks.runOne(item.key)
                onEditRequested: panel.checks.editCheck(item.key)
                onRemoveRequested: panel.checks.removeCheck(item.key)
            }
        }
        Loader {
            id: editor

            Layout.fillWidth: true
            active: panel.form.isOpen
            visible: active
            onLoaded: (item as CheckEditor).takeFocus()
            sourceComponent: Component {
                CheckEditor {
                    form: panel.form
                    documents: panel.documents
                    onKept: panel.checks.keepForm()
                    onCancelled: panel.form.close()
                }
            }
        }
        AppButton {
            Layout.topMargin: 4
            visible: !panel.form.isOpen
            iconName: "plus"
            text: qsTr("Add a check")
            onClicked: panel.checks.addCheck()
        }
    }
    CheckTable {
        Layout.fillWidth: true
        visible: panel.checks.columns.length > 0
        checks: panel.checks
        onOpened: (row, column) => {
            sheet.active = true;
            const shown = sheet.item as CheckAnswerSheet;
            shown.details = panel.checks.details(row, column);
            shown.open();
        }
    }
    Loader {
        id: sheet

        active: false
        visible: false
        sourceComponent: Component {
            CheckAnswerSheet {}
        }
    }
}
