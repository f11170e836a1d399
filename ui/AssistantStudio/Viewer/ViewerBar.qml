import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Which document is shown, on which page and how large, and the ways out of it. */
Item {
    id: bar

    required property ViewerViewModel viewer
    required property PagesView pages

    signal closeRequested

    function focusClose(): void {
        close.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: rows.implicitHeight + 20

    ColumnLayout {
        id: rows

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: 18
        anchors.rightMargin: 14
        anchors.verticalCenter: parent.verticalCenter
        spacing: 4

        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            AppText {
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth + 1
                text: bar.viewer.title
                font.pixelSize: Theme.textHeading
                font.weight: Theme.weightStrong
                elide: Text.ElideMiddle
                Accessible.role: Accessible.Heading
            }
            Pill {
                visible: bar.viewer.hasPassage
                interactive: true
                kind: "accent"
                text: bar.viewer.place === "" ? qsTr("Back to the passage") : bar.viewer.place
                Accessible.name: qsTr("Back to the passage: %1").arg(bar.viewer.place)
                onClicked: bar.viewer.showPassage()
            }
            Item {
                Layout.fillWidth: true
            }
            IconButton {
                visible: bar.viewer.hasPassage
                iconName: "copy"
                text: qsTr("Copy the passage")
                onClicked: bar.viewer.copyPassage()
            }
            IconButton {
                visible: bar.viewer.canOpenOutside
                iconName: "external-link"
                text: qsTr("Open with the system's program")
                onClicked: bar.viewer.openOutside()
            }
            IconButton {
                id: close

                iconName: "x"
                text: qsTr("Close the document")
                onClicked: bar.closeRequested()
            }
        }
        RowLayout {
            visible: bar.viewer.paged
            spacing: 4

            IconButton {
                iconName: "chevron-up"
                text: qsTr("Page before")
                enabled: bar.pages.page > 1
                onClicked: bar.pages.go(bar.pages.page - 2, 0)
            }
            IconButton {
                iconName: "chevron-down"
                text: qsTr("Next page")
                enabled: bar.pages.page < bar.viewer.pageCount
                onClicked: bar.pages.go(bar.pages.page, 0)
            }
            AppText {
                Layout.leftMargin: 4
                Layout.rightMargin: 12
                text: qsTr("Page %1 of %2").arg(bar.pages.page).arg(bar.viewer.pageCount)
                color: Theme.mute
                font.pixelSize: Theme.textLabel
            }
            IconButton {
                iconName: "minus"
                text: qsTr("Smaller")
                onClicked: bar.pages.zoomBy(-1)
            }
            AppText {
                text: qsTr("%1 %").arg(Math.round(100 * bar.pages.zoom))
                color: Theme.mute
                font.pixelSize: Theme.textLabel
            }
            IconButton {
                iconName: "plus"
                text: qsTr("Larger")
                onClicked: bar.pages.zoomBy(1)
            }
        }
    }
}
