pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import AssistantStudio.Controls
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** Who the assistant is: avatar, name, tagline. */
ColumnLayout {
    id: profile

    required property AssistantDraft draft

    spacing: 14

    RowLayout {
        Layout.fillWidth: true
        spacing: 18

        Avatar {
            Layout.alignment: Qt.AlignTop
            letter: profile.draft.shownLetter
            base: profile.draft.avatarColor
            picture: profile.draft.avatarPicture
            size: 64
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 8

            DraftTextField {
                Layout.fillWidth: true
                draft: profile.draft
                fieldName: "name"
                name: qsTr("Name")
                maximumLength: 200
                placeholderText: qsTr("Name, such as Contract Reader")
                text: profile.draft.name
                error: profile.draft.nameError
                font.weight: Theme.weightStrong
                focus: true
                onTextEdited: profile.draft.name = text
            }
            FieldError {
                text: profile.draft.nameError
            }
            DraftTextField {
                Layout.fillWidth: true
                draft: profile.draft
                fieldName: "tagline"
                name: qsTr("Tagline")
                maximumLength: 1000
                placeholderText: qsTr("What it does, in one line")
                text: profile.draft.tagline
                error: profile.draft.taglineError
                onTextEdited: profile.draft.tagline = text
            }
            FieldError {
                text: profile.draft.taglineError
            }
        }
    }
    Flow {
        Layout.fillWidth: true
        Layout.leftMargin: 82
        spacing: 8

        Repeater {
            model: profile.draft.avatarPicture === "" ? profile.draft.colors : []
            delegate: ColorDot {
                required property int index

                place: index + 1
                chosen: base === profile.draft.avatarColor
                onClicked: profile.draft.avatarColor = base
            }
        }
        Row {
            visible: profile.draft.avatarPicture === ""
            leftPadding: 8
            spacing: 10

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Letter")
                color: Theme.mute
                font.pixelSize: Theme.textSmall
                Accessible.ignored: true
            }
            DraftTextField {
                width: 52
                draft: profile.draft
                fieldName: "avatar"
                implicitHeight: 32
                name: qsTr("Letter of the avatar")
                placeholderText: profile.draft.shownLetter
                maximumLength: 2
                horizontalAlignment: TextInput.AlignHCenter
                text: profile.draft.avatarLetter
                onTextEdited: profile.draft.avatarLetter = text
            }
        }
        AvatarPicture {
            draft: profile.draft
        }
    }
}
