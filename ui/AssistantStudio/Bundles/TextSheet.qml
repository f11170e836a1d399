import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The text of one document of a bundle. */
Sheet {
    id: sheet

    property string name: ""
    property string words: ""

    function show(called: string, said: string): void {
        name = called;
        words = said;
        open();
    }

    title: name
    width: Math.min(760, parent ? parent.width - 60 : 760)
    height: Math.min(720, parent ? parent.height - 60 : 720)
    onOpened: close.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: 14
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
                elide: Text.ElideMiddle
                Accessible.role: Accessible.Heading
            }
            AppButton {
                id: close

                text: qsTr("Close")
                onClicked: sheet.close()
            }
        }
        ScrollView {
            Layout.fillWidth: true
            Layout.fillHeight: true

            TextArea {
                text: sheet.words
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                readOnly: true
                selectByMouse: true
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                color: Theme.ink
                font.family: Theme.fontBody
                font.pixelSize: Theme.textLabel
                padding: 14
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: close
                Accessible.role: Accessible.EditableText
                Accessible.readOnly: true
                Accessible.name: qsTr("The text of %1").arg(sheet.name)
                background: Rectangle {
                    radius: Theme.radiusField
                    color: Theme.code
                    border.width: 1
                    border.color: Theme.line
                }
            }
        }
    }
}
