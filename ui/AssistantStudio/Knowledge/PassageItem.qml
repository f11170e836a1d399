import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A passage in the list of a file's: where it stands and how it begins. */
T.AbstractButton {
    id: item

    required property int key
    required property string place
    required property string beginning

    implicitHeight: words.implicitHeight + 14
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: qsTr("Passage %1, %2: %3").arg(key + 1).arg(place).arg(beginning)
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: item.clicked()
    Keys.onReturnPressed: item.clicked()
    Keys.onEnterPressed: item.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: item.hovered ? Theme.hover : "transparent"

        FocusRing {
            shown: item.visualFocus
            around: Theme.radius
        }
    }
    contentItem: Item {
        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            x: 8
            width: parent.width - 16

            AppText {
                width: parent.width
                text: item.place
                color: Theme.accent
                font.pixelSize: Theme.textSmall
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                text: item.beginning
                font.pixelSize: Theme.textLabel
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
