import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** How full the model's context is, and what did not fit. */
RowLayout {
    id: line

    required property ContextMeter meter
    property bool narrow: false

    spacing: 8
    visible: meter.total > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: meter.leftOut === "" ? meter.text : meter.text + ". " + meter.leftOut

    Icon {
        visible: line.meter.forgets
        name: "triangle-alert"
        size: 14
        color: Theme.warn
    }
    AppText {
        visible: !line.narrow
        text: line.meter.text
        color: line.meter.forgets ? Theme.warn : Theme.mute
        font.pixelSize: Theme.textSmall
        Accessible.ignored: true
    }
    ProgressLine {
        value: line.meter.used / Math.max(1, line.meter.total)
        name: line.meter.text
    }
    HoverHandler {
        id: pointer
    }
    AppToolTip {
        shown: pointer.hovered
        text: line.meter.leftOut === "" ? qsTr("Tokens of the last question with all it took along, of what the model can hold") : line.meter.leftOut
    }
}
