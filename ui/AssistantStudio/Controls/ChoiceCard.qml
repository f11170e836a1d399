import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Theme

/** One of several to choose: its name, and what is to be known of it. */
T.AbstractButton {
    id: choice

    required property string key
    required property string name
    required property string detail
    required property bool chosen

    implicitHeight: words.implicitHeight + 22
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: name
    Accessible.role: Accessible.RadioButton
    Accessible.name: name
    Accessible.description: detail
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.onPressAction: choice.clicked()
    Keys.onReturnPressed: choice.clicked()
    Keys.onEnterPressed: choice.clicked()

    background: Rectangle {
        radius: Theme.radiusBox
        color: choice.hovered && !choice.chosen ? Theme.hover : Theme.panel
        border.width: choice.chosen ? 2 : 1
        border.color: choice.chosen ? Theme.accent : Theme.line

        FocusRing {
            shown: choice.visualFocus
            around: Theme.radiusBox
        }
    }
    contentItem: RowLayout {
        spacing: 12

        ColumnLayout {
            id: words

            Layout.fillWidth: true
            Layout.leftMargin: 14
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: choice.name
                font.weight: Theme.weightMedium
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: choice.detail
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
        Icon {
            Layout.rightMargin: 14
            visible: choice.chosen
            name: "check"
            size: 18
            color: Theme.accent
        }
    }
}
