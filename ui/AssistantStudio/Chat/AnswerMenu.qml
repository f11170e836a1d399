import QtQuick
import AssistantStudio.Controls

/** What else can be done with an answer, for whichever one is asked for. */
Item {
    id: actions

    property string key: ""
    property string text: ""

    signal copyRequested(string key)
    signal quoteRequested(string text)
    signal checkRequested(string key)
    signal detailsRequested(string key)

    function openMenu(answerKey: string, answer: string, at: Item): void {
        actions.key = answerKey;
        actions.text = answer;
        menu.popup(at, 0, at.height);
    }

    AppMenu {
        id: menu

        title: qsTr("Answer")

        AppMenuItem {
            text: qsTr("Copy as plain text")
            iconName: "copy"
            onTriggered: actions.copyRequested(actions.key)
        }
        AppMenuItem {
            text: qsTr("Quote in your message")
            iconName: "quote"
            onTriggered: actions.quoteRequested(actions.text)
        }
        AppMenuItem {
            text: qsTr("Make a check from this answer")
            iconName: "check"
            onTriggered: actions.checkRequested(actions.key)
        }
        AppMenuItem {
            text: qsTr("How it was made")
            iconName: "info"
            onTriggered: actions.detailsRequested(actions.key)
        }
    }
}
