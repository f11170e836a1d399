import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** An assistant in the library: opens by click, edits and deletes by its menu. */
T.AbstractButton {
    id: card

    required property string key
    required property string name
    required property string tagline
    required property string letter
    required property string color
    property string picture: ""
    required property int files
    required property int indexing
    required property int failed

    signal opened
    signal menuRequested(Item at)

    Layout.fillWidth: true
    implicitHeight: Theme.scaled(222)
    implicitWidth: 280
    padding: 20
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: name
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.description: tagline
    Accessible.onPressAction: card.opened()
    onClicked: card.opened()
    Keys.onReturnPressed: card.opened()
    Keys.onEnterPressed: card.opened()
    Keys.onMenuPressed: card.menuRequested(more)

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.panel
        border.width: 1
        border.color: card.hovered ? Theme.lineStrong : Theme.line

        FocusRing {
            shown: card.visualFocus
            around: Theme.radiusCard
        }
    }
    contentItem: ColumnLayout {
        spacing: 0

        RowLayout {
            Layout.fillWidth: true

            Avatar {
                letter: card.letter
                base: card.color
                picture: card.picture
                size: 64
            }
            Item {
                Layout.fillWidth: true
            }
            IconButton {
                id: more

                Layout.alignment: Qt.AlignTop
                Layout.topMargin: -6
                Layout.rightMargin: -6
                iconName: "ellipsis"
                text: qsTr("More for %1").arg(card.name)
                onClicked: card.menuRequested(more)
            }
        }
        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 12
            text: card.name
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 6
            text: card.tagline
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            lineHeight: 1.3
            maximumLineCount: 2
            elide: Text.ElideRight
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Item {
            Layout.fillHeight: true
        }
        Row {
            spacing: 6

            Pill {
                text: card.files === 0 ? qsTr("no files") : card.files === 1 ? qsTr("1 file") : qsTr("%1 files").arg(card.files)
            }
            Pill {
                visible: card.indexing >= 0
                kind: "accent"
                text: qsTr("indexing %1%").arg(card.indexing)
            }
            Pill {
                visible: card.failed > 0
                kind: "warn"
                text: card.failed === 1 ? qsTr("1 file failed") : qsTr("%1 files failed").arg(card.failed)
            }
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: card.menuRequested(more)
    }
}
