pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A template as a whole: what it would do, and the yes. */
T.Dialog {
    id: sheet

    property string key: ""
    property string name: ""
    property string tagline: ""
    property string letter: ""
    property string color: "transparent"
    property string instructions: ""
    property list<string> starters: []
    property list<string> samples: []

    signal wanted(string id, bool withSamples)

    function show(id: string, called: string, line: string, sign: string, base: string, told: string, questions: list<string>, files: list<string>): void {
        sheet.key = id;
        sheet.name = called;
        sheet.tagline = line;
        sheet.letter = sign;
        sheet.color = base;
        sheet.instructions = told;
        sheet.starters = questions;
        sheet.samples = files;
        keepSamples.checked = true;
        open();
    }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(560, parent ? parent.width - 40 : 560)
    height: Math.min(content.implicitHeight + 114, parent ? parent.height - 60 : 600)
    modal: true
    focus: true
    padding: 0
    closePolicy: T.Popup.CloseOnEscape
    title: name
    onOpened: yes.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.wanted(sheet.key, keepSamples.visible && keepSamples.checked)

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.panel
        border.width: 1
        border.color: Theme.line
    }
    contentItem: ColumnLayout {
        spacing: 0
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.name
        Accessible.description: sheet.tagline

        ScrollColumn {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 4
            padding: 22
            spacing: 0

            ColumnLayout {
                id: content

                Layout.fillWidth: true
                spacing: 8

                RowLayout {
                    Layout.fillWidth: true
                    spacing: 14

                    Avatar {
                        letter: sheet.letter
                        base: sheet.color
                        size: 48
                    }
                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 3

                        AppText {
                            Layout.fillWidth: true
                            text: sheet.name
                            font.pixelSize: Theme.textHeading
                            font.weight: Theme.weightStrong
                            wrapMode: Text.Wrap
                        }
                        AppText {
                            Layout.fillWidth: true
                            text: sheet.tagline
                            color: Theme.mute
                            font.pixelSize: Theme.textLabel
                            wrapMode: Text.Wrap
                        }
                    }
                }
                SectionLabel {
                    Layout.topMargin: 10
                    text: qsTr("Its instructions")
                }
                AppText {
                    Layout.fillWidth: true
                    text: sheet.instructions
                    font.pixelSize: Theme.textLabel
                    lineHeight: 1.4
                    wrapMode: Text.Wrap
                }
                SectionLabel {
                    Layout.topMargin: 10
                    text: qsTr("Questions to begin with")
                }
                Repeater {
                    model: sheet.starters
                    delegate: AppText {
                        required property string modelData

                        Layout.fillWidth: true
                        text: qsTr("“%1”").arg(modelData)
                        font.pixelSize: Theme.textLabel
                        wrapMode: Text.Wrap
                    }
                }
                CheckRow {
                    id: keepSamples

                    Layout.fillWidth: true
                    Layout.topMargin: 10
                    visible: sheet.samples.length > 0
                    checked: true
                    text: sheet.samples.length === 1 ? qsTr("Take the sample file along: %1").arg(sheet.samples[0]) : qsTr("Take the sample files along: %1").arg(sheet.samples.join(", "))
                    help: qsTr("To try the questions above. It can be removed at any time.")
                }
            }
        }
        Separator {
            Layout.fillWidth: true
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.margins: 16
            spacing: 10

            Item {
                Layout.fillWidth: true
            }
            AppButton {
                text: qsTr("Cancel")
                onClicked: sheet.reject()
            }
            AppButton {
                id: yes

                text: qsTr("Make this assistant")
                kind: "primary"
                onClicked: sheet.accept()
            }
        }
    }
}
