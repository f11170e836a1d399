pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The messages of a conversation; stays at the end while the reader is there. */
Item {
    id: messages

    required property ChatViewModel chat

    signal sourceActivated(string messageId, int number)
    signal linkActivated(string address)
    signal copyRequested(string text)
    signal plainCopyRequested(string messageId)
    signal quoteRequested(string text)
    signal checkRequested(string messageId)
    signal detailsRequested(string messageId)

    readonly property int count: list.count
    /** The message that a search led to; pointed out until something else is looked at. */
    property string markedKey: ""

    /** Shows one message and points it out. */
    function reveal(key: string, place: int): void {
        list.following = false;
        markedKey = key;
        // The first time the heights above it are guesses.
        for (let round = 0; round < 3; ++round) {
            list.positionViewAtIndex(place, ListView.Center);
            list.forceLayout();
        }
    }

    function toEnd(): void {
        list.following = true;
        list.settle();
    }

    function scroll(distance: real): void {
        const top = list.originY - list.topMargin;
        const bottom = Math.max(top, list.originY + list.contentHeight - list.height);
        list.contentY = Math.max(top, Math.min(bottom, list.contentY + distance));
        list.following = list.nearEnd;
        Qt.callLater(loadOlderNearTop);
    }

    /** Shows older messages above, and keeps what is read where it is. */
    function loadOlder(): void {
        const topmost = list.itemAtIndex(0);
        if (topmost === null) {
            // Rows above those that are made only push up the top: nothing moves or is made anew.
            chat.loadOlder();
            return;
        }
        // After a leap to the top, the view would show the new ones in the place of what is read.
        const first = list.itemAtIndex(list.indexAt(0, Math.max(list.contentY, list.originY) + 1)) ?? topmost;
        const place = first.y - list.contentY;
        const row = list.indexAt(0, first.y + 1);
        const before = list.count;
        chat.loadOlder();
        list.positionViewAtIndex(row + list.count - before, ListView.Beginning);
        list.contentY -= place;
    }

    /** Early, so that the first message is not made yet when others come above it. */
    function loadOlderNearTop(): void {
        if (chat.hasOlder && list.count > 0 && list.contentY - list.originY < 2 * list.height) {
            loadOlder();
        }
    }

    ListView {
        id: list

        property bool following: true
        readonly property bool nearEnd: contentHeight + originY - contentY - height < 60
        readonly property real side: Math.max(20, (width - 720) / 2)

        function settle(): void {
            if (following && count > 0) {
                positionViewAtEnd();
            }
        }

        anchors.fill: parent
        model: messages.chat.messages
        topMargin: 26
        spacing: 22
        clip: true
        // Only what is near the view exists; the window stays small however long the talk was.
        cacheBuffer: 400
        boundsBehavior: Flickable.StopAtBounds
        // The mouse selects text; wheel, touchpad, keys and the bar scroll.
        acceptedButtons: Qt.NoButton
        currentIndex: -1
        keyNavigationEnabled: false
        activeFocusOnTab: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Messages")

        ScrollBar.vertical: AppScrollBar {
            onPressedChanged: list.following = !pressed && list.nearEnd
        }

        onContentHeightChanged: Qt.callLater(settle)
        onHeightChanged: Qt.callLater(settle)
        onMovementStarted: following = false
        onMovementEnded: following = nearEnd
        onContentYChanged: if (!following) {
            Qt.callLater(messages.loadOlderNearTop);
        }
        Keys.onUpPressed: messages.scroll(-60)
        Keys.onDownPressed: messages.scroll(60)
        Keys.onPressed: event => {
            const page = list.height * 0.85;
            const far = list.contentHeight + list.height;
            const distance = event.key === Qt.Key_PageUp ? -page : event.key === Qt.Key_PageDown ? page : event.key === Qt.Key_Home ? -far : event.key === Qt.Key_End ? far : 0;
            if (distance !== 0) {
                messages.scroll(distance);
                event.accepted = true;
            }
        }

        header: Item {
            width: list.width
            height: messages.chat.hasOlder ? 48 : 0

            AppButton {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: messages.chat.hasOlder
                kind: "ghost"
                text: qsTr("Show earlier messages")
                onClicked: messages.loadOlder()
            }
        }
        footer: UnansweredNote {
            width: list.width
            side: list.side
            chat: messages.chat
        }
        delegate: MessageDelegate {
            marked: key === messages.markedKey
            width: list.width
            side: list.side
            isLast: index === list.count - 1
            chat: messages.chat
            onSourceActivated: number => messages.sourceActivated(key, number)
            onLinkActivated: address => messages.linkActivated(address)
            onCopyRequested: text => messages.copyRequested(text)
            onQuoteRequested: text => messages.quoteRequested(text)
            onDetailsRequested: messages.detailsRequested(key)
            onMoreRequested: at => menu.openMenu(key, text, at)
        }
    }
    AnswerMenu {
        id: menu

        onCopyRequested: key => messages.plainCopyRequested(key)
        onQuoteRequested: text => messages.quoteRequested(text)
        onCheckRequested: key => messages.checkRequested(key)
        onDetailsRequested: key => messages.detailsRequested(key)
    }
    ToEndButton {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 10
        visible: !list.nearEnd && list.count > 0
        onClicked: messages.toEnd()
    }
    Connections {
        target: messages.chat

        function onOpened(): void {
            messages.markedKey = "";
            messages.toEnd();
        }
        function onRevealed(key: string, place: int): void {
            // Once the end, which is what else is looked at, has been settled.
            Qt.callLater(messages.reveal, key, place);
        }
        function onSent(): void {
            messages.markedKey = "";
            messages.toEnd();
        }
    }
    Connections {
        target: messages.chat.actions

        function onBranchShown(place: int): void {
            // What was pressed stays where it is, and under the eyes.
            list.following = false;
            list.positionViewAtIndex(place, ListView.Contain);
        }
    }
}
