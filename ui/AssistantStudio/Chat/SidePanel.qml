pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Knowledge
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The drawer beside the chat, or over it where there is little room: sources or files. */
FocusScope {
    id: panel

    required property ChatViewModel chat
    /** "sources", "files" or nothing. */
    required property string content
    required property bool docked

    signal promptRequested
    signal closeRequested

    visible: content !== ""
    onContentChanged: if (content !== "" && !docked) place.forceActiveFocus(Qt.OtherFocusReason)
    Keys.onEscapePressed: event => {
        event.accepted = !docked;
        if (!docked) {
            closeRequested();
        }
    }

    Rectangle {
        width: panel.docked ? 0 : panel.width
        height: panel.height
        visible: !panel.docked
        color: Theme.scrim

        TapHandler {
            onTapped: panel.closeRequested()
        }
    }
    FocusScope {
        id: place

        anchors.right: parent.right
        width: Math.min(372, panel.width)
        height: parent.height
        focus: true

        SourcesDrawer {
            anchors.fill: parent
            visible: panel.content === "sources"
            sources: panel.chat.sources
            closable: !panel.docked
            onPromptRequested: panel.promptRequested()
            onCloseRequested: panel.closeRequested()
        }
        Loader {
            anchors.fill: parent
            active: panel.content === "files"
            sourceComponent: Component {
                KnowledgePanel {
                    assistantId: panel.chat.assistantId
                    onCloseRequested: panel.closeRequested()
                }
            }
        }
    }
}
