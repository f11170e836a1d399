import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Code in its language's colours, with a button that copies it. */
Rectangle {
    id: code

    /** Rich text, in parts of some lines each. */
    required property list<string> parts
    required property string plain
    required property string language

    signal copyRequested(string text)

    implicitHeight: head.height + lines.implicitHeight + 1
    radius: Theme.radiusField
    color: Theme.code
    border.width: 1
    border.color: Theme.line

    RowLayout {
        id: head

        x: 12
        width: parent.width - 16
        height: Theme.scaled(30)

        AppText {
            Layout.fillWidth: true
            text: code.language === "" ? qsTr("code") : code.language
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            elide: Text.ElideRight
        }
        AppButton {
            id: copy

            property bool done: false

            implicitHeight: 24
            leftPadding: 8
            rightPadding: 8
            kind: "ghost"
            text: done ? qsTr("Copied") : qsTr("Copy")
            font.pixelSize: Theme.textSmall
            font.weight: Theme.weightNormal
            Accessible.name: done ? qsTr("Copied") : qsTr("Copy the code")
            onClicked: {
                code.copyRequested(code.plain);
                done = true;
                again.restart();
            }

            Timer {
                id: again

                interval: 1600
                onTriggered: copy.done = false
            }
        }
    }
    Separator {
        y: head.height
        width: parent.width
    }
    CodeLines {
        id: lines

        y: head.height + 1
        width: parent.width
        height: implicitHeight
        parts: code.parts
        name: code.plain
    }
}
