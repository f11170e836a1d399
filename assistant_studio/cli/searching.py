"""The command search: passages for a question, and on request why they were found."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from assistant_studio.answering.trying import Tried
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cli.opening import Commands, assistant_with_files, opened
from assistant_studio.cli.output import Output
from assistant_studio.errors import UsageError
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.explaining import Explained, Given
from assistant_studio.knowledge.place_words import found_by_text, said_place
from assistant_studio.knowledge.service import SearchResult
from assistant_studio.language import N_, _
from assistant_studio.studio import Studio

DEFAULT_LIMIT = 8
DEFAULT_BUDGET_CHARS = 4000
_GIVEN = {
    Given.GIVEN: N_("given to the model"),
    Given.CUT: N_("given to the model, cut to fit"),
    Given.OVER_LIMIT: N_("left out: enough better ones were found"),
    Given.OVER_BUDGET: N_("left out: it does not fit beside the better ones"),
}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put this command on the command line."""
    search = commands.add_parser(
        "search", parents=[common], help=_("search an assistant's knowledge")
    )
    search.add_argument("assistant")
    search.add_argument("query", help=_("what to search for; - reads one query a line"))
    search.add_argument(
        "--limit", type=positive, metavar="K", help=_("at most so many passages (8)")
    )
    search.add_argument(
        "--budget",
        type=positive,
        metavar="CHARS",
        help=_("at most so many characters in all passages together (4000)"),
    )
    search.add_argument(
        "--explain",
        action="store_true",
        help=_("say why each was found, and what the assistant's model would be given"),
    )
    search.set_defaults(run=_search)


def positive(text: str) -> int:
    """A number of at least 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("must be at least 1"))
    return number


def passage_data(passage: Passage) -> dict[str, Any]:
    """A passage as JSON output has it."""
    return {**asdict(passage), "found_by": list(passage.found_by)}


def _search(options: argparse.Namespace, output: Output) -> int:
    if not options.query.strip():
        raise UsageError(
            _("The query is empty."), _("Write what to search for after the assistant.")
        )
    with opened(options) as studio:
        assistant = assistant_with_files(studio, options.assistant, output)
        look = _way(studio, assistant, options)
        if options.query == "-":
            for line in sys.stdin:
                if query := line.strip():
                    sys.stdout.write(json.dumps(look(query)[0], ensure_ascii=False))
                    sys.stdout.write("\n")
                    sys.stdout.flush()
        else:
            data, text = look(options.query)
            output.result(data, text or _("Nothing in the files fits."))
    return 0


def _way(
    studio: Studio, assistant: Assistant, options: argparse.Namespace
) -> Callable[[str], tuple[dict[str, Any], str]]:
    """What is done with a query: gives what it found as data and as text."""

    def explain(query: str) -> tuple[dict[str, Any], str]:
        tried = studio.trials.run(assistant, query, None, options.limit, options.budget)
        return _tried_data(tried), _tried_text(tried)

    def search(query: str) -> tuple[dict[str, Any], str]:
        limit, budget = options.limit or DEFAULT_LIMIT, options.budget or DEFAULT_BUDGET_CHARS
        result = studio.knowledge.search(assistant.id, query, limit, budget)
        text = "\n\n".join(_passage_text(passage) for passage in result.passages)
        return _search_data(result), text

    return explain if options.explain else search


def _search_data(result: SearchResult) -> dict[str, Any]:
    return {
        "query": result.query,
        "passages": [passage_data(passage) for passage in result.passages],
        "seconds": result.seconds,
    }


def _tried_data(tried: Tried) -> dict[str, Any]:
    given = [one for one in tried.found if one.given in (Given.GIVEN, Given.CUT)]
    left = [one for one in tried.found if one not in given]
    return {
        "query": tried.query,
        "passages": [_explained_data(one) for one in given],
        "left_out": [_explained_data(one) for one in left],
        "limit": tried.limit,
        "budget_chars": tried.budget_chars,
        "answerable": tried.answerable,
        "whole_documents": list(tried.whole),
        "seconds": tried.seconds,
    }


def _explained_data(one: Explained) -> dict[str, Any]:
    why = {key: value for key, value in asdict(one).items() if key != "passage"}
    return {**passage_data(one.passage), **why, "words": list(one.words), "given": one.given.value}


def _tried_text(tried: Tried) -> str:
    if not tried.found:
        return ""
    if tried.whole:
        names = ", ".join(tried.whole)
        whole = _("To a question in these words all of {names} would be read.", names=names)
        return "\n\n".join([whole, *(_explained_text(one) for one in tried.found)])
    verdict = (
        _("A question in these words would be answered from the passages below.")
        if tried.answerable
        else _("To a question in these words the assistant would say: not in your files.")
    )
    return "\n\n".join([verdict, *(_explained_text(one) for one in tried.found)])


def _explained_text(one: Explained) -> str:
    why = [_(_GIVEN[one.given])]
    if one.words_rank:
        words = ", ".join(one.words)
        why.append(_("words: rank {rank} ({words})", rank=one.words_rank, words=words))
    if one.meaning_rank and one.cosine is not None:
        cosine = f"{one.cosine:.2f}"
        why.append(
            _("meaning: rank {rank} (likeness {cosine})", rank=one.meaning_rank, cosine=cosine)
        )
    head, _line, text = _passage_text(one.passage).partition("\n")
    return f"{head}\n[{'; '.join(why)}]\n{text}"


def _passage_text(passage: Passage) -> str:
    found_by = found_by_text(passage.found_by)
    where = f"{passage.document}, {said_place(passage.place)}"
    head = f"{passage.rank}. {where} ({passage.score:.2f}, {found_by})"
    return f"{head}\n{passage.text}"
