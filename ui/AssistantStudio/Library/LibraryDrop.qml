pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Takes files dropped anywhere in the library: onto a card they join that assistant, elsewhere they
 * make a new one. The cards stay in sight meanwhile. */
DropArea {
    id: area

    required property LibraryViewModel library
    required property AssistantGrid grid

    property string title: ""
    /** The name of the assistant under the files; empty where there is none. */
    readonly property string target: grid.nameAt(grid.dropIndex)

    function cardUnder(x: real, y: real): int {
        const point = grid.mapFromItem(area, x, y);
        return grid.contains(point) ? grid.rowAt(point.x, point.y) : -1;
    }

    keys: ["text/uri-list"]
    onEntered: drag => {
        drag.accepted = drag.hasUrls;
        area.title = area.library.dropText(drag.urls);
    }
    onPositionChanged: drag => grid.dropIndex = cardUnder(drag.x, drag.y)
    onExited: grid.dropIndex = -1
    onDropped: drop => {
        const key = area.grid.keyAt(area.cardUnder(drop.x, drop.y));
        area.grid.dropIndex = -1;
        if (!drop.hasUrls) {
            return;
        }
        drop.accept(Qt.CopyAction);
        if (key !== "") {
            area.library.addFiles(key, drop.urls);
        } else {
            area.library.makeFromFiles(drop.urls);
        }
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: 6
        visible: area.containsDrag
        radius: Theme.radiusCard
        color: "transparent"
        border.width: 2
        border.color: Theme.accent
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 28
        width: Math.min(words.implicitWidth + 40, parent.width - 60)
        height: words.implicitHeight + 24
        visible: area.containsDrag
        radius: Theme.radiusBox
        color: Theme.tint
        border.width: 1
        border.color: Theme.accent

        Column {
            id: words

            anchors.centerIn: parent
            width: Math.min(implicitWidth, area.width - 100)
            spacing: 2

            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(implicitWidth, area.width - 100)
                text: area.target === "" ? area.title : qsTr("Add to “%1”").arg(area.target)
                font.weight: Theme.weightStrong
                elide: Text.ElideMiddle
            }
            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: area.target === "" && area.grid.count > 1
                text: qsTr("Or drop onto an assistant to add to what it knows")
                color: Theme.mute
                font.pixelSize: Theme.textLabel
            }
        }
    }
}
