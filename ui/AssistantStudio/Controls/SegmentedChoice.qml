pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Theme

/** One of a few, all to be seen side by side; Tab comes to the chosen one, arrow keys go on. */
Item {
    id: choice

    required property string name
    /** What there is to choose from; `words` says it for people, in the same order. */
    required property list<string> keys
    required property list<string> words
    required property string current

    signal chosen(string key)

    function step(by: int) {
        const place = keys.indexOf(current) + by;
        if (place >= 0 && place < keys.length) {
            chosen(keys[place]);
            (buttons.itemAt(place) as Item).forceActiveFocus(Qt.TabFocusReason);
        }
    }

    // Of all side by side: what a Flow says of itself depends on the room that it is given.
    implicitWidth: {
        let all = 0;
        for (let place = 0; place < buttons.count; place++) {
            const item = buttons.itemAt(place) as Item;
            all += item ? item.implicitWidth + (place > 0 ? flow.spacing : 0) : 0;
        }
        return Math.ceil(all);
    }
    implicitHeight: flow.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: name

    Flow {
        id: flow

        width: choice.width
        spacing: 6

        Repeater {
            id: buttons

            model: choice.keys
            delegate: T.AbstractButton {
                id: option

                required property int index
                required property string modelData
                readonly property bool current: choice.current === modelData

                implicitHeight: Theme.controlHeight
                implicitWidth: label.implicitWidth + 26
                text: choice.words[index] ?? ""
                focusPolicy: current ? Qt.StrongFocus : Qt.ClickFocus
                hoverEnabled: true
                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                Accessible.checkable: true
                Accessible.checked: current
                Accessible.onPressAction: option.clicked()
                Keys.onReturnPressed: option.clicked()
                Keys.onEnterPressed: option.clicked()
                Keys.onLeftPressed: choice.step(-1)
                Keys.onUpPressed: choice.step(-1)
                Keys.onRightPressed: choice.step(1)
                Keys.onDownPressed: choice.step(1)
                onClicked: choice.chosen(modelData)

                background: Rectangle {
                    radius: Theme.radius
                    color: option.current ? Theme.tint : option.hovered ? Theme.hover : Theme.panel
                    border.width: option.current ? 2 : 1
                    border.color: option.current ? Theme.accent : Theme.line

                    FocusRing {
                        shown: option.visualFocus
                        around: Theme.radius
                    }
                }
                contentItem: Text {
                    id: label

                    text: option.text
                    textFormat: Text.PlainText
                    color: Theme.ink
                    font.family: Theme.fontBody
                    font.pixelSize: Theme.textLabel
                    font.weight: option.current ? Theme.weightMedium : Theme.weightNormal
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    Accessible.ignored: true
                }
            }
        }
    }
}
