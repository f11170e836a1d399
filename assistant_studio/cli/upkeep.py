"""Commands that look after the app itself: doctor, prepare, backup, restore-backup."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant_studio.cli.opening import Commands, opened
from assistant_studio.cli.output import Output, confirmed, human_size
from assistant_studio.doctor import examine
from assistant_studio.language import _, ngettext
from assistant_studio.studio import Studio, stage_restore
from assistant_studio.upkeep.backing_up import Backup
from assistant_studio.upkeep.belongings import require_no_window

EXIT_CHECK_FAILED = 3


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    doctor = commands.add_parser(
        "doctor", parents=[common], help=_("check that everything is well")
    )
    doctor.set_defaults(run=_doctor)
    prepare = commands.add_parser(
        "prepare",
        parents=[common],
        help=_("get the embedder ready once, so that no start waits for it"),
    )
    prepare.set_defaults(run=_prepare)
    backing_up = commands.add_parser(
        "backup", parents=[common], help=_("put everything you made into one file")
    )
    backing_up.add_argument("file", type=Path, metavar="FILE")
    backing_up.add_argument(
        "--with-models",
        action="store_true",
        help=_("with the models that you added, which are large"),
    )
    backing_up.set_defaults(run=_back_up)
    restoring = commands.add_parser(
        "restore-backup", parents=[common], help=_("put a backup in the place of all that is there")
    )
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument("--yes", action="store_true", help=_("do not ask"))
    restoring.set_defaults(run=_restore_backup)


def _doctor(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        findings = examine(studio)
        lines = []
        for finding in findings:
            mark = "ok  " if finding.ok else "FAIL"
            lines.append(f"{mark}  {finding.what}: {finding.detail}")
        data = {
            "ok": all(finding.ok for finding in findings),
            "findings": [{"what": f.what, "ok": f.ok, "detail": f.detail} for f in findings],
        }
        output.result(data, "\n".join(lines))
        return 0 if data["ok"] else EXIT_CHECK_FAILED


def _prepare(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        studio.knowledge.prepare(output.progress)
        output.result({"prepared": True}, _("The embedder is ready."))
    return 0


def _back_up(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        show = _progress(output, lambda percent: _("Backing up: {percent} %", percent=percent))
        made = studio.back_up(options.file, models=options.with_models, report=show)
        text = ngettext(
            "{count} file ({size}) is backed up in {path}.",
            "{count} files ({size}) are backed up in {path}.",
            made.files,
            size=human_size(made.size_bytes),
            path=made.path,
        )
        output.result(_backup_data(made), text)
    return 0


def _restore_backup(options: argparse.Namespace, output: Output) -> int:
    require_no_window(options.home)
    asks = sys.stdin.isatty() and not (options.yes or options.json)
    question = _("Put the backup in the place of everything in {folder}?", folder=options.home.root)
    if asks and not confirmed(question):
        output.message(_("Nothing was changed."))
        return 0
    show = _progress(output, lambda percent: _("Checking the backup: {percent} %", percent=percent))
    staged = stage_restore(options.home, options.file, show)
    # Opening puts it in place; what was there before comes back if it does not open.
    with Studio(options.home):
        text = ngettext(
            "{count} file from {path} is back.",
            "{count} files from {path} are back.",
            staged.files,
            path=staged.path,
        )
        output.result(_backup_data(staged), text)
    return 0


def _progress(output: Output, words: Callable[[int], str]) -> Callable[[int, int], None]:
    def show(done_bytes: int, total_bytes: int) -> None:
        output.progress(words(100 * done_bytes // max(1, total_bytes)))

    return show


def _backup_data(backup: Backup) -> dict[str, Any]:
    return {
        "path": str(backup.path),
        "made_at": backup.made_at,
        "app_version": backup.app_version,
        "with_models": backup.with_models,
        "files": backup.files,
        "size_bytes": backup.size_bytes,
    }
