pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The text of a document, line by line. */
Rectangle {
    id: view

    required property ViewerViewModel viewer

    function scroll(share: real): void {
        const last = list.originY + Math.max(0, list.contentHeight - list.height);
        list.contentY = Math.max(list.originY, Math.min(last, list.contentY + share * list.height));
    }
    function jump(toEnd: bool): void {
        if (toEnd) {
            list.positionViewAtEnd();
        } else {
            list.positionViewAtBeginning();
        }
    }

    color: Theme.panel

    Connections {
        target: view.viewer

        function onLineAsked(row: int): void {
            list.target = row;
            list.settle();
            Qt.callLater(list.settle);
        }
    }
    ListView {
        id: list

        property int target: -1

        function settle(): void {
            if (target >= 0 && target < count && height > 0) {
                positionViewAtIndex(target, ListView.Center);
            }
        }

        anchors.fill: parent
        anchors.leftMargin: 18
        anchors.rightMargin: 8
        model: view.viewer.lines
        topMargin: 12
        bottomMargin: 12
        clip: true
        cacheBuffer: 400
        boundsBehavior: Flickable.StopAtBounds
        onHeightChanged: Qt.callLater(settle)
        onMovementStarted: target = -1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Lines")

        ScrollBar.vertical: AppScrollBar {}

        delegate: TextLineItem {
            width: list.width - 16
        }
    }
}
