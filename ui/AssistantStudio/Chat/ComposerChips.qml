pragma ComponentBehavior: Bound

import QtQuick
import AssistantStudio.ViewModels

/** What is attached to the message that is being written. */
Flow {
    id: chips

    required property AttachmentsViewModel attachments

    spacing: 6
    visible: attachments.count > 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Attached to your message")

    Repeater {
        model: chips.attachments.model

        AttachmentChip {
            required property string key
            required detail
            required reading
            required textual

            removable: true
            onRemoveRequested: chips.attachments.remove(key)
            onTextRequested: chips.attachments.pasteAsText(key)
        }
    }
}
