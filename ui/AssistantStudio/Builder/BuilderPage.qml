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
    readonly property real previewWidth: Math.min(430, width * 0.3)
    readonly property real mainWidth: width - nav.width - (roomy ? previewWidth : 0)
    property int current: 0
    /** Where there is room the preview stands beside the section, otherwise it takes its place. */
    readonly property bool roomy: width >= 1180
    property bool previewWanted: false

    function turnTo(place: int): void {
        form.endRun();
        current = place;
        previewWanted = false;
    }

    Component.onCompleted: current = sections.placeOf(app.formSection)
    Accessible.role: Accessible.Pane
    Accessible.name: isNew ? qsTr("New assistant") : qsTr("Edit assistant")

    AssistantDraft {
        id: form

        assistantId: page.app.formAssistantId
        onKeepingChanged: page.app.setFormChanged(form.keepingError !== "")
        // After an undo the person sees what it changed.
        onMoved: what => page.current = sections.placeOfField(what, page.current)
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
    BuilderSections {
        id: sections

        draft: form
        files: files
        checks: allChecks
    }
    Connections {
        target: page.app

        function onPageChanged(): void {
            if (page.app.formSection !== "") {
                page.turnTo(sections.placeOf(page.app.formSection));
            }
        }
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
        sections: sections.all
        current: page.current
        keepingText: form.keepingText
        keepingFailed: form.keepingError !== ""
        onChosen: place => page.turnTo(place)
        onBackClicked: page.app.closeForm()
        onLibraryClicked: page.app.openLibrary()
        onSettingsClicked: page.app.openSettings()
    }
    BuilderBar {
        id: bar

        anchors.left: nav.right
        width: page.mainWidth
        draft: form
        previewToggle: !page.roomy
        previewShown: page.previewWanted
        onPreviewRequested: page.previewWanted = !page.previewWanted
        onChatRequested: page.app.chatFromForm()
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
        sourceComponent: sections.all[page.current].body
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
