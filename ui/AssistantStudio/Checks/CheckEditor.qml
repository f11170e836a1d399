pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Where a check is written: the question, and what a good answer to it is. */
Rectangle {
    id: editor

    required property CheckForm form
    /** Names of the assistant's documents, to choose from. */
    property list<string> documents: []

    signal kept
    signal cancelled

    function takeFocus(): void {
        question.takeFocus();
    }

    implicitHeight: column.implicitHeight + 36
    implicitWidth: 400
    radius: Theme.radiusBox
    color: Theme.panel
    border.width: 1
    border.color: Theme.accent
    Accessible.role: Accessible.Grouping
    Accessible.name: form.key === "" ? qsTr("A new check") : qsTr("Change a check")
    Keys.onEscapePressed: editor.cancelled()

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 18
        spacing: 14

        CheckLines {
            id: question

            Layout.fillWidth: true
            form: editor.form
            fieldName: "question"
            shown: editor.form.question
            title: qsTr("Question")
            placeholder: qsTr("What to ask, as a person would")
        }
        GridLayout {
            Layout.fillWidth: true
            columns: width > 460 ? 2 : 1
            columnSpacing: 14
            rowSpacing: 14

            CheckLines {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                form: editor.form
                fieldName: "mustHold"
                shown: editor.form.mustHold
                title: qsTr("The answer holds these words")
                placeholder: qsTr("One phrase in each line; “a | b” is either")
            }
            CheckLines {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                form: editor.form
                fieldName: "mustNotHold"
                shown: editor.form.mustNotHold
                title: qsTr("It does not hold these")
                placeholder: qsTr("One phrase in each line")
            }
            CheckLines {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                form: editor.form
                fieldName: "numbers"
                shown: editor.form.numbers
                title: qsTr("It holds these numbers")
                placeholder: qsTr("One in each line; 1,500 is 1500 too")
            }
            CheckRow {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                text: qsTr("A good answer says that it does not know")
                checked: editor.form.saysUnknown
                onToggled: editor.form.saysUnknown = checked
            }
        }
        CheckSource {
            Layout.fillWidth: true
            form: editor.form
            documents: editor.documents
        }
        InlineMessage {
            Layout.fillWidth: true
            kind: "bad"
            text: editor.form.error
            hint: editor.form.hint
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 10

            Item {
                Layout.fillWidth: true
            }
            AppButton {
                text: qsTr("Cancel")
                onClicked: editor.cancelled()
            }
            AppButton {
                kind: "primary"
                text: editor.form.key === "" ? qsTr("Add check") : qsTr("Keep check")
                onClicked: editor.kept()
            }
        }
    }
}
