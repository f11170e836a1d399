pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One result at length: the answer, what it cites, and each thing that was expected. Escape closes it. */
T.Dialog {
    id: sheet

    property var details: ({
            question: "",
            title: "",
            passed: false,
            answer: "",
            citations: [],
            findings: []
        })

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(560, parent ? parent.width - 40 : 560)
    height: Math.min(column.implicitHeight + topPadding + bottomPadding + 60, parent ? parent.height - 40 : 600)
    modal: true
    focus: true
    padding: 22
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    title: details.question
    onOpened: close_.forceActiveFocus(Qt.TabFocusReason)

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
        spacing: 12
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.details.question
        Accessible.description: sheet.details.title

        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            AppText {
                Layout.fillWidth: true
                text: sheet.details.title
                color: sheet.details.passed ? Theme.good : Theme.bad
                font.pixelSize: Theme.textLabel
                font.weight: Theme.weightMedium
            }
            IconButton {
                id: close_

                iconName: "x"
                text: qsTr("Close the result")
                onClicked: sheet.close()
            }
        }
        ScrollColumn {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                id: column

                Layout.fillWidth: true
                spacing: 12

                AppText {
                    Layout.fillWidth: true
                    text: sheet.details.question
                    font.pixelSize: Theme.textHeading
                    font.weight: Theme.weightStrong
                    wrapMode: Text.Wrap
                }
                AppText {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: sheet.details.answer
                    lineHeight: 1.35
                    wrapMode: Text.Wrap
                }
                AppText {
                    Layout.fillWidth: true
                    visible: sheet.details.citations.length > 0
                    text: qsTr("Cites %1").arg(sheet.details.citations.join("; "))
                    color: Theme.mute
                    font.pixelSize: Theme.textSmall
                    wrapMode: Text.Wrap
                }
                Separator {
                    Layout.fillWidth: true
                }
                Repeater {
                    model: sheet.details.findings
                    delegate: RowLayout {
                        id: finding

                        required property var modelData

                        Layout.fillWidth: true
                        spacing: 10

                        CheckMark {
                            Layout.alignment: Qt.AlignTop
                            size: 20
                            checkState: finding.modelData.met ? "passed" : "failed"
                        }
                        AppText {
                            Layout.fillWidth: true
                            text: finding.modelData.text
                            font.pixelSize: Theme.textLabel
                            wrapMode: Text.Wrap
                        }
                    }
                }
            }
        }
    }
}
