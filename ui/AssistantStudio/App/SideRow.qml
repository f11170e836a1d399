import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A row of the sidebar's lists: opens by click or Enter, has a menu by right click, the Menu key or
 * its "…" button. The list it is in holds the focus and moves it by the arrow keys. */
T.ItemDelegate {
    id: row

    required property bool current
    property bool framed: false

    signal opened
    /** The pointer is in the row; where a key or the button asks, its x is below 0. */
    signal menuRequested(point pointer)
    signal renameRequested

    readonly property bool menuShown: (hovered || visualFocus) && enabled
    readonly property real menuRoom: menuShown ? 30 : 0

    width: ListView.view ? ListView.view.width - (ListView.view as SideList).barRoom : implicitWidth
    leftPadding: 8
    rightPadding: 8
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: text
    Accessible.selected: current
    Accessible.onPressAction: row.opened()
    onClicked: row.opened()
    Keys.onReturnPressed: row.opened()
    Keys.onEnterPressed: row.opened()
    Keys.onMenuPressed: row.menuRequested(Qt.point(-1, -1))
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F10 && (event.modifiers & Qt.ShiftModifier)) {
            row.menuRequested(Qt.point(-1, -1));
            event.accepted = true;
        } else if (event.key === Qt.Key_F2) {
            row.renameRequested();
            event.accepted = true;
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.current && row.framed ? Theme.panel : row.hovered ? Theme.hover : "transparent"
        border.width: row.current && row.framed ? 1 : 0
        border.color: Theme.line

        FocusRing {
            anchors.margins: 1
            shown: row.visualFocus
            around: Theme.radius - 4
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: touch => row.menuRequested(touch.position)
    }
    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: 5
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: 26
        implicitHeight: 26
        visible: row.menuShown
        focusPolicy: Qt.NoFocus
        iconName: "ellipsis"
        iconSize: 16
        text: qsTr("More for %1").arg(row.text)
        onClicked: row.menuRequested(Qt.point(-1, -1))
    }
}
