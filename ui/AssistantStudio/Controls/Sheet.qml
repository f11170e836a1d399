import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** A dialog over the whole window; Escape closes it. */
T.Dialog {
    id: sheet

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    modal: true
    focus: true
    padding: 22
    closePolicy: T.Popup.CloseOnEscape

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.panel
        border.width: 1
        border.color: Theme.line
    }
}
