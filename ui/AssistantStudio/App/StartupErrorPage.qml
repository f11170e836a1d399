import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Why the studio could not be opened, and the next step. */
Item {
    id: page

    required property string message
    required property string hint

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(520, page.width - 60)
        spacing: 10

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: 8
            implicitWidth: 60
            implicitHeight: 60
            radius: 20
            color: Theme.warnBg

            Icon {
                anchors.centerIn: parent
                name: "folder-open"
                size: 28
                color: Theme.warn
            }
        }
        AppText {
            Layout.fillWidth: true
            text: qsTr("Assistant Studio could not be opened")
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.scaled(20)
            font.weight: Theme.weightStrong
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        AppText {
            Layout.fillWidth: true
            text: page.message
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.4
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
        AppText {
            Layout.fillWidth: true
            text: page.hint
            horizontalAlignment: Text.AlignHCenter
            color: Theme.mute
            lineHeight: 1.4
            wrapMode: Text.Wrap
        }
        AppButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: 14
            text: qsTr("Close")
            kind: "primary"
            focus: true
            onClicked: Qt.quit()
        }
    }
}
