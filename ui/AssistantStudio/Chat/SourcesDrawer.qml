pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The passages behind an answer, those it cites first. */
Rectangle {
    id: drawer

    required property SourcesViewModel sources
    property bool closable: false
    property bool showsRead: sources.citedCount === 0

    signal promptRequested
    signal closeRequested

    color: Theme.panel
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Sources")

    Separator {
        height: parent.height
        vertical: true
    }
    RowLayout {
        id: head

        x: 18
        width: parent.width - 36
        height: Theme.topHeight
        spacing: 8

        AppText {
            Layout.fillWidth: true
            text: qsTr("Sources")
            font.weight: Theme.weightStrong
            Accessible.role: Accessible.Heading
        }
        Pill {
            interactive: true
            visible: drawer.sources.messageId !== ""
            text: qsTr("What the model saw")
            onClicked: drawer.promptRequested()
        }
        IconButton {
            Layout.rightMargin: -8
            visible: drawer.closable
            iconName: "x"
            text: qsTr("Close the sources")
            onClicked: drawer.closeRequested()
        }
    }
    Flickable {
        id: scroller

        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        contentHeight: column.height + 24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        acceptedButtons: Qt.NoButton

        ScrollBar.vertical: AppScrollBar {}

        Column {
            id: column

            x: 18
            // Room for the outline of a selected card.
            y: 3
            width: scroller.width - 36
            spacing: 14

            AppText {
                width: column.width
                visible: text !== ""
                text: drawer.sources.uncitedText
                color: Theme.mute
                font.pixelSize: Theme.textLabel
                lineHeight: 1.3
                wrapMode: Text.Wrap
            }
            Repeater {
                id: cards

                model: drawer.sources.model

                SourceCard {
                    required property int key

                    width: column.width
                    visible: cited || drawer.showsRead
                    number: key
                    selected: drawer.sources.selected === key
                    onClicked: drawer.sources.select(selected ? 0 : key)
                    onOpenRequested: drawer.sources.openSource(key)
                }
            }
            AppText {
                width: column.width
                visible: cards.count === 0
                text: qsTr("No passages stand behind this answer.")
                color: Theme.mute
                font.pixelSize: Theme.textLabel
                wrapMode: Text.Wrap
            }
            UnsupportedCard {
                width: column.width
                visible: title !== ""
                title: drawer.sources.unsupportedTitle
                detail: drawer.sources.unsupportedText
            }
            AppButton {
                width: Math.min(implicitWidth, column.width)
                visible: drawer.sources.citedCount > 0 && drawer.sources.readCount > 0
                leftPadding: 0
                kind: "ghost"
                text: drawer.showsRead ? qsTr("Show only what is cited") : drawer.sources.readCount === 1 ? qsTr("1 more passage was read, not cited") : qsTr("%1 more passages were read, not cited").arg(drawer.sources.readCount)
                font.weight: Theme.weightNormal
                onClicked: drawer.showsRead = !drawer.showsRead
            }
            AppText {
                width: column.width
                visible: text !== ""
                text: drawer.sources.unreadText
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                lineHeight: 1.3
                wrapMode: Text.Wrap
            }
        }
    }
    Connections {
        target: drawer.sources

        function onShown(): void {
            drawer.showsRead = Qt.binding(() => drawer.sources.citedCount === 0);
            scroller.contentY = 0;
        }
        function onRevealed(number: int): void {
            for (let row = 0; row < cards.count; ++row) {
                const card = cards.itemAt(row) as SourceCard;
                if (card !== null && card.number === number) {
                    const last = Math.max(0, scroller.contentHeight - scroller.height);
                    scroller.contentY = Math.min(last, Math.max(0, card.y - 20));
                }
            }
        }
    }
}
