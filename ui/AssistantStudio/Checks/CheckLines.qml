import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.ViewModels

/** A field of the check's form that takes one entry in each line. */
ColumnLayout {
    id: lines

    required property CheckForm form
    /** The form's property that is written here. */
    required property string fieldName
    required property string shown
    required property string title
    property string placeholder: ""
    property real fieldHeight: 58

    function takeFocus(): void {
        area.textArea.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: 6

    SectionLabel {
        text: lines.title
        shout: false
        Accessible.ignored: true
    }
    TextAreaField {
        id: area

        Layout.fillWidth: true
        name: lines.title
        placeholderText: lines.placeholder
        minimumHeight: lines.fieldHeight
        maximumHeight: 160
        onTextEdited: lines.form.write(lines.fieldName, text)

        // A binding would be gone with the first letter.
        Binding {
            target: area
            property: "text"
            value: lines.shown
            when: area.text !== lines.shown
            restoreMode: Binding.RestoreNone
        }
    }
}
