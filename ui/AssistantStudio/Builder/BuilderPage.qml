pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Knowledge
import AssistantStudio.ViewModels

/** The builder: sections at the left, the chosen one, and a live preview of the draft at the right. */
FocusScope {
    id: page

    required property AppViewModel app

    readonly property bool isNew: form.version === 0
    /** A section is one line here and a file of its own. */
    readonly property list<BuilderSection> sections: [
        BuilderSection {
            title: qsTr("Profile")
            fields: ["name", "tagline", "avatar", "greeting", "instructions", "starters", "files"]
            body: Component { ProfileSection { draft: form; knowledge: files } }
        },
        BuilderSection {
            title: qsTr("Instructions")
            fields: ["instructions"]
            body: Component { InstructionsSection { draft: form } }
        },
        BuilderSection {
            title: qsTr("Knowledge")
            fields: ["files"]
            badge: page.fileCount > 0 ? page.fileCount : ""
            badgeName: page.fileCount === 1 ? qsTr("1 file") : page.fileCount > 1 ? qsTr("%1 files").arg(page.fileCount) : ""
            body: Component { KnowledgeSection { draft: form; knowledge: files } }
        },
        BuilderSection {
            title: qsTr("Model")
            fields: ["model_sha256", "sampling", "retrieval"]
            body: Component { ModelSection { draft: form } }
        },
        BuilderSection {
            title: qsTr("Starters")
            fields: ["starters", "greeting"]
            body: Component { StartersSection { draft: form } }
        },
        BuilderSection {
            title: qsTr("Checks")
            fields: ["checks"]
            badge: allChecks.badge
            badgeName: allChecks.standingText
            body: Component { ChecksSection { checks: allChecks; knowledge: files } }
        },
        BuilderSection {
            title: qsTr("History")
            badge: form.version > 0 ? qsTr("v%1").arg(form.version) : ""
            badgeName: form.version > 0 ? qsTr("version %1").arg(form.version) : ""
            body: Component { HistorySection { draft: form } }
        }
    ]
    readonly property real previewWidth: Math.min(430, width * 0.3)
    readonly property real mainWidth: width - nav.width - (roomy ? previewWidth : 0)
    readonly property int fileCount: files.count + form.files.length
    property int current: 0
    /** Where there is room the preview stands beside the section, otherwise it takes its place. */
    readonly property bool roomy: width >= 1180
    property bool previewWanted: false

    /** After an undo: the person sees what it changed. */
    function follow(what: string): void {
        if (what === "draft" || page.sections[page.current].fields.includes(what)) {
            return;
        }
        for (let place = 0; place < page.sections.length; ++place) {
            if (page.sections[place].fields.includes(what)) {
                page.current = place;
                return;
            }
        }
    }

    Accessible.role: Accessible.Pane
    Accessible.name: isNew ? qsTr("New assistant") : qsTr("Edit assistant")

    AssistantDraft {
        id: form

        assistantId: page.app.formAssistantId
        onKeepingChanged: page.app.setFormChanged(form.keepingError !== "")
        onMoved: what => page.follow(what)
        onSaved: id => page.app.formSaved(id)
    }
    KnowledgeViewModel {
        id: files

        assistantId: form.assistantId
    }
    ChecksViewModel {
        id: allChecks

        draft: form
    }
    Connections {
        target: page.app

        function onFormLeaving(): void {
            form.flush();
        }
        function onLeaveAsked(): void {
            discard.active = true;
            (discard.item as ConfirmDialog).open();
        }
    }
    BuilderCommands {
        draft: form
    }
    Shortcut {
        sequence: "Esc"
        onActivated: if (!preview.stepBack()) {
            page.app.closeForm();
        }
    }

    BuilderNav {
        id: nav

        width: 200
        height: parent.height
        sections: page.sections
        current: page.current
        keepingText: form.keepingText
        keepingFailed: form.keepingError !== ""
        onChosen: place => {
            form.endRun();
            page.current = place;
            page.previewWanted = false;
        }
        onBackClicked: page.app.closeForm()
        onLibraryClicked: page.app.openLibrary()
    }
    BuilderBar {
        id: bar

        anchors.left: nav.right
        width: page.mainWidth
        draft: form
        previewToggle: !page.roomy
        previewShown: page.previewWanted
        onPreviewRequested: page.previewWanted = !page.previewWanted
        onChatRequested: page.app.openAssistant(form.assistantId)
        onNamingRequested: {
            naming.active = true;
            (naming.item as VersionNameDialog).ask(qsTr("Save version"), "");
        }
    }
    BuilderMessages {
        id: messages

        anchors.left: nav.right
        width: page.mainWidth
        anchors.top: bar.bottom
        draft: form
    }
    Loader {
        anchors.left: nav.right
        width: page.mainWidth
        anchors.top: messages.bottom
        anchors.bottom: parent.bottom
        visible: page.roomy || !page.previewWanted
        focus: true
        sourceComponent: page.sections[page.current].body
    }
    PreviewPane {
        id: preview

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.roomy ? page.previewWidth : page.mainWidth
        height: page.roomy ? parent.height : parent.height - messages.y - messages.height
        visible: page.roomy || page.previewWanted
        draft: form
    }
    DropOverlay {
        title: qsTr("Drop files to give them to this assistant")
        onFilesDropped: urls => page.isNew ? form.addFiles(urls) : files.add(urls)
    }
    Loader {
        id: naming

        active: false
        sourceComponent: Component {
            VersionNameDialog {
                onNamed: name => form.save(name)
            }
        }
    }
    Loader {
        id: discard

        active: false
        sourceComponent: Component {
            ConfirmDialog {
                question: qsTr("Leave without saving?")
                detail: qsTr("Your latest changes could not be written to the disk and would be lost.")
                confirmText: qsTr("Leave")
                cancelText: qsTr("Stay here")
                onAccepted: page.app.discardForm()
                onRejected: page.app.stayInForm()
            }
        }
    }
}
