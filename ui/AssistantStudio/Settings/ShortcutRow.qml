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
    implicitHeight: Math.max(Theme.scaled(38), words.implicitHeight + 8)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(title).arg(keysText)

    RowLayout {
        id: words

        anchors.fill: parent
        spacing: 12

        AppText {
            Layout.fillWidth: true
            text: row.title
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        AppText {
            visible: row.width > Theme.scaled(480)
            text: row.detail
            color: Theme.mute
            font.pixelSize: Theme.textSmall
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
