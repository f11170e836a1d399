pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Cuts a square out of a picture: drag it or use the arrow keys, the wheel or the line zooms. */
Sheet {
    id: sheet

    signal kept(string sha256)

    function begin(picture: url): void {
        crop.load(picture);
        sheet.open();
    }

    title: qsTr("Picture of the assistant")
    width: Math.min(440, parent ? parent.width - 40 : 440)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    onOpened: square.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: 12
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        AppText {
            Layout.fillWidth: true
            text: sheet.title
            font.pixelSize: Theme.textHeading
            font.weight: Theme.weightStrong
            Accessible.role: Accessible.Heading
        }
        AppText {
            Layout.fillWidth: true
            visible: crop.problem === ""
            text: crop.busy ? qsTr("Reading the picture…") : qsTr("Drag the picture, or move it with the arrow keys.")
            color: Theme.mute
            font.pixelSize: Theme.textLabel
            wrapMode: Text.Wrap
        }
        InlineMessage {
            Layout.fillWidth: true
            kind: "bad"
            text: crop.problem
            hint: crop.problemHint
        }
        FocusScope {
            id: square

            Layout.alignment: Qt.AlignHCenter
            implicitWidth: 256
            implicitHeight: 256
            visible: crop.ready
            activeFocusOnTab: true
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The square that is cut out; arrow keys move the picture")
            Accessible.focusable: true
            Keys.onLeftPressed: crop.move(12, 0)
            Keys.onRightPressed: crop.move(-12, 0)
            Keys.onUpPressed: crop.move(0, 12)
            Keys.onDownPressed: crop.move(0, -12)
            Keys.onPressed: event => {
                const step = event.key === Qt.Key_Plus || event.key === Qt.Key_Equal ? 0.25 : event.key === Qt.Key_Minus ? -0.25 : 0;
                if (step !== 0) {
                    crop.zoom += step;
                    event.accepted = true;
                }
            }

            AvatarCrop {
                id: crop

                anchors.fill: parent
                onKept: sha256 => {
                    sheet.kept(sha256);
                    sheet.close();
                }
            }
            FocusRing {
                shown: square.activeFocus
                around: 256 * 0.32
            }
            DragHandler {
                property point before: Qt.point(0, 0)

                target: null
                onActiveChanged: before = Qt.point(0, 0)
                onActiveTranslationChanged: {
                    crop.move(activeTranslation.x - before.x, activeTranslation.y - before.y);
                    before = Qt.point(activeTranslation.x, activeTranslation.y);
                }
            }
            WheelHandler {
                onWheel: event => crop.zoom += event.angleDelta.y / 600
            }
        }
        AppSlider {
            Layout.fillWidth: true
            visible: crop.ready
            name: qsTr("Zoom")
            from: 1
            to: 5
            stepSize: 0.1
            value: crop.zoom
            valueText: qsTr("%1 times").arg(crop.zoom.toFixed(1))
            onMoved: crop.zoom = value
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 6
            spacing: 10

            Item {
                Layout.fillWidth: true
            }
            AppButton {
                text: crop.problem === "" ? qsTr("Cancel") : qsTr("Close")
                onClicked: sheet.close()
            }
            AppButton {
                text: qsTr("Use this picture")
                kind: "primary"
                visible: crop.problem === ""
                enabled: crop.ready && !crop.busy
                onClicked: crop.keep()
            }
        }
    }
}
