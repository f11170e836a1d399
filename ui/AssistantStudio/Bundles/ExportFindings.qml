pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** What looks secret and would travel: each can be left out, and what stays has to be answered. */
ColumnLayout {
    id: found

    required property BundleExport exporting

    spacing: 8
    visible: exporting.findings.length > 0

    InlineMessage {
        Layout.fillWidth: true
        kind: "warn"
        text: qsTr("%n places that would travel look secret or personal.", "", found.exporting.findings.length)
        hint: qsTr("Look at each. Leave a document out, or change the assistant first.")
    }
    Repeater {
        model: found.exporting.findings
        delegate: RowLayout {
            id: row

            required property var modelData

            Layout.fillWidth: true
            spacing: 8

            AppText {
                Layout.fillWidth: true
                text: row.modelData.text
                font.pixelSize: Theme.textLabel
                wrapMode: Text.Wrap
            }
            AppButton {
                visible: row.modelData.documentId !== ""
                kind: "ghost"
                text: qsTr("Leave out")
                Accessible.name: qsTr("Leave out %1").arg(row.modelData.place)
                onClicked: found.exporting.leaveOut(row.modelData.documentId)
            }
        }
    }
    CheckRow {
        Layout.fillWidth: true
        text: qsTr("I have looked at these, and they may travel")
        checked: found.exporting.allowed
        // Not "toggled": a screen reader's press is no click.
        onCheckedChanged: if (checked !== found.exporting.allowed) found.exporting.allow(checked)
    }
}
