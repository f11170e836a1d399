import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One file of the knowledge, with its honest state. */
Rectangle {
    id: item

    required property string key
    required property string name
    required property string kind
    required property string documentState
    required property string stateText
    required property string warning
    required property real progress
    required property bool retryable
    property string stateDetail: ""
    /** One of thousands: one line for each thing, details behind a button, a menu for the rest. */
    property bool short: false

    signal removeRequested
    signal openRequested
    signal retryRequested
    signal detailsRequested
    signal menuRequested(Item button)
    signal reached

    readonly property bool failed: documentState === "failed"
    readonly property bool working: progress < 2
    readonly property string wholeState: stateDetail === "" ? stateText : stateText + " · " + stateDetail

    implicitHeight: row.implicitHeight + 22
    implicitWidth: 300
    radius: Theme.radiusBox
    color: Theme.panel
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: warning === "" ? wholeState : wholeState + ". " + warning

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 14
        anchors.rightMargin: 10
        spacing: 12

        KindSheet {
            Layout.alignment: Qt.AlignTop
            kind: item.kind
            failed: item.failed
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: item.name
                // A name written from right to left stands beside its sheet like the others.
                horizontalAlignment: Text.AlignLeft
                elide: Text.ElideMiddle
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                text: item.wholeState
                color: item.failed ? Theme.bad : Theme.mute
                font.pixelSize: Theme.textSmall
                lineHeight: 1.25
                wrapMode: Text.Wrap
                elide: Text.ElideRight
                maximumLineCount: item.short ? 1 : 100
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: item.warning
                color: item.failed ? Theme.mute : Theme.warn
                font.pixelSize: Theme.textSmall
                lineHeight: 1.25
                wrapMode: Text.Wrap
                elide: Text.ElideRight
                maximumLineCount: item.short ? 2 : 100
                Accessible.ignored: true
            }
            ProgressLine {
                Layout.fillWidth: true
                Layout.topMargin: 5
                visible: item.working
                value: item.progress
                name: qsTr("Progress of %1").arg(item.name)
            }
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            visible: item.failed && item.retryable
            iconName: "refresh-cw"
            iconSize: 16
            text: qsTr("Read %1 again").arg(item.name)
            onClicked: item.retryRequested()
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            visible: item.short
            iconName: "info"
            iconSize: 16
            text: qsTr("Details of %1").arg(item.name)
            onActiveFocusChanged: if (activeFocus) {
                item.reached();
            }
            onClicked: item.detailsRequested()
        }
        IconButton {
            id: more

            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            visible: item.short
            iconName: "ellipsis"
            iconSize: 16
            text: qsTr("What to do with %1").arg(item.name)
            onActiveFocusChanged: if (activeFocus) {
                item.reached();
            }
            onClicked: item.menuRequested(more)
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            visible: !item.short && item.documentState === "ready"
            iconName: "eye"
            iconSize: 16
            text: qsTr("Open %1").arg(item.name)
            onClicked: item.openRequested()
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 4
            visible: !item.short
            iconName: "x"
            iconSize: 16
            text: qsTr("Remove %1").arg(item.name)
            onClicked: item.removeRequested()
        }
    }
}
