import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A conversation that was put away: Enter opens it or brings it back, Delete deletes it. */
T.ItemDelegate {
    id: row

    required property string key
    required property string title
    required property string assistantName
    required property string date
    property bool opens: false

    signal opened
    signal broughtBack
    signal removed

    function enter(): void {
        if (opens) {
            opened();
        } else {
            broughtBack();
        }
    }

    implicitHeight: 52
    leftPadding: 14
    rightPadding: 10
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: title
    Accessible.role: Accessible.ListItem
    Accessible.name: title
    Accessible.description: assistantName + ", " + date
    Accessible.onPressAction: row.enter()
    onClicked: enter()
    Keys.onReturnPressed: enter()
    Keys.onEnterPressed: enter()
    Keys.onDeletePressed: if (opens) {
        removed();
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.hovered || row.visualFocus ? Theme.hover : "transparent"

        FocusRing {
            anchors.margins: 1
            shown: row.visualFocus
            around: Theme.radius - 1
        }
    }
    contentItem: RowLayout {
        spacing: 8

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 1

            AppText {
                Layout.fillWidth: true
                text: row.title
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                text: row.assistantName + " · " + row.date
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
        AppButton {
            kind: "ghost"
            iconName: "archive-restore"
            text: qsTr("Bring back")
            Accessible.name: qsTr("Bring back %1").arg(row.title)
            onClicked: row.broughtBack()
        }
        IconButton {
            visible: row.opens
            iconName: "trash-2"
            iconSize: 16
            text: qsTr("Delete %1").arg(row.title)
            onClicked: row.removed()
        }
    }
}
