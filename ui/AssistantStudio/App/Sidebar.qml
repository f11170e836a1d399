pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Who there is to talk to, and what was said before. */
Rectangle {
    id: sidebar

    required property AppViewModel app

    readonly property bool searching: search.text.trim() !== ""

    function focusSearch() {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    color: Theme.side
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Sidebar")

    AssistantsModel {
        id: assistants

        filter: search.text
    }
    ConversationsModel {
        id: conversations

        assistantId: sidebar.app.currentAssistantId
        filter: search.text
    }

    Separator {
        anchors.right: parent.right
        height: parent.height
        vertical: true
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.topMargin: 16
        anchors.bottomMargin: 14
        anchors.leftMargin: 12
        anchors.rightMargin: 13
        spacing: 4

        Brand {
            Layout.fillWidth: true
            Layout.bottomMargin: 8
            canStart: sidebar.app.currentAssistantId !== ""
            onNewConversation: sidebar.app.newConversation()
        }
        TextInputField {
            id: search

            Layout.fillWidth: true
            implicitHeight: Theme.scaled(36)
            name: qsTr("Search conversations and assistants")
            placeholderText: qsTr("Search chats and assistants")
            rightPadding: 50
            Keys.onEscapePressed: text = ""
            Keys.onDownPressed: assistantsList.forceActiveFocus(Qt.TabFocusReason)
            onAccepted: assistantsList.count > 0 ? assistantsList.openFirst() : conversationsList.openFirst()

            IconButton {
                anchors.right: parent.right
                anchors.rightMargin: 4
                anchors.verticalCenter: parent.verticalCenter
                implicitWidth: 28
                implicitHeight: 28
                visible: search.text !== ""
                iconName: "x"
                iconSize: 14
                text: qsTr("Clear the search")
                onClicked: {
                    search.clear();
                    search.forceActiveFocus(Qt.OtherFocusReason);
                }
            }
            Text {
                anchors.right: parent.right
                anchors.rightMargin: 12
                anchors.verticalCenter: parent.verticalCenter
                visible: !search.activeFocus && search.text === ""
                text: Qt.platform.os === "osx" ? "⌘K" : "Ctrl K"
                textFormat: Text.PlainText
                color: Theme.mute
                font.family: Theme.fontBody
                font.pixelSize: Theme.textTiny
                Accessible.ignored: true
            }
        }
        SideEntry {
            Layout.fillWidth: true
            Layout.topMargin: 6
            text: qsTr("Library")
            iconName: "layout-grid"
            current: sidebar.app.page === "library" || sidebar.app.page === "form"
            onClicked: sidebar.app.openLibrary()
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 8
            Layout.leftMargin: 8
            visible: assistantsList.count > 0 || !sidebar.searching
            spacing: 0

            SectionLabel {
                Layout.fillWidth: true
                text: qsTr("Assistants")
            }
            IconButton {
                implicitHeight: 26
                iconName: "plus"
                iconSize: 15
                text: qsTr("New assistant")
                onClicked: sidebar.app.newAssistant()
            }
        }
        AssistantsList {
            id: assistantsList

            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(contentHeight, Math.max(55, Math.min(sidebar.height * 0.4, sidebar.height - 400)))
            model: assistants
            currentId: sidebar.app.page === "chat" ? sidebar.app.currentAssistantId : ""
            onOpened: id => sidebar.app.openAssistant(id)
            onEditRequested: id => sidebar.app.editAssistant(id)
            onRemoved: id => assistants.remove(id)
        }
        SectionLabel {
            Layout.fillWidth: true
            Layout.topMargin: 14
            Layout.leftMargin: 8
            Layout.bottomMargin: 2
            visible: conversationsList.count > 0
            text: qsTr("Conversations")
        }
        ConversationsList {
            id: conversationsList

            Layout.fillWidth: true
            Layout.fillHeight: true
            model: conversations
            currentId: sidebar.app.page === "chat" ? sidebar.app.currentConversationId : ""
            showAssistant: sidebar.searching
            onOpened: id => sidebar.app.openConversation(id)
            onRenamed: (id, title) => conversations.rename(id, title)
            onRemoved: id => conversations.remove(id)

            AppText {
                visible: text !== ""
                x: 8
                y: conversationsList.count > 0 ? 0 : 10
                width: parent.width - 16
                text: {
                    if (conversationsList.count > 0) {
                        return "";
                    }
                    if (sidebar.searching) {
                        return assistantsList.count > 0 ? "" : qsTr("Nothing is called “%1”.").arg(search.text.trim());
                    }
                    return assistantsList.count > 0 ? qsTr("Your conversations will be listed here.") : qsTr("There is no assistant yet. Make one with the + above.");
                }
                color: Theme.mute
                font.pixelSize: Theme.textLabel
                lineHeight: 1.35
                wrapMode: Text.Wrap
            }
        }
        SideFooter {
            Layout.fillWidth: true
            app: sidebar.app
        }
    }
}
