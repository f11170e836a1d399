pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** The files an assistant knows, and how far each has come. */
Rectangle {
    id: panel

    required property string assistantId

    signal closeRequested

    implicitWidth: 372
    color: Theme.panel
}
