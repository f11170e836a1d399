pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Takes files dropped anywhere on its parent, and shows that it will while they hover. */
DropArea {
    id: area

    property string title: qsTr("Drop files to add them to the knowledge")
    property string help: qsTr("PDF, Office files, tables, e-books, e-mail, web pages, text, code, and ZIP archives of them")

    signal filesDropped(list<url> urls)

    anchors.fill: parent
    keys: ["text/uri-list"]
    onEntered: drag => drag.accepted = drag.hasUrls
    onDropped: drop => {
        if (drop.hasUrls) {
            drop.accept(Qt.CopyAction);
            area.filesDropped(drop.urls);
        }
    }

    Rectangle {
        anchors.fill: parent
        visible: area.containsDrag
        color: Theme.faded(Theme.bg, 0.92)

        Rectangle {
            anchors.fill: parent
            anchors.margins: 18
            radius: Theme.radiusCard
            color: Theme.tint
            border.width: 2
            border.color: Theme.accent
        }
        Column {
            anchors.centerIn: parent
            spacing: 8

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: "upload"
                size: 30
                color: Theme.accent
            }
            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                text: area.title
                font.pixelSize: Theme.textHeading
                font.weight: Theme.weightStrong
            }
            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                text: area.help
                color: Theme.mute
                font.pixelSize: Theme.textLabel
            }
        }
    }
}
