pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** What of an assistant goes into a file: chosen, searched for secrets, and written. */
Sheet {
    id: sheet

    required property BundleExport exporting

    signal targetWanted

    readonly property bool choosing: exporting.state === "ready" || exporting.state === "searching"
    readonly property var choices: exporting.choices
    property alias author: authorField.text
    property alias licence: licenceField.text

    component Choice: CheckRow {
        required property string key

        Layout.fillWidth: true
        enabled: sheet.choosing
        checked: sheet.choices[key] ?? false
        // Not "toggled": a screen reader's press is no click.
        onCheckedChanged: if (checked !== sheet.choices[key]) sheet.exporting.choose(key, checked)
    }

    title: qsTr("Export “%1”").arg(exporting.name)
    width: Math.min(600, parent ? parent.width - 40 : 600)
    height: Math.min(content.implicitHeight + buttons.implicitHeight + 66, parent ? parent.height - 60 : 700)
    closePolicy: exporting.state === "exporting" ? Sheet.NoAutoClose : Sheet.CloseOnEscape
    onAboutToShow: {
        authorField.text = exporting.author;
        licenceField.text = exporting.licence;
    }
    onOpened: first.forceActiveFocus(Qt.TabFocusReason)
    onClosed: exporting.close()

    contentItem: ColumnLayout {
        spacing: 14
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        ScrollColumn {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                id: content

                Layout.fillWidth: true
                spacing: 8

                AppText {
                    Layout.fillWidth: true
                    text: sheet.title
                    font.pixelSize: Theme.textHeading
                    font.weight: Theme.weightStrong
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.Heading
                }
                AppText {
                    Layout.fillWidth: true
                    text: qsTr("Into one file that another person opens with a double click. Conversations and settings never go along.")
                    color: Theme.mute
                    font.pixelSize: Theme.textLabel
                    wrapMode: Text.Wrap
                }
                InlineMessage {
                    Layout.fillWidth: true
                    kind: sheet.exporting.tellKind === "bad" ? "bad" : "good"
                    text: sheet.exporting.tellText
                    hint: sheet.exporting.tellHint
                }
                Choice {
                    id: first

                    Layout.topMargin: 4
                    key: "documents"
                    text: qsTr("The documents themselves")
                }
                Choice {
                    key: "text"
                    text: qsTr("The text that was read from them")
                    help: qsTr("So that it answers at once.")
                }
                Choice {
                    key: "vectors"
                    text: qsTr("The search data")
                    help: qsTr("So that nobody waits until its meaning is found again.")
                }
                Choice {
                    key: "model"
                    text: qsTr("The language model")
                    help: qsTr("Large; without it, its name goes along.")
                }
                Choice {
                    key: "signed"
                    text: qsTr("Sign it with your key")
                    help: qsTr("Others see that it comes from the same person each time. The key stays in your data folder.")
                }
                TextInputField {
                    id: authorField

                    Layout.fillWidth: true
                    Layout.topMargin: 6
                    enabled: sheet.choosing
                    name: qsTr("Author")
                    placeholderText: qsTr("Author, if you want to be named")
                    maximumLength: 200
                }
                TextInputField {
                    id: licenceField

                    Layout.fillWidth: true
                    enabled: sheet.choosing
                    name: qsTr("Licence")
                    placeholderText: qsTr("Licence, such as CC-BY-4.0")
                    maximumLength: 200
                }
                ExportFindings {
                    Layout.fillWidth: true
                    Layout.topMargin: 6
                    exporting: sheet.exporting
                }
            }
        }
        RowLayout {
            id: buttons

            Layout.fillWidth: true
            spacing: 10

            AppText {
                Layout.fillWidth: true
                visible: sheet.exporting.state !== "exporting"
                text: sheet.exporting.state === "searching" ? qsTr("Looking for secrets…") : sheet.exporting.sizeText
                color: Theme.mute
                font.pixelSize: Theme.textLabel
                wrapMode: Text.Wrap
            }
            ProgressLine {
                Layout.fillWidth: true
                visible: sheet.exporting.state === "exporting"
                name: qsTr("Exporting")
                value: sheet.exporting.progress
            }
            AppButton {
                text: sheet.exporting.state === "exporting" ? qsTr("Stop") : sheet.exporting.state === "done" ? qsTr("Close") : qsTr("Cancel")
                onClicked: sheet.exporting.state === "exporting" ? sheet.exporting.stop() : sheet.close()
            }
            AppButton {
                visible: sheet.exporting.state === "done"
                text: qsTr("Open the folder")
                onClicked: sheet.exporting.showFolder()
            }
            AppButton {
                visible: sheet.choosing
                enabled: sheet.exporting.mayExport
                text: qsTr("Export…")
                kind: "primary"
                onClicked: sheet.targetWanted()
            }
        }
    }
}
