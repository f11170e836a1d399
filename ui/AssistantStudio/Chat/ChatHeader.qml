import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Who is talked to, with which model and which files. */
Item {
    id: header

    required property string assistantId
    required property AssistantFace face
    required property KnowledgeViewModel knowledge
    required property bool hasSources
    required property bool sourcesShown

    readonly property string filesText: {
        if (knowledge.busy) {
            return knowledge.statusText;
        }
        const files = knowledge.count === 0 ? qsTr("No files") : knowledge.count === 1 ? qsTr("1 file") : qsTr("%1 files").arg(knowledge.count);
        return knowledge.failedCount === 0 ? files : qsTr("%1, %2 not read").arg(files).arg(knowledge.failedCount);
    }

    signal filesRequested
    signal sourcesRequested
    signal editRequested

    implicitHeight: Theme.topHeight
    onVisibleChanged: if (visible) {
        draft.look();
    }

    KeptDraft {
        id: draft

        assistantId: header.assistantId
    }
    Separator {
        anchors.bottom: parent.bottom
        width: parent.width
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 20
        anchors.rightMargin: 16
        spacing: 12

        Avatar {
            letter: header.face.letter
            base: header.face.color
            picture: header.face.picture
        }
        AppText {
            Layout.maximumWidth: implicitWidth + 1
            Layout.fillWidth: true
            Layout.minimumWidth: 40
            text: header.face.name
            elide: Text.ElideRight
            font.pixelSize: Theme.textTitle
            font.weight: Theme.weightStrong
            Accessible.role: Accessible.Heading
        }
        Pill {
            visible: header.width > 560
            text: header.face.modelText
        }
        Pill {
            Layout.maximumWidth: 220
            interactive: true
            kind: header.knowledge.busy ? "accent" : header.knowledge.failedCount > 0 ? "warn" : "plain"
            text: header.filesText
            Accessible.name: qsTr("Knowledge: %1").arg(header.filesText)
            onClicked: header.filesRequested()
        }
        Item {
            Layout.fillWidth: true
        }
        Pill {
            visible: draft.there && header.width > 640
            interactive: true
            kind: "accent"
            text: qsTr("Draft not in use yet")
            Accessible.description: qsTr("You changed %1 and did not save a version. Answers come from the version before.").arg(header.face.name)
            onClicked: header.editRequested()
        }
        AppButton {
            kind: "ghost"
            text: qsTr("Edit")
            Accessible.name: qsTr("Edit %1").arg(header.face.name)
            onClicked: header.editRequested()
        }
        IconButton {
            visible: header.hasSources
            iconName: "panel-right"
            text: header.sourcesShown ? qsTr("Hide the sources") : qsTr("Show the sources")
            onClicked: header.sourcesRequested()
        }
    }
}
