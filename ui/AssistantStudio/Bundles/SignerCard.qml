import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme

/** Who has signed a bundle: in words that can be compared over the telephone, and as a picture. */
Card {
    id: card

    required property var signer

    readonly property bool odd: signer.state === "changed" || signer.state === "broken"

    padding: 16
    border.color: odd ? Theme.bad : Theme.line
    border.width: odd ? 2 : 1

    RowLayout {
        Layout.fillWidth: true
        spacing: 14

        FingerprintPicture {
            visible: card.signer.words !== ""
            cells: card.signer.cells
            hue: card.signer.hue
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 4

            AppText {
                Layout.fillWidth: true
                text: card.signer.title
                color: card.odd ? Theme.bad : Theme.ink
                font.weight: Theme.weightMedium
                wrapMode: Text.Wrap
            }
            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: card.signer.words
                font.family: Theme.fontMono
                font.pixelSize: Theme.textSmall
                wrapMode: Text.Wrap
                Accessible.name: qsTr("Fingerprint: %1").arg(text)
            }
            AppText {
                Layout.fillWidth: true
                visible: card.signer.words !== ""
                text: qsTr("Compare these words with those that the person sees. A signature says who made the file, not that it is good.")
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                wrapMode: Text.Wrap
            }
        }
    }
}
