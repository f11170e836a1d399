import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Window
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** A formula of its own; what cannot be drawn is shown as it was written. */
Item {
    id: block

    required property string latex
    property bool growing: false
    readonly property bool drawn: formula.source !== ""

    signal copyRequested(string text)

    implicitHeight: drawn ? Math.max(picture.height + 12, copy.height) + (scroller.wide ? 10 : 0) : source.implicitHeight + 12

    Formula {
        id: formula

        latex: block.growing ? "" : block.latex
        color: String(Theme.ink)
    }
    HoverHandler {
        id: pointer
    }
    Flickable {
        id: scroller

        readonly property bool wide: contentWidth > width + 1

        width: block.width - copy.width - 8
        height: block.height
        visible: block.drawn
        clip: wide
        contentWidth: picture.width
        contentHeight: height
        interactive: wide
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.HorizontalFlick

        ScrollBar.horizontal: AppScrollBar {}

        Image {
            id: picture

            y: 6
            width: formula.width
            height: formula.height
            sourceSize: Qt.size(Math.ceil(width * Screen.devicePixelRatio), Math.ceil(height * Screen.devicePixelRatio))
            source: formula.source
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Formula: %1").arg(block.latex)
        }
    }
    TextEdit {
        id: source

        y: 6
        width: block.width - copy.width - 8
        visible: !block.drawn
        text: block.latex
        textFormat: TextEdit.PlainText
        wrapMode: TextEdit.Wrap
        readOnly: true
        selectByMouse: true
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        color: Theme.ink
        font.family: Theme.fontMono
        font.pixelSize: Theme.textLabel
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    IconButton {
        id: copy

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: 28
        implicitHeight: 28
        iconSize: 15
        opacity: pointer.hovered || activeFocus ? 1 : 0
        visible: !block.growing
        iconName: "copy"
        text: qsTr("Copy the formula as LaTeX")
        onClicked: block.copyRequested(block.latex)
    }
}
