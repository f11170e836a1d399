pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Archive
import AssistantStudio.Builder
import AssistantStudio.Bundles
import AssistantStudio.Chat
import AssistantStudio.Controls
import AssistantStudio.Library
import AssistantStudio.Palette
import AssistantStudio.Settings
import AssistantStudio.Theme
import AssistantStudio.ViewModels
import AssistantStudio.Viewer

/** The sidebar, and the page that is chosen in it. */
Item {
    id: workspace

    required property AppViewModel app

    function search(typed: string): void {
        // Made when somebody first searches.
        paletteLoader.active = true;
        (paletteLoader.item as CommandPalette).begin(typed);
    }

    AppCommands {
        app: workspace.app
        onSearchRequested: workspace.search("")
        onRenameRequested: sidebar.renameCurrent()
    }
    CommandShortcuts {}
    Connections {
        target: workspace.app

        function onMessageAsked(id: string): void {
            chatPage.reveal(id);
        }
    }
    Loader {
        id: paletteLoader

        active: false
        sourceComponent: Component {
            CommandPalette {
                onAssistantChosen: id => workspace.app.openAssistant(id)
                onConversationChosen: (id, messageId) => workspace.app.openConversationAt(id, messageId)
            }
        }
    }

    ViewerViewModel {
        id: viewer

        colors: Theme.textColors
    }
    Loader {
        // Made when somebody first opens a document.
        active: viewer.shown
        onLoaded: (item as ViewerSheet).open()
        sourceComponent: Component {
            ViewerSheet {
                viewer: viewer
            }
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Sidebar {
            id: sidebar

            Layout.fillHeight: true
            Layout.preferredWidth: Theme.sideWidth
            // The builder's own sections stand there.
            visible: workspace.app.page !== "form"
            app: workspace.app
            assistantName: chatPage.assistantName
            onSearchRequested: typed => workspace.search(typed)
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            InlineMessage {
                Layout.fillWidth: true
                Layout.margins: 12
                Layout.bottomMargin: 0
                kind: "warn"
                text: workspace.app.notice
                hint: workspace.app.noticeHint
                closable: true
                onClosed: workspace.app.closeNotice()
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true

                // The chat stays: what was typed and where one had read to must survive a look
                // into the library.
                ChatPage {
                    id: chatPage

                    anchors.fill: parent
                    visible: workspace.app.page === "chat"
                    assistantId: workspace.app.currentAssistantId
                    conversationId: workspace.app.currentConversationId
                    onConversationStarted: id => workspace.app.conversationStarted(id)
                    onEditRequested: (id, section) => workspace.app.editAssistantAt(id, section)
                }
                BundleHost {
                    id: bundleHost

                    anchors.fill: parent
                    app: workspace.app
                }
                Loader {
                    anchors.fill: parent
                    active: workspace.app.page === "library"
                    onLoaded: (item as Item).forceActiveFocus(Qt.OtherFocusReason)
                    sourceComponent: Component {
                        LibraryPage {
                            app: workspace.app
                            onImportRequested: bundleHost.chooseFiles()
                        }
                    }
                }
                Loader {
                    anchors.fill: parent
                    active: workspace.app.page === "settings"
                    onLoaded: (item as Item).forceActiveFocus(Qt.OtherFocusReason)
                    sourceComponent: Component {
                        SettingsPage {
                            app: workspace.app
                        }
                    }
                }
                Loader {
                    anchors.fill: parent
                    active: workspace.app.page === "archive"
                    onLoaded: (item as Item).forceActiveFocus(Qt.OtherFocusReason)
                    sourceComponent: Component {
                        ArchivePage {
                            app: workspace.app
                        }
                    }
                }
                Loader {
                    anchors.fill: parent
                    active: workspace.app.page === "templates"
                    onLoaded: (item as Item).forceActiveFocus(Qt.OtherFocusReason)
                    sourceComponent: Component {
                        TemplatesPage {
                            app: workspace.app
                        }
                    }
                }
                Loader {
                    anchors.fill: parent
                    active: workspace.app.page === "form"
                    onLoaded: (item as Item).forceActiveFocus(Qt.OtherFocusReason)
                    sourceComponent: Component {
                        BuilderPage {
                            app: workspace.app
                        }
                    }
                }
            }
        }
    }
}
