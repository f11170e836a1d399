pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** Every document of a bundle, each to be looked into before anything is taken in. */
Card {
    id: card

    required property BundleImport bundles

    signal copyRequested(int row, string name)

    visible: list.count > 0

    SectionLabel {
        text: qsTr("Its documents (%1)").arg(list.count)
    }
    ListView {
        id: list

        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, 320)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        spacing: 4
        model: card.bundles.documents
        ScrollBar.vertical: AppScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Its documents")
        delegate: DocumentRow {
            width: ListView.view.width - 14
            onReadRequested: card.bundles.readText(index)
            onCopyRequested: card.copyRequested(index, modelData.name)
        }
    }
}
