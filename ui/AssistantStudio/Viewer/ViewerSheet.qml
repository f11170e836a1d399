pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Chat
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** A document over the whole window: its pages or its text, with a passage pointed out. */
Sheet {
    id: sheet

    required property ViewerViewModel viewer

    function handle(event: KeyEvent): void {
        const ctrl = event.modifiers & Qt.ControlModifier;
        if (event.matches(StandardKey.Find)) {
            find.begin();
        } else if (event.matches(StandardKey.FindNext)) {
            sheet.viewer.step(1);
        } else if (event.matches(StandardKey.FindPrevious)) {
            sheet.viewer.step(-1);
        } else if (event.matches(StandardKey.ZoomIn) || (ctrl && event.key === Qt.Key_Equal)) {
            pages.zoomBy(1);
        } else if (event.matches(StandardKey.ZoomOut)) {
            pages.zoomBy(-1);
        } else if (ctrl && event.key === Qt.Key_0) {
            pages.zoom = 1;
        } else if (event.key === Qt.Key_PageDown || event.key === Qt.Key_PageUp) {
            body.scroll(event.key === Qt.Key_PageDown ? 0.9 : -0.9);
        } else if (event.key === Qt.Key_Down || event.key === Qt.Key_Up) {
            body.scroll(event.key === Qt.Key_Down ? 0.1 : -0.1);
        } else if (event.key === Qt.Key_Home || event.key === Qt.Key_End) {
            body.jump(event.key === Qt.Key_End);
        } else {
            return;
        }
        event.accepted = true;
    }

    title: viewer.title
    width: parent ? parent.width - 48 : 900
    height: parent ? parent.height - 48 : 700
    padding: 0
    onOpened: bar.focusClose()
    onClosed: sheet.viewer.close()

    contentItem: FocusScope {
        id: body

        function scroll(share: real): void {
            if (sheet.viewer.paged) {
                pages.scroll(share);
            } else {
                text.scroll(share);
            }
        }
        function jump(toEnd: bool): void {
            if (sheet.viewer.paged) {
                pages.jump(toEnd);
            } else {
                text.jump(toEnd);
            }
        }

        focus: true
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title
        Keys.onPressed: event => sheet.handle(event)

        ColumnLayout {
            anchors.fill: parent
            spacing: 0

            ViewerBar {
                id: bar

                Layout.fillWidth: true
                viewer: sheet.viewer
                pages: pages
                onCloseRequested: sheet.close()
            }
            FindBar {
                id: find

                Layout.fillWidth: true
                viewer: sheet.viewer
            }
            InlineMessage {
                Layout.fillWidth: true
                Layout.leftMargin: 18
                Layout.rightMargin: 18
                Layout.bottomMargin: 10
                kind: "warn"
                text: sheet.viewer.note
                hint: sheet.viewer.noteHint
            }
            Separator {
                Layout.fillWidth: true
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true

                PagesView {
                    id: pages

                    anchors.fill: parent
                    visible: sheet.viewer.paged
                    viewer: sheet.viewer
                    onLinkActivated: address => sheet.askAbout(address)
                }
                TextView {
                    id: text

                    anchors.fill: parent
                    visible: !sheet.viewer.paged
                    viewer: sheet.viewer
                }
                AppText {
                    anchors.centerIn: parent
                    visible: sheet.viewer.busy
                    text: qsTr("Opening…")
                    color: Theme.mute
                }
            }
        }
    }

    function askAbout(address: string): void {
        const parts = tools.addressParts(address);
        if (parts.length === 3) {
            links.active = true;
            const dialog = links.item as LinkDialog;
            dialog.parts = parts;
            dialog.open();
        }
    }

    ReplyTools {
        id: tools
    }
    Loader {
        id: links

        active: false
        sourceComponent: Component {
            LinkDialog {
                fromDocument: true
                onAccepted: tools.open(address)
                onCopyRequested: text => tools.copy(text)
            }
        }
    }
}
