"""The model an assistant answers with: the one chosen for it, and no other in its place."""

from __future__ import annotations

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import ModelMissing
from assistant_studio.language import _
from assistant_studio.models.store import InstalledModel, ModelStore


def chosen_model(models: ModelStore, assistant: Assistant) -> InstalledModel:
    """The assistant's model, or the app's own choice where none was chosen.

    A model that was removed is not replaced in silence: what a person tuned to one model would be
    answered by another one, and nothing would say so.

    Raises:
        ModelMissing: It is not on this computer, named as it was when it was chosen.
    """
    if assistant.model_sha256 is None:
        return models.default()
    try:
        return models.get(assistant.model_sha256)
    except ModelMissing as error:
        raise ModelMissing(
            _(
                "“{model}”, the model of “{assistant}”, is not on this computer any more.",
                model=assistant.model_name or assistant.model_sha256[:12],
                assistant=assistant.name,
            ),
            _(
                "Edit the assistant and choose another model in its section “Model”, or add that"
                " one again."
            ),
        ) from error
