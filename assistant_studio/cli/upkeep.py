"""Commands that look after the app itself: doctor, prepare."""

from __future__ import annotations

import argparse

from assistant_studio.cli.opening import Commands, opened
from assistant_studio.cli.output import Output
from assistant_studio.doctor import examine

EXIT_CHECK_FAILED = 3


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    doctor = commands.add_parser("doctor", parents=[common], help="check that everything is well")
    doctor.set_defaults(run=_doctor)
    prepare = commands.add_parser(
        "prepare",
        parents=[common],
        help="get the embedder ready once, so that no start waits for it",
    )
    prepare.set_defaults(run=_prepare)


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
        output.result({"prepared": True}, "The embedder is ready.")
    return 0
