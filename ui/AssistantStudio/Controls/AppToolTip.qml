import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A word of help beside what the pointer rests on. */
T.ToolTip {
    id: tip

    required property bool shown

    visible: shown && text !== ""
    delay: 600
    margins: 6
    padding: 6
    leftPadding: 9
    rightPadding: 9
    x: parent ? Math.round((parent.width - implicitWidth) / 2) : 0
    y: parent ? parent.height + 6 : 0
    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent

    contentItem: Text {
        text: tip.text
        textFormat: Text.PlainText
        color: Theme.bg
        font.family: Theme.fontBody
        font.pixelSize: Theme.textSmall
    }
    background: Rectangle {
        color: Theme.ink
        radius: 6
    }
}
