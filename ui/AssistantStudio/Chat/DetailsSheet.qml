import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** How an answer was made: the search, the prompt, the writing, and what was left out. */
Sheet {
    id: sheet

    /** Name and value by turns. */
    property list<string> facts: []

    title: qsTr("How this answer was made")
    width: Math.min(460, parent ? parent.width - 60 : 460)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    onOpened: close.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: 14
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        AppText {
            Layout.fillWidth: true
            text: sheet.title
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            Accessible.role: Accessible.Heading
        }
        GridLayout {
            Layout.fillWidth: true
            columns: 2
            columnSpacing: 20
            rowSpacing: 8

            Repeater {
                model: sheet.facts

                AppText {
                    required property int index
                    required property string modelData

                    Layout.fillWidth: index % 2 === 1
                    Layout.alignment: Qt.AlignTop
                    text: modelData
                    color: index % 2 === 0 ? Theme.mute : Theme.ink
                    font.pixelSize: Theme.textLabel
                    wrapMode: Text.Wrap
                }
            }
        }
        AppButton {
            id: close

            Layout.alignment: Qt.AlignRight
            text: qsTr("Close")
            onClicked: sheet.close()
        }
    }
}
