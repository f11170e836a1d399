pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** One list of the archive under its heading. */
ColumnLayout {
    id: section

    required property ConversationsModel conversations
    required property string title
    property string help: ""
    property bool opens: false

    /** The height at which all of it is seen. */
    readonly property real wanted: list.contentHeight + heading.implicitHeight + (help === "" ? 12 : 40)

    signal opened(string id)
    signal broughtBack(string id)
    signal removed(string id)

    spacing: 6

    SectionLabel {
        id: heading

        Layout.leftMargin: 14
        text: section.title
    }
    AppText {
        Layout.fillWidth: true
        Layout.leftMargin: 14
        visible: text !== ""
        text: section.help
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
    }
    ListView {
        id: list

        Layout.fillWidth: true
        Layout.fillHeight: true
        model: section.conversations
        clip: true
        spacing: 2
        boundsBehavior: Flickable.StopAtBounds
        enabled: count > 0
        activeFocusOnTab: true
        keyNavigationEnabled: true
        Accessible.role: Accessible.List
        Accessible.name: section.title
        ScrollBar.vertical: AppScrollBar {}

        delegate: ArchiveRow {
            width: list.width
            opens: section.opens
            onOpened: section.opened(key)
            onBroughtBack: section.broughtBack(key)
            onRemoved: section.removed(key)
        }
    }
}
