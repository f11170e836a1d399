pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Chat
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What was said in the preview, drawn as the chat draws it. */
ListView {
    id: list

    required property PreviewViewModel preview

    property bool following: true
    readonly property bool nearEnd: contentHeight + originY - contentY - height < 60

    signal sourceActivated(string key, int number)
    signal linkActivated(string address)
    signal copyRequested(string text)

    function settle(): void {
        if (following && count > 0) {
            positionViewAtEnd();
        }
    }

    model: preview.messages
    topMargin: 20
    bottomMargin: 20
    spacing: 16
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    // The mouse selects text; wheel, touchpad, keys and the bar scroll.
    acceptedButtons: Qt.NoButton
    currentIndex: -1
    activeFocusOnTab: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages of the preview")
    onContentHeightChanged: Qt.callLater(settle)
    onHeightChanged: Qt.callLater(settle)
    onMovementStarted: following = false
    onMovementEnded: following = nearEnd
    Keys.onUpPressed: flick(0, 900)
    Keys.onDownPressed: flick(0, -900)

    ScrollBar.vertical: AppScrollBar {
        onPressedChanged: list.following = !pressed && list.nearEnd
    }

    delegate: PreviewMessage {
        width: list.width
        side: Math.max(20, (list.width - 720) / 2)
        letter: list.preview.face.letter
        base: list.preview.face.color
        picture: list.preview.face.picture
        isLast: index === list.count - 1
        selectedSource: list.preview.sources.messageId === key ? list.preview.sources.selected : 0
        onSourceActivated: number => list.sourceActivated(key, number)
        onLinkActivated: address => list.linkActivated(address)
        onCopyRequested: text => list.copyRequested(text)
        onAskedAgain: list.preview.askAgain()
        onThoughtsToggled: list.preview.unfold(key)
    }

    Connections {
        target: list.preview

        function onSent(): void {
            list.following = true;
            list.settle();
        }
    }
}
