import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** A document of a bundle: what it is called, and ways to look into it. */
RowLayout {
    id: row

    required property var modelData
    required property int index

    signal readRequested
    signal copyRequested

    spacing: 8
    Accessible.role: Accessible.ListItem
    Accessible.name: modelData.name

    Icon {
        name: "file-text"
        size: 16
        color: Theme.mute
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        AppText {
            Layout.fillWidth: true
            text: row.modelData.name
            font.pixelSize: Theme.textLabel
            elide: Text.ElideMiddle
        }
        AppText {
            Layout.fillWidth: true
            text: row.modelData.about === "" ? row.modelData.size : qsTr("%1 · %2").arg(row.modelData.size).arg(row.modelData.about)
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            elide: Text.ElideRight
        }
    }
    AppButton {
        kind: "ghost"
        text: qsTr("Look inside")
        Accessible.name: qsTr("Look inside %1").arg(row.modelData.name)
        onClicked: row.readRequested()
    }
    IconButton {
        enabled: row.modelData.withFile
        opacity: enabled ? 1 : 0.4
        iconName: "download"
        text: qsTr("Save a copy of %1").arg(row.modelData.name)
        onClicked: row.copyRequested()
    }
}
