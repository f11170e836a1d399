import QtQuick
import AssistantStudio.Theme

/** A thin line between two parts; across unless `vertical`. */
Rectangle {
    property bool vertical: false

    implicitWidth: vertical ? 1 : 100
    implicitHeight: vertical ? 100 : 1
    color: Theme.line
    Accessible.ignored: true
}
