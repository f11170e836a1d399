import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The app's mark and name, and the way to a new conversation. */
RowLayout {
    id: brand

    required property bool canStart

    signal newConversation

    spacing: 10

    Rectangle {
        Layout.leftMargin: 8
        implicitWidth: 24
        implicitHeight: 24
        radius: 7
        color: Theme.accent

        Rectangle {
            anchors.centerIn: parent
            width: 10
            height: 10
            radius: 5
            color: Theme.side
        }
    }
    AppText {
        Layout.fillWidth: true
        text: qsTr("Assistant Studio")
        font.pixelSize: Theme.textTitle
        font.weight: Theme.weightStrong
        elide: Text.ElideRight
    }
    IconButton {
        enabled: brand.canStart
        iconName: "square-pen"
        iconSize: 17
        text: qsTr("New conversation")
        onClicked: brand.newConversation()
    }
}
