import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** When the conversations below it were last used. */
Item {
    id: heading

    required property string section
    /** Over a list of one day, a heading would say nothing. */
    property bool shown: true

    width: ListView.view ? ListView.view.width : implicitWidth
    implicitHeight: shown ? 28 : 0

    AppText {
        x: 8
        // Not the heading as a whole: the list itself shows and hides that.
        visible: heading.shown
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 4
        text: heading.section === "pinned" ? qsTr("Pinned") : heading.section === "today" ? qsTr("Today") : heading.section === "yesterday" ? qsTr("Yesterday") : qsTr("Earlier")
        color: Theme.mute
        font.pixelSize: Theme.textTiny
    }
}
