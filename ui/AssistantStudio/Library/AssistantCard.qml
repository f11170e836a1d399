pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** An assistant in the library: opens by click or Enter, has a menu by right click, the Menu key or
 * its "…" button. The grid it is in holds the focus and moves it by the arrow keys. */
T.AbstractButton {
    id: card

    required property string key
    required property string name
    required property string tagline
    required property string letter
    required property string color
    required property string picture
    required property int files
    required property int indexing
    required property int failed
    required property int checks
    required property int checksPassed
    required property int checksFailed

    /** Files are held over it. */
    property bool dropTarget: false
    /** The keyboard brought the focus here. */
    property bool byKeys: visualFocus

    signal opened
    /** The pointer is in the item; where a key or the button asks, its x is below 0. */
    signal menuRequested(Item at, point pointer)

    implicitHeight: Theme.scaled(222)
    implicitWidth: 280
    padding: 20
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: name
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: pills.spoken === "" ? tagline : qsTr("%1, %2").arg(tagline).arg(pills.spoken)
    Accessible.onPressAction: card.opened()
    onClicked: card.opened()
    Keys.onReturnPressed: card.opened()
    Keys.onEnterPressed: card.opened()
    Keys.onMenuPressed: card.menuRequested(more, Qt.point(-1, -1))

    background: Rectangle {
        radius: Theme.radiusCard
        color: card.dropTarget ? Theme.tint : Theme.panel
        border.width: card.dropTarget ? 2 : 1
        border.color: card.dropTarget ? Theme.accent : card.hovered ? Theme.lineStrong : Theme.line

        FocusRing {
            shown: card.activeFocus && card.byKeys
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
            // Made when somebody comes to the card: of hundreds that scroll by, none needs it.
            Loader {
                id: more

                Layout.alignment: Qt.AlignTop
                Layout.topMargin: -6
                Layout.rightMargin: -6
                Layout.preferredWidth: 32
                Layout.preferredHeight: 32
                active: card.hovered || card.activeFocus
                sourceComponent: IconButton {
                    focusPolicy: Qt.NoFocus
                    iconName: "ellipsis"
                    text: qsTr("More for %1").arg(card.name)
                    onClicked: card.menuRequested(more, Qt.point(-1, -1))
                }
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
        CardPills {
            id: pills

            Layout.fillWidth: true
            files: card.files
            indexing: card.indexing
            failed: card.failed
            checks: card.checks
            checksPassed: card.checksPassed
            checksFailed: card.checksFailed
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: touch => card.menuRequested(card, touch.position)
    }
}
