pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** A bundle before it is taken in: all of it is shown, and nothing is written without a yes. */
FocusScope {
    id: page

    required property BundleImport bundles

    signal copyRequested(int row, string name)

    readonly property var preview: bundles.preview
    readonly property bool shown: preview.name !== undefined
    readonly property bool busy: bundles.state === "importing"
    readonly property bool answered: shown && !preview.refused && (!preview.signer.needsYes || acceptSigner.checked)

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Import an assistant")

    Shortcut {
        sequence: "Esc"
        enabled: !page.busy
        onActivated: page.bundles.skip()
    }
    Connections {
        target: page.bundles

        function onTextRead(name: string, text: string): void {
            textLoader.active = true;
            (textLoader.item as TextSheet).show(name, text);
        }
        function onChanged(): void {
            if (page.bundles.state === "looking") {
                acceptSigner.checked = false;
                scroller.contentY = 0;
            }
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            Layout.fillWidth: true
            title: page.bundles.waiting > 0 ? qsTr("%1 (%n more wait)", "", page.bundles.waiting).arg(page.bundles.file) : page.bundles.file

            AppButton {
                visible: !page.busy
                text: page.shown ? qsTr("Not now") : qsTr("Close")
                onClicked: page.bundles.skip()
            }
            AppButton {
                visible: page.busy
                text: qsTr("Stop")
                onClicked: page.bundles.stop()
            }
            AppButton {
                visible: page.shown && !page.preview.refused
                enabled: page.answered && page.bundles.state === "ready"
                text: qsTr("Import")
                kind: "primary"
                onClicked: page.bundles.take(update.decision)
            }
        }
        ScrollColumn {
            id: scroller

            Layout.fillWidth: true
            Layout.fillHeight: true
            padding: 24
            maximumWidth: 780
            spacing: 14

            InlineMessage {
                Layout.fillWidth: true
                kind: "bad"
                text: page.bundles.tellText
                hint: page.bundles.tellHint
            }
            RowLayout {
                Layout.fillWidth: true
                visible: page.bundles.doing !== ""
                spacing: 12

                AppText {
                    text: page.bundles.doing
                    color: Theme.mute
                    font.pixelSize: Theme.textLabel
                }
                ProgressLine {
                    Layout.fillWidth: true
                    name: page.bundles.doing
                    value: page.bundles.progress
                }
            }
            AppText {
                Layout.fillWidth: true
                visible: page.bundles.checked
                text: qsTr("Every file in it is what its list says.")
                color: Theme.mute
                font.pixelSize: Theme.textLabel
            }
            Repeater {
                model: page.shown ? page.preview.problems : []
                delegate: InlineMessage {
                    required property var modelData

                    Layout.fillWidth: true
                    kind: modelData.kind
                    text: modelData.text
                }
            }
            CheckRow {
                id: acceptSigner

                Layout.fillWidth: true
                visible: page.shown && page.preview.signer.needsYes
                text: qsTr("I have asked, and want it all the same")
            }
            BundleUpdate {
                id: update

                Layout.fillWidth: true
                visible: page.shown && !!page.preview.update
                update: page.shown && page.preview.update ? page.preview.update : ({
                        title: "",
                        summary: "",
                        changes: [],
                        files: []
                    })
            }
            Loader {
                Layout.fillWidth: true
                active: page.shown
                sourceComponent: Component {
                    BundleOverview {
                        preview: page.preview
                    }
                }
            }
            BundleDocuments {
                Layout.fillWidth: true
                bundles: page.bundles
                onCopyRequested: (row, name) => page.copyRequested(row, name)
            }
            Loader {
                Layout.fillWidth: true
                active: page.shown
                sourceComponent: Component {
                    SignerCard {
                        signer: page.preview.signer
                    }
                }
            }
        }
    }
    Loader {
        id: textLoader

        active: false
        sourceComponent: Component {
            TextSheet {}
        }
    }
}
