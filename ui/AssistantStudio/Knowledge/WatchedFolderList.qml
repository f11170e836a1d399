pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** The folders that an assistant watches; takes no room where there are none. */
ColumnLayout {
    id: list

    required property string assistantId

    function watch(folder: url): void {
        watched.watch(folder);
    }

    spacing: 8
    visible: rows.count > 0 || watched.message !== ""
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Watched folders")

    WatchedFoldersViewModel {
        id: watched

        assistantId: list.assistantId
    }
    InlineMessage {
        Layout.fillWidth: true
        kind: "warn"
        text: watched.message
        hint: watched.messageHint
        closable: true
        onClosed: watched.closeMessage()
    }
    Repeater {
        id: rows

        model: watched.folders
        delegate: WatchedFolderItem {
            id: item

            Layout.fillWidth: true
            onPauseRequested: watched.pause(item.key)
            onResumeRequested: watched.resume(item.key)
            onStopRequested: forget => watched.stop(item.key, forget)
        }
    }
}
