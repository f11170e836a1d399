pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Finding an assistant among many: words to search for, the order, and those used last. */
ColumnLayout {
    id: tools

    required property LibraryModel assistants

    signal downPressed
    signal firstWanted
    signal opened(string id)

    readonly property var orders: [
        {
            value: "used",
            text: qsTr("Last used")
        },
        {
            value: "name",
            text: qsTr("Name")
        },
        {
            value: "newest",
            text: qsTr("Newest")
        }
    ]
    readonly property string orderText: orders.find(order => order.value === assistants.sort)?.text ?? ""

    function focusSearch(): void {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    spacing: 12

    RowLayout {
        Layout.fillWidth: true
        spacing: 12

        TextInputField {
            id: search

            Layout.fillWidth: true
            Layout.minimumWidth: Theme.scaled(80)
            Layout.maximumWidth: 420
            Layout.horizontalStretchFactor: 100
            name: qsTr("Search the library")
            placeholderText: qsTr("Search by name, tagline or tag")
            rightPadding: 38
            onTextChanged: tools.assistants.filter = text
            onAccepted: tools.firstWanted()
            Keys.onEscapePressed: text = ""
            Keys.onDownPressed: tools.downPressed()

            IconButton {
                anchors.right: parent.right
                anchors.rightMargin: 5
                anchors.verticalCenter: parent.verticalCenter
                implicitWidth: 28
                implicitHeight: 28
                visible: search.text !== ""
                iconName: "x"
                iconSize: 14
                text: qsTr("Clear the library's search")
                onClicked: {
                    search.clear();
                    search.forceActiveFocus(Qt.OtherFocusReason);
                }
            }
        }
        Item {
            Layout.fillWidth: true
            Layout.horizontalStretchFactor: 1
        }
        AppText {
            visible: tools.width > Theme.scaled(430)
            text: tools.assistants.filter.trim() === "" ? qsTr("%n assistants", "", tools.assistants.total) : qsTr("%1 of %2").arg(tools.assistants.found).arg(tools.assistants.total)
            color: Theme.mute
            font.pixelSize: Theme.textLabel
        }
        AppButton {
            id: order

            kind: "ghost"
            iconName: "chevron-down"
            text: tools.orderText
            Accessible.name: qsTr("Sorted by: %1").arg(tools.orderText)
            onClicked: orderMenu.popup(order, 0, order.height + 4)

            AppMenu {
                id: orderMenu

                title: qsTr("Order")

                Repeater {
                    model: tools.orders
                    delegate: AppMenuItem {
                        required property var modelData

                        text: modelData.text
                        checkable: true
                        checked: tools.assistants.sort === modelData.value
                        onTriggered: tools.assistants.sort = modelData.value
                    }
                }
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        visible: tools.assistants.recent.length > 0
        spacing: 8

        SectionLabel {
            text: qsTr("Recent")
        }
        Repeater {
            model: tools.assistants.recent
            delegate: RecentButton {
                required property var modelData

                // As wide as its name where there is room, and narrower where there is not.
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
                Layout.horizontalStretchFactor: 100
                text: modelData.name
                letter: modelData.letter
                base: modelData.color
                onClicked: tools.opened(modelData.key)
            }
        }
        Item {
            Layout.fillWidth: true
            Layout.horizontalStretchFactor: 1
        }
    }
}
