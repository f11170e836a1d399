import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One result in the table; opens the answer. */
T.AbstractButton {
    id: cell

    required property string checkState
    required property string stateText
    required property string question
    required property string version

    implicitWidth: 92
    implicitHeight: 34
    enabled: checkState !== "unknown"
    hoverEnabled: true
    focusPolicy: enabled ? Qt.StrongFocus : Qt.NoFocus
    Accessible.role: enabled ? Accessible.Button : Accessible.StaticText
    Accessible.name: qsTr("%1, %2: %3").arg(question).arg(version).arg(stateText)
    Accessible.onPressAction: if (enabled) cell.clicked()
    Keys.onReturnPressed: cell.clicked()
    Keys.onEnterPressed: cell.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: cell.hovered && cell.enabled ? Theme.hover : "transparent"

        FocusRing {
            shown: cell.visualFocus
            around: Theme.radius
        }
    }
    contentItem: Item {
        CheckMark {
            anchors.centerIn: parent
            size: 20
            checkState: cell.checkState
        }
    }

    AppToolTip {
        shown: cell.hovered && !cell.down
        text: cell.stateText
    }
}
