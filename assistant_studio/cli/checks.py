"""The command that runs an assistant's checks, and makes, lists and removes them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import Check
from assistant_studio.checks.events import CheckAsked, CheckEvent, CheckJudged, FilesAwaited
from assistant_studio.checks.judging import passed
from assistant_studio.checks.words import (
    expectation_sentences,
    finding_sentence,
    running_sentence,
    standing_sentence,
)
from assistant_studio.cli.edited_checks import (
    changed_checks,
    expects_something,
    numbered_check,
)
from assistant_studio.cli.opening import Commands, assistant_with_files, opened
from assistant_studio.cli.output import Output
from assistant_studio.errors import UsageError, from_record
from assistant_studio.language import N_, _, ngettext
from assistant_studio.studio import Studio

EXIT_CHECK_FAILED = 3
_STANDS = {True: N_("Passes"), False: N_("Fails"), None: N_("Did not run since the last change")}

_EPILOG = """
  assistant-studio check Acme
  assistant-studio check Acme --add "How long is the notice period?" --number 30 --cites "Staff handbook.pdf"
  assistant-studio check Acme --add "Who won the cup?" --unknown
  assistant-studio check Acme --list
  assistant-studio check Acme --remove 2"""  # noqa: E501 - a command is copied in one piece


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put this command on the command line."""
    check = commands.add_parser(
        "check",
        parents=[common],
        help=_("run an assistant's checks"),
        epilog=_("Exit status 3 when a check fails. Examples:") + _EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("assistant")
    what = check.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help=_("list the checks instead"))
    what.add_argument("--add", metavar="QUESTION", help=_("add a check instead"))
    what.add_argument(
        "--add-from", type=Path, metavar="FILE.json", help=_("add the checks of a file instead")
    )
    what.add_argument(
        "--add-answer",
        metavar="MESSAGE",
        help=_("make a check of this answer instead (its id is the `message` of `ask --json`)"),
    )
    what.add_argument("--remove", metavar="N", help=_("remove a check by its number or id instead"))
    what.add_argument(
        "--only", action="append", metavar="N", help=_("run this one; may be given several times")
    )
    expected = check.add_argument_group(_("what a good answer is, after --add"))
    some = {"action": "append", "default": []}
    expected.add_argument(
        "--must", metavar="WORDS", help=_("holds these; “a | b” is either"), **some
    )
    expected.add_argument("--must-not", metavar="WORDS", help=_("does not hold these"), **some)
    expected.add_argument("--number", metavar="N", help=_("holds this number"), **some)
    expected.add_argument("--cites", metavar="DOCUMENT", default="", help=_("cites this document"))
    expected.add_argument("--page", type=int, metavar="P", help=_("on this page"))
    expected.add_argument("--unknown", action="store_true", help=_("says that it does not know"))
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace, output: Output) -> int:
    if options.add is None and expects_something(options):
        raise UsageError(
            _("What a good answer is belongs to a new check."),
            _("Name its question with --add."),
        )
    changes = (options.add, options.add_from, options.add_answer, options.remove)
    if all(change is None for change in changes):
        return _list(options, output) if options.list else _run(options, output)
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        saved = _changed(studio, assistant, options)
        output.result(
            _listed(studio, saved),
            ngettext(
                "“{name}” has {count} check; it is version {version} now.",
                "“{name}” has {count} checks; it is version {version} now.",
                len(saved.checks),
                name=saved.name,
                version=saved.version,
            ),
        )
    return 0


def _changed(studio: Studio, assistant: Assistant, options: argparse.Namespace) -> Assistant:
    if options.add_answer is not None:
        studio.checks.add_from_answer(options.add_answer)
        return studio.assistants.get(assistant.id)
    return studio.assistants.save(replace(assistant, checks=changed_checks(assistant, options)))


def _run(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = assistant_with_files(studio, options.assistant, output)
        chosen = [numbered_check(assistant, reference) for reference in options.only or ()]
        judged = _follow(studio, assistant, chosen or None, output)
        good = sum(event.passed for event in judged)
        output.result(_results_data(assistant, judged), standing_sentence(good, len(judged)))
    return 0 if good == len(judged) else EXIT_CHECK_FAILED


def _follow(
    studio: Studio, assistant: Assistant, chosen: Sequence[Check] | None, output: Output
) -> list[CheckJudged]:
    """Run the checks with a line for each as soon as it is judged."""
    judged: list[CheckJudged] = []
    for event in studio.checks.run(assistant, chosen):
        output.progress(_progress(event))
        if isinstance(event, CheckJudged):
            judged.append(event)
            output.piece(_line(event))
    return judged


def _progress(event: CheckEvent) -> str:
    match event:
        case FilesAwaited():
            return _("Waiting for the files to be read…")
        case CheckAsked(check, n, total, seconds_left):
            return f"{running_sentence(n, total, seconds_left)} {check.question}"
        case CheckJudged(n=n, total=total):
            return _("Check {n} of {total} is done", n=n, total=total)


def _line(event: CheckJudged) -> str:
    given = event.result.given
    lines = [f"{_('passed') if event.passed else _('FAILED')}  {event.check.question}"]
    lines += [f"        {finding_sentence(f, given)}" for f in event.findings if not f.met]
    if not event.passed and given.text:
        answered = _("It answered: {text}", text=" ".join(given.text.split()))
        lines.append(f"        {answered}")
    return "\n".join(lines) + "\n"


def _results_data(assistant: Assistant, judged: Sequence[CheckJudged]) -> dict[str, Any]:
    return {
        "assistant": assistant.id,
        "version": assistant.version,
        "passed": sum(event.passed for event in judged),
        "failed": sum(not event.passed for event in judged),
        "checks": [_result_data(event) for event in judged],
    }


def _result_data(event: CheckJudged) -> dict[str, Any]:
    given = event.result.given
    return {
        "check": event.check.id,
        "question": event.check.question,
        "passed": event.passed,
        "findings": [
            {"kind": str(f.kind), "met": f.met, "sentence": finding_sentence(f, given)}
            for f in event.findings
        ],
        "answer": given.text,
        "citations": [asdict(citation) for citation in given.citations],
        "error": from_record(given.error).summary() if given.error else None,
        "seconds": event.result.seconds,
    }


def _list(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        data = _listed(studio, assistant)
        lines = []
        for n, check in enumerate(assistant.checks, 1):
            lines.append(f"{n}  {check.question}")
            lines += [f"   {sentence}" for sentence in expectation_sentences(check)]
            lines.append(f"   {_(_STANDS[data['checks'][n - 1]['passed']])}")
        none = _("“{name}” has no checks.", name=assistant.name)
        output.result(data, "\n".join(lines) or none)
    return 0


def _listed(studio: Studio, assistant: Assistant) -> dict[str, Any]:
    """The checks with how each stands; `passed` is null for one that did not run like this."""
    latest = studio.checks.latest(assistant)
    stands = {
        check.id: passed(check, latest[check.id].given)
        for check in assistant.checks
        if check.id in latest
    }
    return {
        "assistant": assistant.id,
        "version": assistant.version,
        "checks": [{**asdict(c), "passed": stands.get(c.id)} for c in assistant.checks],
    }
