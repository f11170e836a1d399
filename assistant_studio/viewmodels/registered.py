"""Importing this makes every type of the QML module `AssistantStudio.ViewModels` known."""

from assistant_studio.viewmodels import (
    answer_facts,
    app_view_model,
    assistant_draft,
    assistants_model,
    attachments_view_model,
    chat_view_model,
    commands,
    conversations_model,
    knowledge_view_model,
    message_edit,
    reply_tools,
    turn_actions,
)

VIEW_MODEL_MODULES = (
    answer_facts,
    app_view_model,
    assistant_draft,
    assistants_model,
    attachments_view_model,
    chat_view_model,
    commands,
    conversations_model,
    knowledge_view_model,
    message_edit,
    reply_tools,
    turn_actions,
)
