import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One setting: what it is, what it does, and the control, below it where there is little room. */
Item {
    id: row

    required property string title
    property string help: ""
    default property alias control: place.data
    /** Controls that want the whole width stand below their words. */
    property bool below: false

    readonly property bool narrow: below || width < 520
    readonly property real gap: narrow ? 10 : 24

    Layout.fillWidth: true
    implicitWidth: 200
    // Reckoned here: a layout around words and controls that both wrap would go round in circles.
    implicitHeight: narrow ? words.height + gap + place.implicitHeight : Math.max(words.height, place.implicitHeight)

    Column {
        id: words

        y: row.narrow ? 0 : Math.max(0, (row.height - height) / 2)
        width: row.narrow ? row.width : row.width - place.width - row.gap
        spacing: 3

        AppText {
            width: parent.width
            text: row.title
            font.weight: Theme.weightMedium
            wrapMode: Text.Wrap
        }
        AppText {
            width: parent.width
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

        x: row.narrow ? 0 : row.width - width
        y: row.narrow ? words.height + row.gap : Math.max(0, (row.height - height) / 2)
        width: row.narrow ? row.width : Math.min(implicitWidth, Math.round(row.width * 0.62))
        spacing: 8
    }
}
