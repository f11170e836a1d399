pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** How things stand: the language model, that nothing leaves the computer, and the colours. */
ColumnLayout {
    id: footer

    required property AppViewModel app

    spacing: 0

    Separator {
        Layout.fillWidth: true
        Layout.bottomMargin: 6
    }
    SideEntry {
        Layout.fillWidth: true
        text: qsTr("Settings")
        iconName: "settings"
        current: footer.app.page === "settings"
        onClicked: footer.app.openSettings()
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.leftMargin: 8
        spacing: 6

        Rectangle {
            implicitWidth: 7
            implicitHeight: 7
            radius: 3.5
            color: footer.app.modelState === "ready" ? Theme.good : Theme.mute
        }
        AppText {
            Layout.fillWidth: true
            text: footer.app.modelStatus
            color: Theme.mute
            font.pixelSize: Theme.textSmall
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        ThemeButton {
            app: footer.app
        }
    }
    AppText {
        Layout.fillWidth: true
        Layout.leftMargin: 8
        Layout.bottomMargin: 2
        // What can be done comes first where a low window has no room for both.
        visible: Window.height === 0 || Window.height >= Theme.scaled(330)
        text: qsTr("Offline — nothing leaves this computer")
        color: Theme.mute
        font.pixelSize: Theme.textSmall
        wrapMode: Text.Wrap
        maximumLineCount: 2
        elide: Text.ElideRight
    }
}
