import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Asks before a link is opened, and shows the whole address first. */
Sheet {
    id: dialog

    /** Scheme, host and rest of the address, all ASCII. */
    property list<string> parts: ["", "", ""]
    /** Whether a document leads there, not an answer. */
    property bool fromDocument: false
    readonly property string address: parts.join("")
    readonly property bool isMail: parts[0] === "mailto:"

    signal copyRequested(string text)

    function escaped(text: string): string {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
    }

    title: isMail ? qsTr("Write to this address?") : qsTr("Open this link?")
    width: Math.min(480, parent ? parent.width - 40 : 480)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    onOpened: no.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: 12
        Accessible.role: Accessible.Dialog
        Accessible.name: dialog.title
        Accessible.description: dialog.address

        AppText {
            Layout.fillWidth: true
            text: dialog.title
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            wrapMode: Text.Wrap
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Math.min(whole.implicitHeight, 160) + 22
            radius: Theme.radiusField
            color: Theme.code
            border.width: 1
            border.color: Theme.line

            Flickable {
                anchors.fill: parent
                anchors.margins: 11
                contentHeight: whole.implicitHeight
                clip: true
                boundsBehavior: Flickable.StopAtBounds

                Text {
                    id: whole

                    width: parent.width
                    text: `<span style="color:${Theme.mute}">${dialog.escaped(dialog.parts[0])}</span><b>${dialog.escaped(dialog.parts[1])}</b><span style="color:${Theme.mute}">${dialog.escaped(dialog.parts[2])}</span>`
                    textFormat: Text.RichText
                    wrapMode: Text.WrapAnywhere
                    color: Theme.ink
                    font.family: Theme.fontMono
                    font.pixelSize: Theme.textLabel
                    font.features: {
                        "calt": 0,
                        "liga": 0
                    }
                    Accessible.role: Accessible.StaticText
                    Accessible.name: dialog.address
                }
            }
        }
        AppText {
            Layout.fillWidth: true
            text: dialog.isMail ? qsTr("Your mail program opens; nothing is sent by itself.") : dialog.fromDocument ? qsTr("It stands in the document and comes from whoever made that. Your browser opens it, and %1 will see that you came.").arg(dialog.parts[1]) : qsTr("It comes from the answer, not from you. Your browser opens it, and %1 will see that you came.").arg(dialog.parts[1])
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            lineHeight: 1.35
            wrapMode: Text.Wrap
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 6
            spacing: 10

            AppButton {
                Layout.leftMargin: -12
                kind: "ghost"
                text: qsTr("Copy the address")
                onClicked: {
                    dialog.copyRequested(dialog.address);
                    dialog.reject();
                }
            }
            Item {
                Layout.fillWidth: true
            }
            AppButton {
                id: no

                text: qsTr("Cancel")
                onClicked: dialog.reject()
            }
            AppButton {
                iconName: "external-link"
                text: dialog.isMail ? qsTr("Open mail") : qsTr("Open link")
                onClicked: dialog.accept()
            }
        }
    }
}
