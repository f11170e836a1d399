pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A block of rich text that can be selected, with its citations drawn over their places. */
Item {
    id: block

    required property string markup
    property bool growing: false
    property int selectedSource: 0
    property alias font: text.font
    property alias color: text.color
    /** What the text would like to be as wide as; wider than the block only where it cannot wrap. */
    readonly property real contentWidth: text.contentWidth
    readonly property bool hasLinks: /href="(?:http|mailto)/.test(markup)

    signal sourceActivated(int number)
    signal linkActivated(string address)
    signal quoteRequested(string text)

    /** Where each citation stands: its number and place. */
    property list<var> citations: []

    function addresses(): list<string> {
        const found = [];
        const links = /href="((?:http|mailto)[^"]*)"/g;
        for (let link = links.exec(markup); link !== null; link = links.exec(markup)) {
            found.push(link[1].replace(/&#x27;/g, "'").replace(/&amp;/g, "&"));
        }
        return found;
    }

    function locate(): void {
        const found = [];
        if (markup.includes('href="source:')) {
            const plain = text.getText(0, text.length);
            const marks = /\u2063\u00a0\u00a0\[(\d+)\]\u00a0\u2063/g;
            for (let mark = marks.exec(plain); mark !== null; mark = marks.exec(plain)) {
                const from = text.positionToRectangle(mark.index + 1);
                const to = text.positionToRectangle(mark.index + mark[0].length - 1);
                found.push({
                    number: Number(mark[1]),
                    x: (from.x + to.x) / 2 + 2,
                    y: from.y + from.height / 2
                });
            }
        }
        if (found.length > 0 || citations.length > 0) {
            citations = found;
        }
    }

    implicitHeight: text.implicitHeight
    implicitWidth: text.implicitWidth

    TextEdit {
        id: text

        property int chosenLink: 0
        readonly property list<string> links: block.hasLinks ? block.addresses() : []

        width: block.width
        text: block.markup
        textFormat: TextEdit.RichText
        wrapMode: TextEdit.Wrap
        readOnly: true
        selectByMouse: true
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        color: Theme.ink
        font.family: Theme.fontBody
        font.pixelSize: Theme.textBody
        // No ligatures: code says exactly what is typed.
        font.features: {
            "calt": 0,
            "liga": 0
        }
        activeFocusOnTab: block.hasLinks
        Accessible.role: Accessible.StaticText
        Accessible.name: block.growing ? "" : text.getText(0, text.length).replace(/[\u2060\u2063]/g, "")
        Accessible.description: block.hasLinks ? qsTr("Holds links; Enter opens the first, the arrow keys choose another.") : ""

        onContentSizeChanged: block.locate()
        onTextChanged: block.locate()
        onWidthChanged: block.locate()
        onLinkActivated: link => {
            if (!link.startsWith("source:")) {
                block.linkActivated(link);
            }
        }
        Keys.onReturnPressed: block.linkActivated(text.links[text.chosenLink])
        Keys.onEnterPressed: block.linkActivated(text.links[text.chosenLink])
        Keys.onRightPressed: chosenLink = Math.min(chosenLink + 1, links.length - 1)
        Keys.onLeftPressed: chosenLink = Math.max(chosenLink - 1, 0)

        HoverHandler {
            cursorShape: text.hoveredLink === "" ? Qt.IBeamCursor : Qt.PointingHandCursor
        }
        FocusRing {
            shown: text.activeFocus && block.hasLinks && !text.selectedText
            around: 4
        }
        Loader {
            id: quote

            readonly property rect place: active ? text.positionToRectangle(text.selectionEnd) : Qt.rect(0, 0, 0, 0)

            // Under the end of what is selected; the menu of the answer is the keyboard's way.
            active: text.selectedText.trim() !== "" && !block.growing
            x: Math.max(0, Math.min(place.x - width / 2, block.width - width))
            y: place.y + place.height + 4
            z: 1
            sourceComponent: AppButton {
                implicitHeight: 28
                iconName: "quote"
                // Taking the focus would take the selection away.
                focusPolicy: Qt.NoFocus
                text: qsTr("Quote")
                Accessible.name: qsTr("Quote the selection in your message")
                onClicked: block.quoteRequested(text.selectedText)
            }
        }
        AppToolTip {
            shown: text.activeFocus && text.links.length > 0 && !text.selectedText
            text: text.links[text.chosenLink] ?? ""
        }
        Rectangle {
            id: caret

            readonly property rect place: block.growing && text.contentHeight > 0 ? text.positionToRectangle(text.length) : Qt.rect(0, 0, 0, 0)

            visible: block.growing
            x: place.x + 2
            y: place.y + (place.height - height) / 2
            width: 7
            height: 16
            color: Theme.ink

            Timer {
                interval: 530
                repeat: true
                running: block.growing && Theme.motion > 0
                onTriggered: caret.opacity = 1 - caret.opacity
            }
        }
    }
    Repeater {
        model: block.citations.length

        CitationChip {
            required property int index
            readonly property var place: block.citations[index] ?? {
                number: 0,
                x: 0,
                y: 0
            }

            x: Math.round(place.x - width / 2)
            y: Math.round(place.y - height / 2)
            number: place.number
            selected: number === block.selectedSource
            onClicked: block.sourceActivated(number)
        }
    }
}
