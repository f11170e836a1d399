pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Pages below each other; only those in sight are drawn. */
Rectangle {
    id: view

    required property ViewerViewModel viewer
    property real zoom: 1
    /** The page that the upper third of the view is on, from 1. */
    readonly property int page: Math.max(1, list.indexAt(list.contentX + list.width / 2, list.contentY + list.height / 3) + 1)
    readonly property real pageWidth: Math.min(list.width - 48, 860) * zoom
    /** Where one was sent to; it stays true while the view gets its size. */
    property int targetRow: -1
    property real targetTop: 0

    signal linkActivated(string address)

    function go(row: int, top: real): void {
        view.targetRow = row;
        view.targetTop = top;
        view.settle();
    }
    function settle(): void {
        if (view.targetRow >= 0 && view.targetRow < list.count && list.height > 0) {
            list.positionViewAtIndex(view.targetRow, ListView.Beginning);
            const item = list.itemAtIndex(view.targetRow);
            const below = item === null ? 0 : view.targetTop * item.height - list.height / 4;
            const last = list.originY + list.contentHeight - list.height;
            list.contentY = Math.max(list.originY, Math.min(last, list.contentY + Math.max(0, below)));
        }
    }
    function scroll(share: real): void {
        view.targetRow = -1;
        const last = list.originY + list.contentHeight - list.height;
        list.contentY = Math.max(list.originY, Math.min(last, list.contentY + share * list.height));
    }
    function jump(toEnd: bool): void {
        view.targetRow = -1;
        if (toEnd) {
            list.positionViewAtEnd();
        } else {
            list.positionViewAtBeginning();
        }
    }
    function zoomBy(steps: int): void {
        const row = view.page - 1;
        view.zoom = Math.max(0.5, Math.min(3, view.zoom * Math.pow(1.25, steps)));
        view.go(row, 0);
    }

    color: Theme.bg

    Connections {
        target: view.viewer

        function onPageAsked(row: int, top: real): void {
            view.go(row, top);
            Qt.callLater(view.settle);
        }
    }
    ListView {
        id: list

        anchors.fill: parent
        model: view.viewer.pages
        spacing: 14
        topMargin: 14
        bottomMargin: 14
        clip: true
        cacheBuffer: 600
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.AutoFlickIfNeeded
        contentWidth: Math.max(width, view.pageWidth + 48)
        onHeightChanged: Qt.callLater(view.settle)
        onWidthChanged: Qt.callLater(view.settle)
        onMovementStarted: view.targetRow = -1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Pages")

        ScrollBar.vertical: AppScrollBar {}
        ScrollBar.horizontal: AppScrollBar {}

        // The list places its delegates at the left edge; the page stands in the middle of one.
        delegate: Item {
            id: place

            required property int index
            required property int number
            required property real pageWidth
            required property real pageHeight
            required property string picture
            required property string words
            required property var marks
            required property var hits
            required property var currentHit
            required property var links

            width: list.contentWidth
            height: sheet.height

            PageItem {
                id: sheet

                anchors.horizontalCenter: parent.horizontalCenter
                width: view.pageWidth
                number: place.number
                pageWidth: place.pageWidth
                pageHeight: place.pageHeight
                picture: place.picture
                words: place.words
                marks: place.marks
                hits: place.hits
                currentHit: place.currentHit
                links: place.links
                pageCount: view.viewer.pageCount
                onPictureWanted: widthPx => view.viewer.wantPage(place.index, widthPx)
                onLinkActivated: address => view.linkActivated(address)
                Component.onDestruction: if (view.viewer) {
                    view.viewer.leavePage(place.index);
                }
            }
        }
    }
}
