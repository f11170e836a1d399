import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** What can be done, and with which keys. */
Item {
    id: row

    required property string title
    required property string keysText
    property string detail: ""

    Layout.fillWidth: true
    implicitHeight: Theme.scaled(38)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(title).arg(keysText)

    RowLayout {
        anchors.fill: parent
        spacing: 12

        AppText {
            text: row.title
            Accessible.ignored: true
        }
        AppText {
            Layout.fillWidth: true
            text: row.detail
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Rectangle {
            implicitWidth: keys.implicitWidth + 18
            implicitHeight: Theme.scaled(26)
            radius: Theme.radiusSmall
            color: Theme.code
            border.width: 1
            border.color: Theme.lineStrong

            AppText {
                id: keys

                anchors.centerIn: parent
                text: row.keysText
                font.pixelSize: Theme.textSmall
                font.weight: Theme.weightMedium
                Accessible.ignored: true
            }
        }
    }
}
