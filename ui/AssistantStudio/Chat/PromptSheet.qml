import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** "What the model saw": the exact text an answer was made from. */
Sheet {
    id: sheet

    property string prompt: ""
    property string note: ""

    signal copyRequested(string text)

    title: qsTr("What the model saw")
    width: Math.min(760, parent ? parent.width - 60 : 760)
    height: prompt === "" ? implicitHeight : Math.min(720, parent ? parent.height - 60 : 720)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    onOpened: close.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: 10
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            AppText {
                Layout.fillWidth: true
                text: sheet.title
                font.pixelSize: Theme.textHeading
                font.weight: Theme.weightStrong
                Accessible.role: Accessible.Heading
            }
            AppButton {
                visible: sheet.prompt !== ""
                iconName: "copy"
                text: qsTr("Copy")
                Accessible.name: qsTr("Copy what the model saw")
                onClicked: sheet.copyRequested(sheet.prompt)
            }
            AppButton {
                id: close

                text: qsTr("Close")
                onClicked: sheet.close()
            }
        }
        AppText {
            Layout.fillWidth: true
            text: sheet.note
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            lineHeight: 1.35
            wrapMode: Text.Wrap
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 4
            visible: sheet.prompt !== ""
            radius: Theme.radiusField
            color: Theme.code
            border.width: 1
            border.color: Theme.line

            ScrollView {
                anchors.fill: parent
                anchors.margins: 1

                TextArea {
                    text: sheet.prompt
                    textFormat: TextEdit.PlainText
                    wrapMode: TextEdit.Wrap
                    readOnly: true
                    selectByMouse: true
                    selectionColor: Theme.accent
                    selectedTextColor: Theme.accentInk
                    color: Theme.ink
                    font.family: Theme.fontMono
                    font.pixelSize: Theme.textLabel
                    font.features: {
                        "calt": 0,
                        "liga": 0
                    }
                    leftPadding: 14
                    rightPadding: 14
                    topPadding: 12
                    bottomPadding: 12
                    background: null
                    KeyNavigation.priority: KeyNavigation.BeforeItem
                    KeyNavigation.tab: close
                    Accessible.role: Accessible.EditableText
                    Accessible.readOnly: true
                    Accessible.name: sheet.title
                }
            }
        }
    }
}
