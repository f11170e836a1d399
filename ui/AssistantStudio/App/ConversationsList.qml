pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The conversations in the sidebar. */
SideList {
    id: list

    required property string currentId
    property bool showAssistant: false
    property string renamedId: ""

    signal opened(string id)
    signal renamed(string id, string title)
    signal removed(string id)

    function actions(): ConversationActions {
        // Menus and dialogs are made when somebody first asks for one.
        extras.active = true;
        return extras.item as ConversationActions;
    }

    name: qsTr("Conversations")
    delegate: SideRow {
        id: row

        required property string key
        required property string title
        required property string assistantName
        readonly property bool renaming: key === list.renamedId

        height: list.showAssistant ? 48 : 35
        current: key === list.currentId
        text: title
        Accessible.description: list.showAssistant ? assistantName : ""
        onOpened: list.opened(key)
        onMenuRequested: list.actions().openMenu(key, title, row)
        Keys.onDeletePressed: list.actions().askToDelete(key, title)
        onRenameRequested: list.renamedId = key

        contentItem: Item {
            Column {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.rightMargin: row.menuRoom
                anchors.verticalCenter: parent.verticalCenter
                visible: !row.renaming

                AppText {
                    width: parent.width
                    text: row.title
                    color: row.current ? Theme.ink : Theme.mute
                    font.weight: row.current ? Theme.weightStrong : Theme.weightNormal
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
                AppText {
                    width: parent.width
                    visible: list.showAssistant
                    text: row.assistantName
                    color: Theme.mute
                    font.pixelSize: Theme.textTiny
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
            }
            Loader {
                anchors.fill: parent
                anchors.leftMargin: -6
                anchors.rightMargin: -6
                active: row.renaming
                sourceComponent: Component {
                    RenameField {
                        before: row.title
                        onDone: title => {
                            list.renamedId = "";
                            list.renamed(row.key, title);
                            row.forceActiveFocus(Qt.TabFocusReason);
                        }
                        onGivenUp: list.renamedId = ""
                    }
                }
            }
        }
    }

    Loader {
        id: extras

        active: false
        sourceComponent: Component {
            ConversationActions {
                onRenameRequested: id => list.renamedId = id
                onRemoved: id => list.removed(id)
            }
        }
    }
}
