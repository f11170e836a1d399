import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A box to tick, with its words; a line below may say more. */
T.CheckBox {
    id: row

    property string help: ""

    implicitWidth: 280
    implicitHeight: Math.max(28, words.implicitHeight + 8)
    leftPadding: 30
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    font.family: Theme.fontBody
    font.pixelSize: Theme.textLabel
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.description: help
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: row.toggle()
    Accessible.onToggleAction: row.toggle()

    indicator: Rectangle {
        x: 3
        y: 5
        width: 18
        height: 18
        radius: Theme.radiusSmall
        color: row.checked ? Theme.accent : Theme.panel
        border.width: 1
        border.color: row.checked ? Theme.accent : Theme.mute

        Icon {
            anchors.centerIn: parent
            visible: row.checked
            name: "check"
            size: 14
            color: Theme.accentInk
        }
        FocusRing {
            shown: row.visualFocus
            around: Theme.radiusSmall
        }
    }
    contentItem: Column {
        id: words

        spacing: 2
        topPadding: 4

        AppText {
            width: parent.width
            text: row.text
            font: row.font
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        AppText {
            width: parent.width
            visible: row.help !== ""
            text: row.help
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }
}
