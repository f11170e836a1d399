import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The number of a source behind the sentence it supports. */
T.AbstractButton {
    id: chip

    required property int number
    property bool selected: false

    implicitWidth: Math.max(17, label.implicitWidth + 8)
    implicitHeight: Theme.scaled(17)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: qsTr("Source %1").arg(number)

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: chip.clicked()
    Keys.onReturnPressed: chip.clicked()
    Keys.onEnterPressed: chip.clicked()

    background: Rectangle {
        radius: Theme.radiusSmall
        color: chip.selected || chip.hovered ? Theme.accent : Theme.tint

        FocusRing {
            shown: chip.visualFocus
            around: Theme.radiusSmall
        }
    }
    contentItem: Text {
        id: label

        text: chip.number
        textFormat: Text.PlainText
        color: chip.selected || chip.hovered ? Theme.accentInk : Theme.accent
        font.family: Theme.fontBody
        font.pixelSize: Theme.textTiny
        font.weight: Theme.weightStrong
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
