import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Conversations that were put away, and those just deleted, with the way back. */
FocusScope {
    id: page

    required property AppViewModel app

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Archive")

    ConversationsModel {
        id: archived

        shelf: "archived"
    }
    ConversationsModel {
        id: deleted

        shelf: "deleted"
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            Layout.fillWidth: true
            title: qsTr("Archived conversations")
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                anchors.fill: parent
                anchors.topMargin: 20
                anchors.bottomMargin: 20
                anchors.leftMargin: Math.max(24, (page.width - 760) / 2)
                anchors.rightMargin: anchors.leftMargin
                spacing: 10

                ArchiveSection {
                    Layout.fillWidth: true
                    Layout.preferredHeight: wanted
                    Layout.maximumHeight: wanted
                    Layout.minimumHeight: 110
                    Layout.fillHeight: true
                    visible: archived.count > 0
                    conversations: archived
                    title: qsTr("Archived")
                    opens: true
                    onOpened: id => page.app.openConversation(id)
                    onBroughtBack: id => archived.archive(id, false)
                    onRemoved: id => archived.remove(id)
                }
                ArchiveSection {
                    Layout.fillWidth: true
                    Layout.topMargin: archived.count > 0 ? 14 : 0
                    Layout.preferredHeight: wanted
                    Layout.maximumHeight: wanted
                    Layout.minimumHeight: 130
                    Layout.fillHeight: true
                    visible: deleted.count > 0
                    conversations: deleted
                    title: qsTr("Just deleted")
                    help: qsTr("These are gone for good ten minutes after they were deleted.")
                    onBroughtBack: id => deleted.restore(id)
                }
                Item {
                    Layout.fillHeight: true
                }
            }
            EmptyState {
                anchors.centerIn: parent
                width: Math.min(380, parent.width - 60)
                visible: archived.count + deleted.count === 0
                iconName: "archive"
                title: qsTr("Nothing is archived")
                help: qsTr("A conversation that you archive leaves the sidebar and waits here. The search finds it all the same.")
            }
        }
    }
}
