pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** One file in detail: what is known of it, what is hidden in it, and its passages. */
Sheet {
    id: sheet

    function show(key: string): void {
        details.show(key);
        sheet.open();
    }

    title: details.name
    width: Math.min(720, parent ? parent.width - 60 : 720)
    height: Math.min(760, parent ? parent.height - 60 : 760)
    onOpened: close.forceActiveFocus(Qt.TabFocusReason)

    DocumentDetails {
        id: details

        // What stands above the passages has grown, and is what one wants to see first.
        onChanged: Qt.callLater(passages.positionViewAtBeginning)
    }
    contentItem: ColumnLayout {
        spacing: 12
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Details of %1").arg(sheet.title)

        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            AppText {
                Layout.fillWidth: true
                text: sheet.title
                font.pixelSize: Theme.textHeading
                font.weight: Theme.weightStrong
                elide: Text.ElideMiddle
                Accessible.role: Accessible.Heading
            }
            AppButton {
                text: qsTr("Open")
                Accessible.name: qsTr("Open %1").arg(sheet.title)
                onClicked: {
                    sheet.close();
                    details.open();
                }
            }
            AppButton {
                id: close

                text: qsTr("Close")
                onClicked: sheet.close()
            }
        }
        ListView {
            id: passages

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: details.passages
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 200
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Passages")

            ScrollBar.vertical: AppScrollBar {}

            header: ColumnLayout {
                width: passages.width - 12
                spacing: 10

                GridLayout {
                    Layout.fillWidth: true
                    columns: 2
                    columnSpacing: 20
                    rowSpacing: 6

                    Repeater {
                        model: details.facts

                        AppText {
                            required property int index
                            required property string modelData

                            Layout.fillWidth: index % 2 === 1
                            Layout.alignment: Qt.AlignTop
                            text: modelData
                            color: index % 2 === 0 ? Theme.mute : Theme.ink
                            font.pixelSize: Theme.textLabel
                            wrapMode: Text.Wrap
                        }
                    }
                }
                Repeater {
                    model: details.warnings

                    InlineMessage {
                        required property string modelData

                        Layout.fillWidth: true
                        kind: "warn"
                        text: modelData
                    }
                }
                SectionLabel {
                    Layout.topMargin: 6
                    Layout.bottomMargin: 4
                    text: qsTr("Passages")
                    shout: false
                }
            }
            delegate: PassageItem {
                width: passages.width - 12
                onClicked: {
                    sheet.close();
                    details.openAt(key);
                }
                onActiveFocusChanged: if (activeFocus) {
                    passages.positionViewAtIndex(key, ListView.Contain);
                }
            }
        }
    }
}
