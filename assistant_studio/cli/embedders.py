"""Commands about search models: embedders list, add, remove."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assistant_studio.cli.opening import Commands, opened
from assistant_studio.cli.output import Output, human_size, table
from assistant_studio.knowledge.embedder_library import AddedEmbedder
from assistant_studio.language import _


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    embedders = commands.add_parser("embedders", parents=[common], help=_("search models"))
    actions = embedders.add_subparsers(title=_("actions"), metavar="ACTION", required=True)
    actions.add_parser("list", parents=[common], help=_("what was added")).set_defaults(run=_list)
    add = actions.add_parser("add", parents=[common], help=_("add a sentence-transformers folder"))
    add.add_argument("folder", type=Path)
    add.set_defaults(run=_add)
    remove = actions.add_parser("remove", parents=[common], help=_("remove an added search model"))
    remove.add_argument("embedder", metavar="REF")
    remove.set_defaults(run=_remove)


def _list(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        found = studio.embedders.list()
        rows = [(_("Name"), "sha256", _("Size"), _("Languages"))]
        rows += [
            (
                one.source.name,
                one.source.weights_sha256[:12],
                human_size(one.size_bytes),
                ", ".join(one.languages) or _("not said"),
            )
            for one in found
        ]
        output.result([_data(one) for one in found], table(rows))
    return 0


def _add(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        added = studio.embedders.add(options.folder)
        sha256 = added.source.weights_sha256
        output.result(
            _data(added), _("Added {name} ({sha256}).", name=added.source.name, sha256=sha256[:12])
        )
    return 0


def _remove(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        one = studio.embedders.resolve(options.embedder)
        studio.embedders.remove(one.source.id)
        output.result({"removed": one.source.id}, _("Removed {name}.", name=one.source.name))
    return 0


def _data(one: AddedEmbedder) -> dict[str, Any]:
    return {
        "id": one.source.id,
        "name": one.source.name,
        "sha256": one.source.weights_sha256,
        "path": str(one.source.folder),
        "size_bytes": one.size_bytes,
        "languages": list(one.languages),
    }
