pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Assistants as files: the page of the one that is looked at, the sheet of the one that goes out. */
Item {
    id: host

    required property AppViewModel app

    property int copiedRow: -1

    function chooseFiles(): void {
        dialogs.active = true;
        (dialogs.item as BundleDialogs).source.open();
    }

    BundleImport {
        id: bundles

        onOpened: host.app.openImport()
        onFinished: id => {
            if (host.app.page === "import" && id !== "") {
                host.app.openAssistant(id);
            } else if (host.app.page === "import") {
                host.app.openLibrary();
            }
        }
    }
    BundleExport {
        id: exporting

        onAsked: {
            sheet.active = true;
            (sheet.item as ExportSheet).open();
        }
    }
    LibraryViewModel {
        id: library
    }
    Loader {
        anchors.fill: parent
        active: host.app.page === "import"
        onLoaded: (item as Item).forceActiveFocus(Qt.OtherFocusReason)
        sourceComponent: Component {
            BundlePage {
                bundles: bundles
                onCopyRequested: (row, name) => {
                    host.copiedRow = row;
                    dialogs.active = true;
                    (dialogs.item as BundleDialogs).suggestedCopy = name;
                    (dialogs.item as BundleDialogs).copy.open();
                }
            }
        }
    }
    Loader {
        id: sheet

        active: false
        sourceComponent: Component {
            ExportSheet {
                exporting: exporting
                // Made anew for the next assistant, with nothing chosen.
                onClosed: Qt.callLater(() => sheet.active = false)
                onTargetWanted: {
                    dialogs.active = true;
                    (dialogs.item as BundleDialogs).suggestedName = exporting.name + ".assistant";
                    (dialogs.item as BundleDialogs).target.open();
                }
            }
        }
    }
    Loader {
        id: dialogs

        // The dialogs' own modules take a while to load; most starts never need them.
        active: false
        sourceComponent: Component {
            BundleDialogs {
                onSourcesChosen: files => library.openBundles(files)
                onTargetChosen: file => exporting.exportTo(file, (sheet.item as ExportSheet).author, (sheet.item as ExportSheet).licence)
                onCopyChosen: file => bundles.saveCopy(host.copiedRow, file)
            }
        }
    }
    Command {
        name: "assistant.import"
        title: qsTr("Import an assistant…")
        group: qsTr("Assistants")
        iconName: "upload"
        words: qsTr("open bundle file take in share")
        onTriggered: host.chooseFiles()
    }
    Command {
        name: "assistant.export"
        title: qsTr("Export this assistant…")
        group: qsTr("Assistants")
        iconName: "download"
        words: qsTr("share bundle file pass on save")
        enabled: host.app.currentAssistantId !== ""
        onTriggered: exporting.begin(host.app.currentAssistantId)
    }
}
