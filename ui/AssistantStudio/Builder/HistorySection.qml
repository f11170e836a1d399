pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Every version that was saved: what it changed, and the way back to it. */
ScrollColumn {
    id: section

    required property AssistantDraft draft

    padding: 26
    maximumWidth: 760
    spacing: 8

    HistoryViewModel {
        id: history

        draft: section.draft
        colors: Theme.textColors
    }
    SectionLabel {
        text: qsTr("Versions")
        shout: false
    }
    AppText {
        Layout.fillWidth: true
        Layout.bottomMargin: 6
        text: section.draft.version > 0 ? qsTr("Every save is a version. Bringing one back makes a new version; none is ever lost.") : qsTr("Versions are listed here once the assistant is made.")
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
    }
    Repeater {
        model: history.versions
        delegate: VersionItem {
            id: item

            Layout.fillWidth: true
            history: history
            changed: section.draft.changed
            onRestoreRequested: section.draft.restore(key)
            onRenameRequested: {
                naming.active = true;
                (naming.item as RenameVersion).askFor(item.key, item.name);
            }
        }
    }
    AppButton {
        visible: history.hiddenCount > 0
        kind: "ghost"
        iconName: "chevron-down"
        text: qsTr("Show older versions")
        onClicked: history.showOlder()
    }
    Loader {
        id: naming

        active: false
        visible: false
        sourceComponent: RenameVersion {}
    }

    component RenameVersion: Item {
        id: renaming

        property int version: 0

        function askFor(number: int, before: string): void {
            renaming.version = number;
            dialog.ask(qsTr("Rename"), before);
        }

        VersionNameDialog {
            id: dialog

            onNamed: name => history.rename(renaming.version, name)
        }
    }
}
