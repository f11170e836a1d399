pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** What the model thought before it answered: one quiet line, and its text when it is asked for. */
Column {
    id: fold

    /** "Thought for 3 s". */
    required property string title
    /** Empty while it is folded away. */
    required property string thoughts
    readonly property bool unfolded: thoughts !== ""

    signal toggled

    spacing: 6
    visible: title !== ""

    T.AbstractButton {
        id: line

        implicitWidth: row.implicitWidth + 8
        implicitHeight: 26
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        text: fold.title
        Accessible.role: Accessible.Button
        Accessible.name: fold.unfolded ? qsTr("%1; hide the thoughts").arg(text) : qsTr("%1; show the thoughts").arg(text)
        Accessible.onPressAction: line.clicked()
        Keys.onReturnPressed: line.clicked()
        Keys.onEnterPressed: line.clicked()
        onClicked: fold.toggled()

        contentItem: Row {
            id: row

            spacing: 4

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: line.text
                color: line.hovered ? Theme.ink : Theme.mute
                font.pixelSize: Theme.textLabel
                Accessible.ignored: true
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: fold.unfolded ? "chevron-down" : "chevron-right"
                size: 14
                color: line.hovered ? Theme.ink : Theme.mute
            }
        }
        background: Item {
            FocusRing {
                shown: line.visualFocus
                around: 6
            }
        }
    }
    Loader {
        width: fold.width
        active: fold.unfolded
        visible: active
        sourceComponent: Item {
            implicitHeight: words.implicitHeight

            Rectangle {
                width: 2
                height: parent.height
                radius: 1
                color: Theme.lineStrong
            }
            TextEdit {
                id: words

                x: 14
                width: parent.width - x
                text: fold.thoughts
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                readOnly: true
                selectByMouse: true
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                color: Theme.mute
                font.family: Theme.fontBody
                font.pixelSize: Theme.textLabel
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
    }
}
