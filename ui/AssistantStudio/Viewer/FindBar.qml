import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Words to find in the document. */
Item {
    id: bar

    required property ViewerViewModel viewer

    function begin(): void {
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.selectAll();
    }

    implicitHeight: row.implicitHeight + 12

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: 18
        anchors.right: parent.right
        anchors.rightMargin: 18
        spacing: 6

        TextInputField {
            id: field

            Layout.preferredWidth: Math.min(320, bar.width / 2)
            name: qsTr("Find in this document")
            placeholderText: name
            iconName: "search"
            // A word that is still being typed is not searched for letter by letter.
            onTextEdited: soon.restart()
            Keys.onReturnPressed: event => field.go(event)
            Keys.onEnterPressed: event => field.go(event)

            function go(event: KeyEvent): void {
                if (soon.running) {
                    soon.stop();
                    bar.viewer.find(text);
                } else {
                    bar.viewer.step(event.modifiers & Qt.ShiftModifier ? -1 : 1);
                }
            }

            Timer {
                id: soon

                interval: 250
                onTriggered: bar.viewer.find(field.text)
            }
        }
        IconButton {
            visible: bar.viewer.foundCount > 0
            iconName: "chevron-up"
            text: qsTr("Place before")
            onClicked: bar.viewer.step(-1)
        }
        IconButton {
            visible: bar.viewer.foundCount > 0
            iconName: "chevron-down"
            text: qsTr("Next place")
            onClicked: bar.viewer.step(1)
        }
        AppText {
            Layout.fillWidth: true
            text: bar.viewer.foundText
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            elide: Text.ElideRight
        }
    }
}
