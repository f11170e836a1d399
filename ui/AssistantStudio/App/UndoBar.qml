import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** What was just done, and the way back from it. */
Rectangle {
    id: bar

    required property AppViewModel app

    implicitHeight: row.implicitHeight + 12
    radius: Theme.radiusField
    color: Theme.panel
    border.width: 1
    border.color: Theme.lineStrong
    visible: offer.text !== ""
    Accessible.role: Accessible.AlertMessage
    Accessible.name: offer.text

    UndoViewModel {
        id: offer

        onChanged: if (text !== "") {
            bar.Accessible.announce(text, Accessible.Polite);
        }
    }
    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: 12
        anchors.rightMargin: 5
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        AppText {
            Layout.fillWidth: true
            text: offer.text
            font.pixelSize: Theme.textLabel
            elide: Text.ElideMiddle
            maximumLineCount: 4
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        AppButton {
            kind: "ghost"
            text: qsTr("Undo")
            onClicked: offer.undo()
        }
        IconButton {
            implicitWidth: 26
            implicitHeight: 26
            iconName: "x"
            iconSize: 14
            text: qsTr("Close")
            onClicked: offer.close()
        }
    }
    Command {
        name: "undo"
        title: offer.text === "" ? qsTr("Undo what was archived or deleted") : qsTr("Undo: %1").arg(offer.text)
        group: qsTr("Everywhere")
        keys: "Ctrl+Z"
        iconName: "undo-2"
        // In the builder Ctrl+Z belongs to the draft.
        enabled: offer.text !== "" && bar.app.page !== "form"
        onTriggered: offer.undo()
    }
}
