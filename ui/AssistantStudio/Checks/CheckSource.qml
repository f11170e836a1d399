pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** The document, and perhaps the page, that a good answer cites. */
ColumnLayout {
    id: source

    required property CheckForm form
    required property list<string> documents

    spacing: 6

    SectionLabel {
        text: qsTr("It cites this document")
        shout: false
        Accessible.ignored: true
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 6

        TextInputField {
            id: document

            Layout.fillWidth: true
            name: qsTr("It cites this document")
            placeholderText: qsTr("None in particular")
            text: source.form.document
            onTextEdited: source.form.write("document", text)
        }
        IconButton {
            visible: source.documents.length > 0
            iconName: "chevron-down"
            text: qsTr("Choose a document")
            onClicked: menu.popup(document, 0, document.height + 4)
        }
        TextInputField {
            Layout.preferredWidth: 84
            name: qsTr("Page of the document")
            placeholderText: qsTr("any page")
            enabled: source.form.document !== ""
            opacity: enabled ? 1 : 0.55
            text: source.form.page
            maximumLength: 5
            onTextEdited: source.form.write("page", text)
        }
    }
    AppMenu {
        id: menu

        title: qsTr("Documents")

        Instantiator {
            model: source.documents
            delegate: AppMenuItem {
                required property string modelData

                text: modelData
                onTriggered: source.form.write("document", modelData)
            }
            onObjectAdded: (place, item) => menu.insertItem(place, item as AppMenuItem)
            onObjectRemoved: (place, item) => menu.removeItem(item as AppMenuItem)
        }
    }
}
