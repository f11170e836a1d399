import QtQuick
import QtQuick.Layouts
import QtQuick.Shapes
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The last card of the library: a place for one more assistant. */
T.AbstractButton {
    id: card

    Layout.fillWidth: true
    implicitHeight: Theme.scaled(222)
    implicitWidth: 280
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: qsTr("Make an assistant")
    Accessible.role: Accessible.Button
    Accessible.name: text
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
            shown: card.visualFocus
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
                name: "plus"
                size: 22
                color: card.hovered ? Theme.accent : Theme.mute
            }
            AppText {
                width: parent.width
                text: card.text
                horizontalAlignment: Text.AlignHCenter
                font.weight: Theme.weightMedium
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                text: qsTr("Give it instructions and your files")
                horizontalAlignment: Text.AlignHCenter
                color: Theme.mute
                font.pixelSize: Theme.textLabel
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
    }
}
