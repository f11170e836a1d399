import QtQuick
import AssistantStudio.Controls

/** A title being changed in its place; Enter keeps it, Escape or going elsewhere does not. */
TextInputField {
    id: field

    required property string before

    signal done(string title)
    signal givenUp

    name: qsTr("Title of the conversation")
    leftPadding: 7
    rightPadding: 7
    maximumLength: 60
    Component.onCompleted: {
        text = before;
        forceActiveFocus(Qt.TabFocusReason);
        selectAll();
    }
    onAccepted: done(text)
    onActiveFocusChanged: if (!activeFocus) {
        givenUp();
    }
    Keys.onEscapePressed: givenUp()
}
