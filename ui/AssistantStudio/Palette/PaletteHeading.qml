import QtQuick
import AssistantStudio.Controls

/** The heading over one kind of things in the palette. */
Item {
    required property string section

    width: ListView.view ? ListView.view.width : implicitWidth
    implicitHeight: 30

    SectionLabel {
        x: 12
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 5
        text: parent.section === "assistants" ? qsTr("Assistants") : parent.section === "commands" ? qsTr("Commands") : qsTr("Conversations")
    }
}
