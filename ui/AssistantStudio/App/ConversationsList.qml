pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The conversations in the sidebar: pinned ones first, then by the day they were last used. */
SideList {
    id: list

    required property string currentId
    required property ConversationsModel conversations
    property string renamedId: ""

    signal opened(string id)
    signal exportRequested(string id)

    function actions(): ConversationActions {
        // Menus are made when somebody first asks for one.
        extras.active = true;
        return extras.item as ConversationActions;
    }
    function beginRenaming(id: string): void {
        renamedId = id;
    }

    name: qsTr("Conversations")
    model: conversations
    section.property: "group"
    section.delegate: ConversationsHeading {
        shown: list.conversations.grouped
    }
    delegate: SideRow {
        id: row

        required property string key
        required property string title
        required property bool pinned
        readonly property bool renaming: key === list.renamedId

        height: 35
        current: key === list.currentId
        text: title
        Accessible.description: pinned ? qsTr("Pinned") : ""
        onOpened: list.opened(key)
        onMenuRequested: pointer => list.actions().openMenu(key, pinned, row, pointer)
        Keys.onDeletePressed: list.conversations.remove(key)
        onRenameRequested: list.renamedId = key

        contentItem: Item {
            AppText {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.rightMargin: row.menuRoom
                anchors.verticalCenter: parent.verticalCenter
                visible: !row.renaming
                text: row.title
                color: row.current ? Theme.ink : Theme.mute
                font.weight: row.current ? Theme.weightStrong : Theme.weightNormal
                elide: Text.ElideRight
                Accessible.ignored: true
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
                            list.conversations.rename(row.key, title);
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
                onPinRequested: (id, pinned) => list.conversations.pin(id, pinned)
                onArchiveRequested: id => list.conversations.archive(id, true)
                onExportRequested: id => list.exportRequested(id)
                onRemoved: id => list.conversations.remove(id)
            }
        }
    }
}
