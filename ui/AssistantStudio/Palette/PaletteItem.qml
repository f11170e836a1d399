import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One thing that can be opened or done, with what was typed pointed out. */
T.ItemDelegate {
    id: item

    required property int index
    required property string name
    required property string title
    required property string detail
    required property string note
    required property string iconName
    required property string letter
    required property string picture
    required property color avatarColor

    readonly property bool chosen: ListView.isCurrentItem

    /** What is between `<b>` and `</b>` in colours that are seen; all else in it is escaped. */
    function inColours(markup: string, mark: color): string {
        return markup.replace(/<b>/g, "<b><font color=\"" + mark + "\">").replace(/<\/b>/g, "</font></b>");
    }

    implicitHeight: detail === "" ? 38 : 54
    width: ListView.view ? ListView.view.width : implicitWidth
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    text: name
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.selected: chosen
    Accessible.onPressAction: item.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: item.chosen ? Theme.tint : item.hovered ? Theme.hover : "transparent"
    }
    contentItem: Item {
        Avatar {
            id: avatar

            x: 9
            anchors.verticalCenter: parent.verticalCenter
            visible: item.letter !== ""
            size: 24
            letter: item.letter
            base: item.avatarColor
            picture: item.picture
        }
        Icon {
            x: 13
            y: item.detail === "" ? (parent.height - height) / 2 : 10
            visible: item.letter === ""
            name: item.iconName
            size: 16
            color: item.chosen ? Theme.accent : Theme.mute
        }
        Text {
            id: heading

            anchors.left: parent.left
            anchors.leftMargin: 44
            anchors.right: note.left
            anchors.rightMargin: 12
            y: item.detail === "" ? (parent.height - height) / 2 : 8
            text: item.inColours(item.title, Theme.accent)
            textFormat: Text.StyledText
            elide: Text.ElideRight
            maximumLineCount: 1
            color: Theme.ink
            font.family: Theme.fontBody
            font.pixelSize: Theme.textBody
            Accessible.ignored: true
        }
        Text {
            id: note

            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.baseline: heading.baseline
            width: Math.min(implicitWidth, item.width * 0.4)
            text: item.note
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignRight
            color: Theme.mute
            font.family: Theme.fontBody
            font.pixelSize: Theme.textSmall
            Accessible.ignored: true
        }
        Text {
            anchors.left: heading.left
            anchors.right: parent.right
            anchors.rightMargin: 12
            y: 29
            visible: item.detail !== ""
            text: item.inColours(item.detail, Theme.ink)
            textFormat: Text.StyledText
            elide: Text.ElideRight
            maximumLineCount: 1
            color: Theme.mute
            font.family: Theme.fontBody
            font.pixelSize: Theme.textSmall
            Accessible.ignored: true
        }
    }
}
