import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The bar over the builder: what is built, which version, and what can be done with it. */
Item {
    id: bar

    required property AssistantDraft draft
    property bool previewToggle: false
    property bool previewShown: false

    readonly property bool isNew: draft.version === 0
    readonly property bool roomy: width > 560

    signal chatRequested
    signal previewRequested
    signal namingRequested

    implicitHeight: Theme.topHeight

    Separator {
        anchors.bottom: parent.bottom
        width: parent.width
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 20
        anchors.rightMargin: 20
        spacing: bar.roomy ? 12 : 6

        AppText {
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth + 1
            Layout.minimumWidth: 30
            text: bar.draft.name.trim() === "" ? (bar.isNew ? qsTr("New assistant") : bar.draft.savedName) : bar.draft.name
            elide: Text.ElideRight
            font.pixelSize: Theme.textTitle
            font.weight: Theme.weightStrong
            Accessible.role: Accessible.Heading
        }
        Pill {
            visible: bar.roomy
            text: bar.isNew ? qsTr("not made yet") : bar.draft.changed ? qsTr("version %1, changed").arg(bar.draft.version) : qsTr("version %1").arg(bar.draft.version)
        }
        Item {
            Layout.fillWidth: true
        }
        IconButton {
            enabled: bar.draft.canUndo
            iconName: "undo-2"
            text: qsTr("Undo")
            onClicked: bar.draft.undo()
        }
        IconButton {
            Layout.leftMargin: -6
            enabled: bar.draft.canRedo
            iconName: "redo-2"
            text: qsTr("Redo")
            onClicked: bar.draft.redo()
        }
        IconButton {
            visible: bar.previewToggle
            iconName: "eye"
            primary: bar.previewShown
            text: bar.previewShown ? qsTr("Hide the preview") : qsTr("Show the preview")
            onClicked: bar.previewRequested()
        }
        AppButton {
            visible: !bar.isNew && bar.roomy
            text: qsTr("Chat")
            Accessible.name: qsTr("Chat with %1").arg(bar.draft.savedName)
            onClicked: bar.chatRequested()
        }
        AppButton {
            text: bar.isNew ? qsTr("Make assistant") : qsTr("Save version")
            kind: "primary"
            enabled: bar.isNew || bar.draft.changed
            onClicked: bar.draft.save("")
        }
        IconButton {
            Layout.leftMargin: -8
            visible: !bar.isNew
            enabled: bar.draft.changed
            iconName: "chevron-down"
            text: qsTr("Save this version under a name…")
            onClicked: bar.namingRequested()
        }
    }
}
