import QtQuick
import QtQuick.Layouts
import AssistantStudio.Theme

/** What a person should know, where it belongs: the sentence, the next step, and perhaps a way there.
 * `kind` is "info", "good", "warn" or "bad". */
Rectangle {
    id: message

    property string kind: "info"
    property string text: ""
    property string hint: ""
    property string actionText: ""
    property bool closable: false
    property string closeText: qsTr("Close this message")

    signal actionClicked
    signal closed

    readonly property color foreground: kind === "warn" ? Theme.warn : kind === "bad" ? Theme.bad : kind === "good" ? Theme.good : Theme.accent

    implicitHeight: row.implicitHeight + 20
    implicitWidth: 320
    radius: Theme.radiusBox
    color: kind === "warn" ? Theme.warnBg : kind === "bad" ? Theme.badBg : Theme.tint
    visible: text !== ""
    Accessible.role: kind === "info" || kind === "good" ? Accessible.StaticText : Accessible.AlertMessage
    Accessible.name: text + (hint === "" ? "" : " " + hint)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 14
        anchors.rightMargin: 10
        spacing: 10

        Icon {
            Layout.alignment: words.implicitHeight > 28 ? Qt.AlignTop : Qt.AlignVCenter
            Layout.topMargin: words.implicitHeight > 28 ? 1 : 0
            name: message.kind === "bad" ? "circle-alert" : message.kind === "warn" ? "triangle-alert" : message.kind === "good" ? "check" : "info"
            color: message.foreground
            size: 17
        }
        ColumnLayout {
            id: words

            Layout.fillWidth: true
            spacing: 2

            Text {
                Layout.fillWidth: true
                text: message.text
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: message.foreground
                font.family: Theme.fontBody
                font.pixelSize: Theme.textLabel
                font.weight: Theme.weightMedium
                lineHeight: 1.3
                Accessible.ignored: true
            }
            Text {
                Layout.fillWidth: true
                visible: text !== ""
                text: message.hint
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.ink
                font.family: Theme.fontBody
                font.pixelSize: Theme.textLabel
                lineHeight: 1.3
                Accessible.ignored: true
            }
        }
        AppButton {
            visible: message.actionText !== ""
            text: message.actionText
            onClicked: message.actionClicked()
        }
        IconButton {
            Layout.alignment: words.implicitHeight > 28 ? Qt.AlignTop : Qt.AlignVCenter
            visible: message.closable
            iconName: "x"
            iconSize: 16
            implicitWidth: 26
            implicitHeight: 26
            text: message.closeText
            onClicked: message.closed()
        }
    }
}
