pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** What fits, under its headings; the field above holds the focus and moves the choice. */
ListView {
    id: list

    required property PaletteModel found

    signal chosen(int place)

    function step(distance: int): void {
        if (count > 0) {
            currentIndex = (currentIndex + distance + count) % count;
        }
    }
    function moveWithin(distance: int): void {
        currentIndex = Math.max(0, Math.min(count - 1, currentIndex + distance));
    }
    function say(): void {
        if (currentItem) {
            list.Accessible.announce((currentItem as PaletteItem).name, Accessible.Polite);
        }
    }

    model: found
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height
    // Rows beyond the view would be made by and by, while the next key changes what there is.
    cacheBuffer: 0
    currentIndex: 0
    // Quick keys must not wait for a movement.
    highlightMoveDuration: 0
    activeFocusOnTab: false
    section.property: "kind"
    section.delegate: PaletteHeading {}
    T.ScrollBar.vertical: AppScrollBar {}
    Accessible.role: Accessible.List
    Accessible.name: qsTr("What fits")
    onCurrentItemChanged: Qt.callLater(say)

    delegate: PaletteItem {
        required property string color

        avatarColor: color === "" ? "transparent" : color
        onClicked: list.chosen(index)
    }
}
