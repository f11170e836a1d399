pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.Theme

/** One block of an answer, each kind in its own way. */
Loader {
    id: view

    required property string kind
    required property string markup
    required property string code
    required property string language
    required property list<string> parts
    property bool growing: false
    property int selectedSource: 0

    signal sourceActivated(int number)
    signal linkActivated(string address)
    signal copyRequested(string text)
    signal quoteRequested(string text)

    sourceComponent: kind === "code" ? codeBlock : kind === "math" ? mathBlock : kind === "table" ? tableBlock : kind === "quote" ? quoteBlock : kind === "rule" ? ruleBlock : textBlock

    Component {
        id: textBlock

        TextBlock {
            markup: view.markup
            growing: view.growing
            selectedSource: view.selectedSource
            onSourceActivated: number => view.sourceActivated(number)
            onLinkActivated: address => view.linkActivated(address)
            onQuoteRequested: text => view.quoteRequested(text)
        }
    }
    Component {
        id: quoteBlock

        QuoteBlock {
            markup: view.markup
            growing: view.growing
            selectedSource: view.selectedSource
            onSourceActivated: number => view.sourceActivated(number)
            onLinkActivated: address => view.linkActivated(address)
            onQuoteRequested: text => view.quoteRequested(text)
        }
    }
    Component {
        id: tableBlock

        TableBlock {
            markup: view.markup
            selectedSource: view.selectedSource
            onSourceActivated: number => view.sourceActivated(number)
            onLinkActivated: address => view.linkActivated(address)
            onQuoteRequested: text => view.quoteRequested(text)
        }
    }
    Component {
        id: codeBlock

        CodeBlock {
            parts: view.parts
            plain: view.code
            language: view.language
            onCopyRequested: text => view.copyRequested(text)
        }
    }
    Component {
        id: mathBlock

        MathBlock {
            latex: view.code
            growing: view.growing
            onCopyRequested: text => view.copyRequested(text)
        }
    }
    Component {
        id: ruleBlock

        Item {
            implicitHeight: 9

            Rectangle {
                y: 4
                width: parent.width
                height: 1
                color: Theme.lineStrong
            }
        }
    }
}
