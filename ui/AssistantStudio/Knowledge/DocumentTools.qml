pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Finding a file among many: words of its name, the states to show, the order. */
ColumnLayout {
    id: tools

    required property DocumentsList documents
    required property int total

    readonly property var orders: [
        {
            value: "added",
            text: qsTr("Order added")
        },
        {
            value: "name",
            text: qsTr("Name")
        },
        {
            value: "size",
            text: qsTr("Largest first")
        },
        {
            value: "passages",
            text: qsTr("Most passages first")
        }
    ]
    readonly property string orderText: orders.find(order => order.value === documents.order)?.text ?? ""

    spacing: 8

    RowLayout {
        Layout.fillWidth: true
        spacing: 8

        TextInputField {
            id: search

            Layout.fillWidth: true
            name: qsTr("Find a file")
            placeholderText: name
            iconName: "search"
            onTextChanged: tools.documents.words = text
            rightPadding: 38

            IconButton {
                anchors.right: parent.right
                anchors.rightMargin: 5
                anchors.verticalCenter: parent.verticalCenter
                implicitWidth: 28
                implicitHeight: 28
                visible: search.text !== ""
                iconName: "x"
                iconSize: 14
                text: qsTr("Show all files again")
                onClicked: {
                    search.clear();
                    search.forceActiveFocus(Qt.OtherFocusReason);
                }
            }
        }
        AppButton {
            id: order

            kind: "ghost"
            iconName: "chevron-down"
            text: tools.orderText
            Accessible.name: qsTr("Sorted by: %1").arg(tools.orderText)
            onClicked: {
                menu.active = true;
                (menu.item as AppMenu).popup(order, 0, order.height + 4);
            }

            Loader {
                id: menu

                active: false
                sourceComponent: Component {
                    AppMenu {
                        title: qsTr("Order")

                        Repeater {
                            model: tools.orders
                            delegate: AppMenuItem {
                                required property var modelData

                                text: modelData.text
                                checkable: true
                                checked: tools.documents.order === modelData.value
                                onTriggered: tools.documents.order = modelData.value
                            }
                        }
                    }
                }
            }
        }
    }
    SegmentedChoice {
        Layout.fillWidth: true
        name: qsTr("Files to show")
        keys: ["all", "attention", "working", "ready"]
        words: [qsTr("All %1").arg(tools.total), qsTr("To look at %1").arg(tools.documents.attentionCount), qsTr("In work %1").arg(tools.documents.workingCount), qsTr("Ready")]
        current: tools.documents.kind
        onChosen: key => tools.documents.kind = key
    }
}
