"""Checks that a command adds or takes away, from its options or from a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import Check
from assistant_studio.assistants.check_file import CheckFile
from assistant_studio.errors import NotFound, UsageError
from assistant_studio.language import _

_MAX_FILE_BYTES = 10_000_000


def changed_checks(assistant: Assistant, options: argparse.Namespace) -> tuple[Check, ...]:
    """The assistant's checks with what is to be added or taken away."""
    if options.remove is not None:
        place = assistant.checks.index(numbered_check(assistant, options.remove))
        return (*assistant.checks[:place], *assistant.checks[place + 1 :])
    if options.add_from is not None:
        return (*assistant.checks, *_from_file(options.add_from))
    new = Check(
        question=options.add,
        must_hold=tuple(options.must),
        must_not_hold=tuple(options.must_not),
        numbers=tuple(options.number),
        document=options.cites,
        page=options.page,
        says_unknown=options.unknown,
    )
    return (*assistant.checks, new)


def expects_something(options: argparse.Namespace) -> bool:
    """Whether the options say what a good answer is."""
    lists = options.must or options.must_not or options.number or options.cites
    return bool(lists or options.page is not None or options.unknown)


def numbered_check(assistant: Assistant, reference: str) -> Check:
    """The check that a number from the list, or an id, means."""
    for place, check in enumerate(assistant.checks):
        if reference in (str(place + 1), check.id):
            return check
    raise NotFound(
        _("“{name}” has no check “{reference}”.", name=assistant.name, reference=reference),
        _("See their numbers with: assistant-studio check {id} --list", id=assistant.id[:8]),
    )


def _from_file(path: Path) -> list[Check]:
    try:
        if path.stat().st_size > _MAX_FILE_BYTES:
            raise UsageError(
                _("{path} is too large for a list of checks.", path=path), _("Cut it down.")
            )
        files = TypeAdapter(list[CheckFile]).validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(
            _("The checks could not be read from {path}: {why}.", path=path, why=error.strerror),
            _("Give the path of a JSON file after --add-from."),
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "…"
        raise UsageError(
            _(
                "{path} holds no list of checks; the trouble is at {where}: {why}.",
                path=path,
                where=where,
                why=first["msg"],
            ),
            _('Write a list such as [{"question": "…", "must_hold": ["…"]}].'),
        ) from error
    return [file.check() for file in files]
