pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import QtQuick.Window
import AssistantStudio.Controls
import AssistantStudio.Theme

/** One page as a picture, with boxes over the words that matter; paper stays white in the dark. */
Rectangle {
    id: page

    required property int number
    required property real pageWidth
    required property real pageHeight
    required property string picture
    required property string words
    required property var marks
    required property var hits
    required property var currentHit
    required property var links
    property int pageCount: 0

    signal pictureWanted(int widthPx)
    signal linkActivated(string address)

    readonly property int widthPx: Math.round(width * Screen.devicePixelRatio)

    component Boxes: Repeater {
        id: boxes

        required property color fill
        property int line: 0

        delegate: Rectangle {
            required property var modelData

            x: modelData.left * page.width - 1
            y: modelData.top * page.height - 1
            width: modelData.width * page.width + 2
            height: modelData.height * page.height + 2
            radius: 2
            color: boxes.fill
            border.width: boxes.line
            border.color: Theme.warn
        }
    }

    height: width * pageHeight / pageWidth
    color: Theme.paper
    border.width: 1
    border.color: Theme.line
    onWidthPxChanged: page.pictureWanted(widthPx)
    Component.onCompleted: page.pictureWanted(widthPx)
    Accessible.role: Accessible.Graphic
    Accessible.name: marks.length > 0 ? qsTr("Page %1 of %2, with the passage").arg(number).arg(pageCount) : qsTr("Page %1 of %2").arg(number).arg(pageCount)
    Accessible.description: words

    Image {
        anchors.fill: parent
        anchors.margins: 1
        source: page.picture
        cache: false
        smooth: true
        Accessible.ignored: true
    }
    Text {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.min(120, parent.height / 3)
        visible: page.picture === ""
        text: qsTr("Page %1 is being drawn…").arg(page.number)
        textFormat: Text.PlainText
        color: Theme.paperMute
        font.family: Theme.fontBody
        font.pixelSize: Theme.textLabel
        Accessible.ignored: true
    }
    Boxes {
        model: page.marks
        fill: Theme.faded(Theme.accent, 0.28)
    }
    Boxes {
        model: page.hits
        fill: Theme.faded(Theme.warn, 0.22)
    }
    Boxes {
        model: page.currentHit
        fill: Theme.faded(Theme.warn, 0.35)
        line: 2
    }
    Repeater {
        model: page.links

        delegate: T.AbstractButton {
            id: link

            required property var modelData

            x: modelData.left * page.width
            y: modelData.top * page.height
            width: modelData.width * page.width
            height: modelData.height * page.height
            focusPolicy: Qt.StrongFocus
            text: qsTr("Link to %1").arg(modelData.address)
            Accessible.role: Accessible.Link
            Accessible.name: text
            Accessible.onPressAction: link.clicked()
            Keys.onReturnPressed: link.clicked()
            Keys.onEnterPressed: link.clicked()
            onClicked: page.linkActivated(modelData.address)

            background: FocusRing {
                shown: link.visualFocus
                around: 2
            }
            HoverHandler {
                cursorShape: Qt.PointingHandCursor
            }
        }
    }
}
