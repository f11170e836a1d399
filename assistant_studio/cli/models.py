"""Commands about language models: models list, add, remove, inspect."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant_studio.cli.opening import Commands, opened
from assistant_studio.cli.output import Output, human_size, table
from assistant_studio.language import _
from assistant_studio.models.gguf import GgufInfo, inspect_gguf
from assistant_studio.models.store import InstalledModel


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    models = commands.add_parser("models", parents=[common], help=_("language models"))
    actions = models.add_subparsers(title=_("actions"), metavar="ACTION", required=True)
    actions.add_parser("list", parents=[common], help=_("what is installed")).set_defaults(
        run=_list
    )
    add = actions.add_parser("add", parents=[common], help=_("add a GGUF file"))
    add.add_argument("file", type=Path)
    add.add_argument(
        "--link", action="store_true", help=_("use the file where it lies, without a copy")
    )
    add.set_defaults(run=_add)
    remove = actions.add_parser("remove", parents=[common], help=_("remove an added model"))
    remove.add_argument("model", metavar="REF")
    remove.set_defaults(run=_remove)
    inspect = actions.add_parser(
        "inspect", parents=[common], help=_("what a GGUF file says of itself")
    )
    inspect.add_argument("file", type=Path)
    inspect.set_defaults(run=_inspect)


def _list(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        models = studio.models.list()
        rows = [(_("Name"), "sha256", _("Size"), _("Architecture"), _("Context"))]
        rows += [
            (
                model.name,
                model.sha256[:12],
                human_size(model.size_bytes),
                model.info.architecture,
                str(model.info.context_length),
            )
            for model in models
        ]
        output.result([_model_data(model) for model in models], table(rows))
    return 0


def _add(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        model = studio.models.add(options.file, link=options.link)
        output.result(
            _model_data(model),
            _("Added {model} ({sha256}).", model=model.name, sha256=model.sha256[:12]),
        )
    return 0


def _remove(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        model = studio.models.resolve(options.model)
        studio.models.remove(model.sha256)
        output.result({"removed": model.sha256}, _("Removed {model}.", model=model.name))
    return 0


def _inspect(options: argparse.Namespace, output: Output) -> int:
    info = inspect_gguf(options.file)
    rows = [(name.replace("_", " "), _shown(value)) for name, value in _info_data(info).items()]
    output.result(_info_data(info), table(rows))
    return 0


def _model_data(model: InstalledModel) -> dict[str, Any]:
    return {
        **_info_data(model.info),
        "name": model.name,
        "title": model.info.name,
        "sha256": model.sha256,
        "path": str(model.path),
        "size_bytes": model.size_bytes,
        "linked": model.linked,
        "starter": model.starter,
    }


def _info_data(info: GgufInfo) -> dict[str, Any]:
    return asdict(info)


def _shown(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:57].splitlines()[0]}…"
