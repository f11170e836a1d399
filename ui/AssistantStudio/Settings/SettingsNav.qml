pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The sections of the settings; arrow keys go from one to the next. */
FocusScope {
    id: nav

    required property string current

    signal chosen(string section)

    /** Only the icons, where the page is small; their names are told beside the mouse. */
    property bool narrow: false

    readonly property list<string> keys: ["appearance", "answers", "data", "network", "shortcuts", "about"]
    readonly property list<string> icons: ["palette", "message-square-text", "hard-drive", "shield-check", "keyboard", "info"]
    readonly property list<string> words: [qsTr("Appearance"), qsTr("Conversations"), qsTr("Data"), qsTr("Network"), qsTr("Shortcuts"), qsTr("About")]

    function step(from: int, by: int) {
        const item = entries.itemAt(from + by) as Item;
        if (item) {
            item.forceActiveFocus(Qt.TabFocusReason);
            chosen(keys[from + by]);
        }
    }

    implicitWidth: narrow ? Theme.scaled(36) + 24 : Theme.scaled(176)
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Sections")

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: 12
        y: 14
        spacing: 3

        Repeater {
            id: entries

            model: nav.keys
            delegate: T.AbstractButton {
                id: entry

                required property int index
                required property string modelData
                readonly property bool current: nav.current === modelData

                Layout.fillWidth: true
                implicitHeight: Theme.scaled(36)
                text: nav.words[index]
                focus: current
                focusPolicy: current ? Qt.StrongFocus : Qt.ClickFocus
                hoverEnabled: true
                Accessible.role: Accessible.PageTab
                Accessible.name: text
                Accessible.selected: current
                Accessible.onPressAction: entry.clicked()
                Keys.onUpPressed: nav.step(index, -1)
                Keys.onDownPressed: nav.step(index, 1)
                Keys.onReturnPressed: entry.clicked()
                Keys.onEnterPressed: entry.clicked()
                onClicked: nav.chosen(modelData)

                AppToolTip {
                    shown: nav.narrow && (entry.hovered || entry.visualFocus)
                    text: entry.text
                }

                background: Rectangle {
                    radius: Theme.radius
                    color: entry.current ? Theme.panel : entry.hovered ? Theme.hover : "transparent"
                    border.width: entry.current ? 1 : 0
                    border.color: Theme.line

                    FocusRing {
                        shown: entry.visualFocus
                        around: Theme.radius
                    }
                }
                contentItem: Row {
                    leftPadding: 10
                    spacing: 10

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: nav.icons[entry.index]
                        size: 16
                        color: entry.current ? Theme.accent : Theme.mute
                    }
                    Text {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: !nav.narrow
                        text: entry.text
                        textFormat: Text.PlainText
                        color: Theme.ink
                        font.family: Theme.fontBody
                        font.pixelSize: Theme.textBody
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
