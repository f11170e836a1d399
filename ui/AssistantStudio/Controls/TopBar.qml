import QtQuick
import QtQuick.Layouts
import AssistantStudio.Theme

/** The bar over a page: a way back where there is one, the title, and the page's buttons. */
Item {
    id: bar

    property string title: ""
    property bool back: false
    default property alias buttons: row.data

    signal backClicked

    implicitHeight: Theme.topHeight

    Separator {
        anchors.bottom: parent.bottom
        width: parent.width
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: bar.back ? 12 : 20
        anchors.rightMargin: 20
        spacing: 12

        IconButton {
            visible: bar.back
            iconName: "chevron-left"
            text: qsTr("Back")
            onClicked: bar.backClicked()
        }
        Text {
            Layout.fillWidth: true
            text: bar.title
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.ink
            font.family: Theme.fontBody
            font.pixelSize: Theme.textTitle
            font.weight: Theme.weightStrong
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
    }
}
