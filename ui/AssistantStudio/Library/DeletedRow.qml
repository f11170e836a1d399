import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One deleted assistant, with the way back. */
Item {
    id: row

    required property string key
    required property string name
    required property string letter
    required property string color
    required property string day

    readonly property string dayText: new Date(day).toLocaleDateString(Qt.locale(), Locale.ShortFormat)

    signal backWanted
    signal eraseWanted

    implicitHeight: 56
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, deleted on %2").arg(name).arg(dayText)

    RowLayout {
        anchors.fill: parent
        spacing: 10

        Avatar {
            letter: row.letter
            base: row.color
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 1

            AppText {
                Layout.fillWidth: true
                text: row.name
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                text: qsTr("Deleted on %1").arg(row.dayText)
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
        AppButton {
            text: qsTr("Bring back")
            Accessible.name: qsTr("Bring back %1").arg(row.name)
            onClicked: row.backWanted()
        }
        IconButton {
            iconName: "trash-2"
            text: qsTr("Delete %1 for good").arg(row.name)
            onClicked: row.eraseWanted()
        }
    }
}
