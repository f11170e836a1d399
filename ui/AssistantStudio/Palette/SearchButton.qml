import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** Looks like a search field and opens the palette, by click, by Enter, or with what is typed into it. */
T.AbstractButton {
    id: button

    signal searchRequested(string typed)

    implicitHeight: 36
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: qsTr("Search conversations and assistants")
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: button.searchRequested("")
    onClicked: searchRequested("")
    Keys.onReturnPressed: searchRequested("")
    Keys.onEnterPressed: searchRequested("")
    Keys.onPressed: event => {
        if (event.text.trim() !== "" && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))) {
            button.searchRequested(event.text);
            event.accepted = true;
        }
    }

    background: Rectangle {
        radius: Theme.radiusField
        color: Theme.panel
        border.width: button.visualFocus ? 2 : 1
        border.color: button.visualFocus ? Theme.accent : button.hovered ? Theme.lineStrong : Theme.line
    }
    contentItem: Item {
        Text {
            anchors.left: parent.left
            anchors.leftMargin: 12
            anchors.right: keys.left
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Search chats and assistants")
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.mute
            font.family: Theme.fontBody
            font.pixelSize: Theme.textLabel
            Accessible.ignored: true
        }
        Text {
            id: keys

            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: Qt.platform.os === "osx" ? "⌘K" : qsTr("Ctrl+K")
            textFormat: Text.PlainText
            color: Theme.mute
            font.family: Theme.fontBody
            font.pixelSize: Theme.textTiny
            Accessible.ignored: true
        }
    }
}
