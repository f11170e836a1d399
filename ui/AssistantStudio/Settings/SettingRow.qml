import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One setting: what it is, what it does, and the control, below it where there is little room. */
GridLayout {
    id: row

    required property string title
    property string help: ""
    default property alias control: place.data
    /** Controls that want the whole width stand below their words. */
    property bool below: false

    readonly property bool narrow: below || width < 520

    Layout.fillWidth: true
    columns: narrow ? 1 : 2
    columnSpacing: 24
    rowSpacing: 10

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 3

        AppText {
            Layout.fillWidth: true
            text: row.title
            font.weight: Theme.weightMedium
            wrapMode: Text.Wrap
        }
        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: row.help
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            lineHeight: 1.35
            wrapMode: Text.Wrap
        }
    }
    ColumnLayout {
        id: place

        Layout.fillWidth: row.narrow
        Layout.alignment: row.narrow ? Qt.AlignLeft : Qt.AlignRight | Qt.AlignVCenter
        Layout.maximumWidth: row.narrow ? row.width : row.width * 0.62
        spacing: 8
    }
}
