pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Theme

/** Takes files dropped onto the chat: at the left for this conversation, at the right for good. */
DropArea {
    id: area

    required property string assistantName

    readonly property real margin: 18
    readonly property real placeWidth: (width - 2 * margin - 14) / 2
    readonly property bool atRight: drag.x > width / 2

    /** Dropped for this conversation alone. */
    signal attached(list<url> urls)
    /** Dropped into the assistant's knowledge. */
    signal learned(list<url> urls)

    keys: ["text/uri-list"]
    onEntered: drag => drag.accepted = drag.hasUrls
    onDropped: drop => {
        if (!drop.hasUrls) {
            return;
        }
        drop.accept(Qt.CopyAction);
        if (drop.x > area.width / 2) {
            area.learned(drop.urls);
        } else {
            area.attached(drop.urls);
        }
    }

    Rectangle {
        anchors.fill: parent
        visible: area.containsDrag
        color: Theme.faded(Theme.bg, 0.92)

        DropPlace {
            x: area.margin
            y: area.margin
            width: area.placeWidth
            height: parent.height - 2 * area.margin
            chosen: !area.atRight
            iconName: "paperclip"
            title: qsTr("For this conversation")
            help: qsTr("Read with your next message, and kept in this conversation alone.")
        }
        DropPlace {
            x: parent.width - width - area.margin
            y: area.margin
            width: area.placeWidth
            height: parent.height - 2 * area.margin
            chosen: area.atRight
            iconName: "book-open"
            title: qsTr("Into the knowledge of %1").arg(area.assistantName)
            help: qsTr("Searched for every question, in all conversations.")
        }
    }
}
