import QtQuick
import QtQuick.Shapes
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A place for one more assistant: where to begin one. */
T.AbstractButton {
    id: card

    property string iconName: "plus"
    property string help: qsTr("Or drop your files anywhere here")
    /** The keyboard brought the focus here. */
    property bool byKeys: visualFocus

    implicitHeight: Theme.scaled(222)
    implicitWidth: 280
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: qsTr("Start from a template")
    Accessible.role: Accessible.ListItem
    Accessible.name: text
    Accessible.description: help
    Accessible.onPressAction: card.clicked()
    Keys.onReturnPressed: card.clicked()
    Keys.onEnterPressed: card.clicked()

    background: Item {
        Shape {
            anchors.fill: parent

            ShapePath {
                strokeColor: card.hovered ? Theme.accent : Theme.lineStrong
                strokeWidth: 1
                strokeStyle: ShapePath.DashLine
                dashPattern: [4, 4]
                fillColor: "transparent"

                PathRectangle {
                    x: 0.5
                    y: 0.5
                    width: card.width - 1
                    height: card.height - 1
                    radius: Theme.radiusCard
                }
            }
        }
        FocusRing {
            shown: card.activeFocus && card.byKeys
            around: Theme.radiusCard
        }
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            width: parent.width - 40
            spacing: 6

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: card.iconName
                size: 22
                color: card.hovered ? Theme.accent : Theme.mute
            }
            AppText {
                width: parent.width
                text: card.text
                horizontalAlignment: Text.AlignHCenter
                font.weight: Theme.weightMedium
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                text: card.help
                horizontalAlignment: Text.AlignHCenter
                color: Theme.mute
                font.pixelSize: Theme.textLabel
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
    }
}
