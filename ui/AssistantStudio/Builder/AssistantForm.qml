pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Knowledge
import AssistantStudio.ViewModels

/** The form for a new assistant, or for one that is changed. */
FocusScope {
    id: page

    required property AppViewModel app

    readonly property bool isNew: form.assistantId === ""

    Accessible.role: Accessible.Pane
    Accessible.name: isNew ? qsTr("New assistant") : qsTr("Edit assistant")

    AssistantDraft {
        id: form

        assistantId: page.app.formAssistantId
        onDraftChanged: page.app.setFormChanged(form.changed)
        onSaved: id => page.app.openAssistant(id)
    }
    Connections {
        target: page.app

        function onLeaveAsked(): void {
            discard.active = true;
            (discard.item as ConfirmDialog).open();
        }
    }
    Shortcut {
        sequences: [StandardKey.Save]
        onActivated: form.save()
    }
    Shortcut {
        sequence: "Esc"
        onActivated: page.app.closeForm()
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            Layout.fillWidth: true
            title: page.isNew ? qsTr("New assistant") : qsTr("Edit %1").arg(form.savedName)
            back: true
            onBackClicked: page.app.closeForm()

            AppButton {
                text: qsTr("Cancel")
                kind: "ghost"
                onClicked: page.app.closeForm()
            }
            AppButton {
                text: page.isNew ? qsTr("Make assistant") : qsTr("Save")
                kind: "primary"
                enabled: page.isNew || form.changed
                onClicked: form.save()
            }
        }
        ScrollColumn {
            Layout.fillWidth: true
            Layout.fillHeight: true
            padding: 26
            maximumWidth: 720
            spacing: 22

            InlineMessage {
                Layout.fillWidth: true
                kind: "bad"
                text: form.saveError
                hint: form.saveHint
            }
            ProfileFields {
                Layout.fillWidth: true
                draft: form
            }
            InstructionsField {
                Layout.fillWidth: true
                draft: form
            }
            GreetingField {
                Layout.fillWidth: true
                draft: form
            }
            StarterFields {
                Layout.fillWidth: true
                draft: form
            }
            FileFields {
                Layout.fillWidth: true
                draft: form
            }
        }
    }
    DropOverlay {
        title: qsTr("Drop files to give them to this assistant")
        onFilesDropped: urls => form.addFiles(urls)
    }
    Loader {
        id: discard

        active: false
        sourceComponent: Component {
            ConfirmDialog {
                question: qsTr("Leave without saving?")
                detail: qsTr("What you changed here would be lost.")
                confirmText: qsTr("Discard")
                cancelText: qsTr("Keep editing")
                onAccepted: {
                    form.revert();
                    page.app.discardForm();
                }
                onRejected: page.app.stayInForm()
            }
        }
    }
}
