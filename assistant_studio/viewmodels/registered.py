"""Importing this makes every type of the QML module `AssistantStudio.ViewModels` known."""

from assistant_studio.viewmodels import (
    about_models,
    answer_facts,
    app_view_model,
    assistant_draft,
    assistants_model,
    attachments_view_model,
    chat_view_model,
    commands,
    conversations_model,
    data_folder,
    knowledge_view_model,
    message_edit,
    reply_tools,
    settings_view_model,
    turn_actions,
    window_looks,
)

VIEW_MODEL_MODULES = (
    about_models,
    answer_facts,
    app_view_model,
    assistant_draft,
    assistants_model,
    attachments_view_model,
    chat_view_model,
    commands,
    conversations_model,
    data_folder,
    knowledge_view_model,
    message_edit,
    reply_tools,
    settings_view_model,
    turn_actions,
    window_looks,
)
