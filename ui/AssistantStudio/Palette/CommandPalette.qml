import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Finds assistants, conversations and commands as one types; arrows choose, Enter opens, Escape leaves. */
T.Popup {
    id: popup

    signal assistantChosen(string id)
    signal conversationChosen(string id, string messageId)

    function begin(typed: string): void {
        if (!opened) {
            palette.open();
            field.text = typed;
            open();
        }
        // Not as by Tab or a shortcut, which would choose the letter that was typed already.
        field.forceActiveFocus(Qt.OtherFocusReason);
        field.cursorPosition = field.text.length;
    }
    function choose(place: int): void {
        close();
        // Once the focus is back where it was: what is chosen may move it.
        Qt.callLater(palette.run, place);
    }

    parent: T.Overlay.overlay
    x: Math.round((parent.width - width) / 2)
    y: Math.round(Math.max(20, parent.height * 0.12))
    width: Math.min(640, parent.width - 40)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: 8
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.panel
        border.width: 1
        border.color: Theme.lineStrong
    }

    PaletteModel {
        id: palette

        onAssistantChosen: id => popup.assistantChosen(id)
        onConversationChosen: (id, messageId) => popup.conversationChosen(id, messageId)
    }

    contentItem: ColumnLayout {
        spacing: 0
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Search")

        TextInputField {
            id: field

            Layout.fillWidth: true
            implicitHeight: 44
            iconName: "search"
            name: qsTr("Search for assistants, conversations and commands")
            placeholderText: qsTr("Search chats, assistants and commands")
            font.pixelSize: Theme.textTitle
            onTextChanged: {
                palette.query = text;
                list.currentIndex = 0;
                list.positionViewAtBeginning();
            }
            onAccepted: popup.choose(list.currentIndex)
            // Before any shortcut of the window: Escape closes this, it stops no answer.
            Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
            Keys.onEscapePressed: popup.close()
            Keys.onUpPressed: list.step(-1)
            Keys.onDownPressed: list.step(1)
            Keys.onPressed: event => {
                if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
                    list.moveWithin(event.key === Qt.Key_PageUp ? -8 : 8);
                    event.accepted = true;
                }
            }
        }
        PaletteList {
            id: list

            Layout.fillWidth: true
            Layout.topMargin: count > 0 ? 4 : 0
            Layout.preferredHeight: Math.min(contentHeight, Math.max(160, Math.min(460, popup.parent.height * 0.7 - 90)))
            found: palette
            onChosen: place => popup.choose(place)
        }
        AppText {
            Layout.fillWidth: true
            Layout.margins: 14
            visible: palette.foundNothing
            text: qsTr("Nothing is called “%1”, and no message says it.").arg(palette.query.trim())
            color: Theme.mute
            wrapMode: Text.Wrap
        }
        AppText {
            Layout.fillWidth: true
            Layout.leftMargin: 12
            Layout.topMargin: 8
            visible: palette.behind
            text: qsTr("Some messages are still being taken in; more may be found in a while.")
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            wrapMode: Text.Wrap
        }
        AppText {
            Layout.fillWidth: true
            Layout.leftMargin: 12
            Layout.topMargin: 8
            Layout.bottomMargin: 2
            text: qsTr("↑ ↓ to choose · Enter to open · Esc to close")
            color: Theme.mute
            font.pixelSize: Theme.textTiny
            elide: Text.ElideRight
        }
    }
}
