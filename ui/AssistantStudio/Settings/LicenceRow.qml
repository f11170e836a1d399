import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One thing that is inside the app; a click shows the words of its licence. */
Item {
    id: row

    required property string key
    required property string name
    required property string licence
    required property bool focused

    signal opened

    implicitHeight: Theme.scaled(34)
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2").arg(name).arg(licence)
    Accessible.onPressAction: row.opened()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: hover.hovered ? Theme.hover : "transparent"
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        spacing: 14

        AppText {
            text: row.name
            font.pixelSize: Theme.textLabel
            Accessible.ignored: true
        }
        AppText {
            Layout.fillWidth: true
            text: row.licence
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            horizontalAlignment: Text.AlignRight
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
    FocusRing {
        shown: row.focused
        around: 4
        anchors.margins: 1
    }
    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.opened()
    }
}
