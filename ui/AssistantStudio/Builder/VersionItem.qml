pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** One version in the history, with what it changed when that is asked for. */
Rectangle {
    id: item

    required property int key
    required property string name
    required property string moment
    required property bool current
    required property HistoryViewModel history
    /** Whether the draft differs from what was saved last. */
    required property bool changed

    readonly property bool open: history.shown === key
    readonly property bool canRestore: !current || changed

    signal restoreRequested
    signal renameRequested

    component Action: AppButton {
        implicitHeight: 28
        leftPadding: 8
        rightPadding: 8
        kind: "ghost"
    }

    implicitHeight: column.implicitHeight + 24
    radius: Theme.radiusBox
    color: Theme.panel
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: name === "" ? qsTr("Version %1").arg(key) : qsTr("Version %1: %2").arg(key).arg(name)
    Accessible.description: moment

    ColumnLayout {
        id: column

        x: 14
        y: 12
        width: item.width - 28
        spacing: 6

        RowLayout {
            Layout.fillWidth: true
            spacing: 8

            AppText {
                text: qsTr("Version %1").arg(item.key)
                font.weight: Theme.weightStrong
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                text: item.name
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Pill {
                visible: item.current
                kind: "accent"
                text: qsTr("current")
            }
            AppText {
                text: item.moment
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                Accessible.ignored: true
            }
        }
        Flow {
            Layout.fillWidth: true
            Layout.leftMargin: -8
            spacing: 2

            Action {
                text: item.open && !item.history.withNow ? qsTr("Hide") : qsTr("What it changed")
                Accessible.name: qsTr("%1, version %2").arg(text).arg(item.key)
                onClicked: item.history.compare(item.open && !item.history.withNow ? 0 : item.key, false)
            }
            Action {
                visible: item.canRestore
                text: item.open && item.history.withNow ? qsTr("Hide") : qsTr("Compare with now")
                Accessible.name: qsTr("%1, version %2").arg(text).arg(item.key)
                onClicked: item.history.compare(item.open && item.history.withNow ? 0 : item.key, true)
            }
            Action {
                text: item.name === "" ? qsTr("Name…") : qsTr("Rename…")
                Accessible.name: qsTr("Name version %1…").arg(item.key)
                onClicked: item.renameRequested()
            }
            Action {
                visible: item.canRestore
                text: qsTr("Restore")
                Accessible.name: qsTr("Restore version %1").arg(item.key)
                onClicked: item.restoreRequested()
            }
        }
        AppText {
            Layout.fillWidth: true
            visible: item.open && text !== ""
            text: item.history.comparisonText
            color: Theme.mute
            font.pixelSize: Theme.textSmall
        }
        Repeater {
            model: item.open ? item.history.changes : null
            delegate: ColumnLayout {
                id: change

                required property string key
                required property string title
                required property string markup
                required property string spoken

                Layout.fillWidth: true
                Layout.topMargin: 4
                spacing: 3
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1. %2").arg(title).arg(spoken)

                AppText {
                    text: change.title
                    color: Theme.mute
                    font.pixelSize: Theme.textSmall
                    font.weight: Theme.weightMedium
                    Accessible.ignored: true
                }
                Text {
                    Layout.fillWidth: true
                    text: change.markup
                    textFormat: Text.RichText
                    wrapMode: Text.Wrap
                    color: Theme.ink
                    font.family: Theme.fontBody
                    font.pixelSize: Theme.textLabel
                    lineHeight: 1.35
                    Accessible.ignored: true
                }
            }
        }
    }
}
