import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls

/** The library before there is anything in it. */
ColumnLayout {
    id: empty

    required property bool canBringBack

    signal templatesWanted
    signal newWanted

    spacing: 16

    EmptyState {
        Layout.fillWidth: true
        iconName: "layout-grid"
        title: qsTr("No assistant is here yet")
        help: empty.canBringBack ? qsTr("Begin with a template, make one of your own, or drop your files here. What you deleted can be brought back for 30 days: see “Deleted” above.") : qsTr("Begin with a template, make one of your own, or drop your files here and ask about them.")
    }
    RowLayout {
        Layout.alignment: Qt.AlignHCenter
        spacing: 10

        AppButton {
            text: qsTr("Start from a template")
            kind: "primary"
            onClicked: empty.templatesWanted()
        }
        AppButton {
            text: qsTr("Start with a blank one")
            onClicked: empty.newWanted()
        }
    }
}
