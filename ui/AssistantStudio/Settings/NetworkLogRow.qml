import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One connection that was let through or blocked. */
Item {
    id: row

    required property string time
    required property string address
    required property bool allowed
    required property string what
    required property bool focused

    implicitHeight: Theme.scaled(34)
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1: %2, %3").arg(time).arg(address).arg(what)

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        spacing: 14

        AppText {
            Layout.preferredWidth: Theme.scaled(112)
            text: row.time
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        AppText {
            Layout.fillWidth: true
            text: row.address
            font.pixelSize: Theme.textLabel
            elide: Text.ElideMiddle
            Accessible.ignored: true
        }
        Pill {
            Layout.maximumWidth: row.width * 0.45
            kind: row.allowed ? "accent" : "plain"
            text: row.what
            Accessible.ignored: true
        }
    }
    FocusRing {
        shown: row.focused
        around: 4
        anchors.margins: 1
    }
}
