pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Chat
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** A conversation with the draft as it is now; nothing of it is kept. */
FocusScope {
    id: pane

    required property AssistantDraft draft
    readonly property alias busy: preview.busy
    readonly property bool sourcesShown: sources.visible

    /** What Escape does here; false if there is nothing to do. */
    function stepBack(): bool {
        if (sources.visible) {
            sources.visible = false;
            return true;
        }
        if (preview.busy) {
            preview.stop();
            return true;
        }
        return false;
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Preview")

    PreviewViewModel {
        id: preview

        draft: pane.draft
        colors: Theme.textColors
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.bg
    }
    Separator {
        height: parent.height
        vertical: true
    }
    Item {
        id: head

        width: parent.width
        height: Theme.topHeight

        Separator {
            anchors.bottom: parent.bottom
            width: parent.width
        }
        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: 20
            anchors.rightMargin: 16
            spacing: 8

            AppText {
                Layout.fillWidth: true
                text: qsTr("Preview")
                font.pixelSize: Theme.textTitle
                font.weight: Theme.weightStrong
                Accessible.role: Accessible.Heading
            }
            IconButton {
                visible: messages.count > 0
                iconName: "refresh-cw"
                iconSize: 16
                text: qsTr("Start over")
                onClicked: {
                    sources.visible = false;
                    preview.startOver();
                    composer.focusInput();
                }
            }
            Pill {
                text: qsTr("draft")
            }
        }
    }
    PreviewMessages {
        id: messages

        anchors.top: head.bottom
        anchors.bottom: unread.top
        width: parent.width
        visible: count > 0
        preview: preview
        onSourceActivated: (key, number) => {
            preview.showSource(key, number);
            sources.visible = true;
        }
        onLinkActivated: address => sheets.askAboutLink(address)
        onCopyRequested: text => sheets.copy(text)
    }
    EmptyChat {
        anchors.top: head.bottom
        anchors.bottom: unread.top
        width: parent.width
        visible: messages.count === 0
        face: preview.face
        help: qsTr("Ask something, and the assistant answers as you have described it so far. Nothing of it is kept.")
        onStarterChosen: text => {
            preview.send(text);
            composer.focusInput();
        }
    }
    InlineMessage {
        id: unread

        anchors.bottom: changed.top
        anchors.bottomMargin: visible ? 10 : 0
        x: 16
        width: parent.width - 32
        height: visible ? implicitHeight : 0
        kind: "warn"
        text: pane.draft.files.length > 0 ? qsTr("The preview does not know the files yet.") : ""
        hint: qsTr("They are read when the assistant is made; until then it answers without them.")
    }
    InlineMessage {
        id: changed

        anchors.bottom: composer.top
        anchors.bottomMargin: visible ? 10 : 0
        x: 16
        width: parent.width - 32
        height: visible ? implicitHeight : 0
        visible: preview.outdated
        text: qsTr("The draft has changed since this answer.")
        actionText: qsTr("Ask again")
        onActionClicked: preview.askAgain()
    }
    PreviewComposer {
        id: composer

        x: 16
        width: parent.width - 32
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        busy: preview.busy
        onSent: text => preview.send(text)
        onStopped: preview.stop()
    }
    SourcesDrawer {
        id: sources

        anchors.fill: parent
        visible: false
        sources: preview.sources
        closable: true
        onPromptRequested: sheets.showPrompt(preview.promptOf(preview.sources.messageId), preview.promptNote(preview.sources.messageId))
        onCloseRequested: visible = false
    }
    AnswerSheets {
        id: sheets
    }
}
