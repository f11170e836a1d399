import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A template in the gallery. */
T.AbstractButton {
    id: card

    required property string key
    required property string name
    required property string tagline
    required property string letter
    required property string color
    required property list<string> samples

    /** The keyboard brought the focus here. */
    property bool byKeys: visualFocus

    implicitHeight: Theme.scaled(222)
    implicitWidth: 280
    padding: 20
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: name
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: tagline
    Accessible.onPressAction: card.clicked()
    Keys.onReturnPressed: card.clicked()
    Keys.onEnterPressed: card.clicked()

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.panel
        border.width: 1
        border.color: card.hovered ? Theme.lineStrong : Theme.line

        FocusRing {
            shown: card.activeFocus && card.byKeys
            around: Theme.radiusCard
        }
    }
    contentItem: ColumnLayout {
        spacing: 0

        Avatar {
            letter: card.letter
            base: card.color
            size: 64
        }
        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 12
            text: card.name
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 6
            text: card.tagline
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            lineHeight: 1.3
            maximumLineCount: 2
            elide: Text.ElideRight
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Item {
            Layout.fillHeight: true
        }
        Pill {
            visible: card.samples.length > 0
            text: qsTr("with %n sample files", "", card.samples.length)
            Accessible.ignored: true
        }
    }
}
