pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** One conversation with an assistant: header, messages, composer, and the drawer beside them. */
FocusScope {
    id: page

    required property string assistantId
    /** Empty for a conversation that has no message yet. */
    property string conversationId: ""

    signal conversationStarted(string id)
    /** The builder is wanted, at this of its sections where one is named. */
    signal editRequested(string assistantId, string section)

    /** What the person asked the drawer to show: "auto", "sources", "files" or "none". */
    property string wanted: "auto"
    readonly property bool docked: width >= 900
    readonly property int sourceCount: chat.sources.citedCount + chat.sources.readCount
    /** Once there were sources, the drawer stays, so that the text does not jump from answer to answer. */
    property bool hadSources: false
    readonly property string panelContent: wanted === "auto" ? (docked && hadSources ? "sources" : "") : wanted === "none" ? "" : wanted

    readonly property string assistantName: chat.face.name
    readonly property bool sourcesShown: panelContent === "sources"

    function toggleFiles(): void {
        wanted = panelContent === "files" ? "auto" : "files";
    }
    function toggleSources(): void {
        wanted = sourcesShown ? "none" : "sources";
    }
    /** Shows the conversation at one of its messages. */
    function reveal(messageId: string): void {
        chat.reveal(messageId);
    }

    focus: true
    onSourceCountChanged: hadSources = hadSources || sourceCount > 0
    onVisibleChanged: if (visible) composer.focusInput()

    ChatViewModel {
        id: chat

        assistantId: page.assistantId
        conversationId: page.conversationId
        colors: Theme.textColors
        onConversationStarted: id => page.conversationStarted(id)
        onOpened: {
            made.forget();
            page.hadSources = page.sourceCount > 0;
            if (page.wanted !== "none") {
                page.wanted = "auto";
            }
            if (page.visible) {
                // The builder may have made an assistant, and is still being typed into.
                composer.focusInput();
            }
        }
    }
    KnowledgeViewModel {
        id: knowledge

        assistantId: page.assistantId
    }
    ChatCommands {
        usable: page.visible && page.assistantId !== ""
        hasSources: page.hadSources
        sourcesShown: page.sourcesShown
        onAttachRequested: composer.attach()
        onFilesRequested: page.toggleFiles()
        onSourcesRequested: page.toggleSources()
    }
    Shortcut {
        sequences: [StandardKey.Cancel]
        enabled: page.visible && chat.busy && !sheets.anyOpen
        onActivated: chat.stop()
    }

    Item {
        id: main

        // What lies under the drawer is out of reach, for the keyboard too.
        enabled: page.docked || page.panelContent === ""
        height: parent.height
        width: page.docked && page.panelContent !== "" ? parent.width - 372 : parent.width

        ChatHeader {
            id: header

            width: parent.width
            assistantId: page.assistantId
            face: chat.face
            knowledge: knowledge
            hasSources: page.hadSources
            sourcesShown: page.sourcesShown
            onFilesRequested: page.toggleFiles()
            onSourcesRequested: page.toggleSources()
            onEditRequested: page.editRequested(page.assistantId, "")
        }
        MessageList {
            id: messages

            anchors.top: header.bottom
            anchors.bottom: made.top
            width: parent.width
            visible: !empty.visible
            chat: chat
            onSourceActivated: (messageId, number) => {
                if (page.panelContent !== "sources") {
                    page.wanted = "sources";
                }
                chat.showSource(messageId, number);
            }
            onLinkActivated: address => sheets.askAboutLink(address)
            onCopyRequested: text => sheets.copy(text)
            onPlainCopyRequested: key => sheets.copy(chat.facts.plainText(key))
            onQuoteRequested: text => {
                chat.quote(text);
                composer.focusInput();
            }
            onCheckRequested: key => made.make(key)
            onDetailsRequested: key => sheets.showDetails(chat.facts.factsOf(key))
        }
        EmptyChat {
            id: empty

            anchors.top: header.bottom
            anchors.bottom: made.top
            width: parent.width
            visible: messages.count === 0
            face: chat.face
            onStarterChosen: text => chat.send(text)
        }
        CheckMade {
            id: made

            anchors.bottom: notice.top
            anchors.horizontalCenter: composer.horizontalCenter
            width: composer.width
            onEditRequested: page.editRequested(page.assistantId, "checks")
        }
        InlineMessage {
            id: notice

            anchors.bottom: composer.top
            anchors.bottomMargin: visible ? 10 : 0
            anchors.horizontalCenter: parent.horizontalCenter
            width: composer.width
            height: visible ? implicitHeight : 0
            kind: "bad"
            text: chat.problem
            hint: chat.problemHint
            closable: true
            onClosed: chat.closeProblem()
        }
        Composer {
            id: composer

            anchors.bottom: parent.bottom
            anchors.bottomMargin: 18
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(760, parent.width - 32)
            focus: true
            chat: chat
            onFilesRequested: page.toggleFiles()
            onScrollRequested: pages => messages.scroll(pages * messages.height * 0.85)
        }
    }
    SidePanel {
        anchors.right: parent.right
        width: page.docked ? 372 : parent.width
        height: parent.height
        chat: chat
        content: page.panelContent
        docked: page.docked
        onPromptRequested: sheets.showPrompt(chat.facts.promptOf(chat.sources.messageId), chat.facts.promptNote(chat.sources.messageId))
        onCloseRequested: {
            page.wanted = page.docked ? "none" : "auto";
            composer.focusInput();
        }
    }
    DropChoice {
        anchors.fill: parent
        assistantName: chat.face.name
        onAttached: urls => {
            chat.attachments.addFiles(urls);
            composer.focusInput();
        }
        onLearned: urls => knowledge.add(urls)
    }
    AnswerSheets {
        id: sheets
    }
}
