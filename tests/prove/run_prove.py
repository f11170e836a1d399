"""`dev.py prove`: the long proofs, each by name; prints what it found as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import an_hour
import bundles
import corpora
import hostile
import kill_indexing
import kills
import screen_reader
import silence
import watched

PROOFS: dict[str, tuple[str, Callable[[argparse.Namespace], dict[str, Any]]]] = {
    "kill-app": (
        "kill the app at random moments while it indexes and answers",
        lambda options: kills.kill_the_app(options.times or 100),
    ),
    "kill-indexing": (
        "kill the indexing of 200 files at random moments, and open what is left each time",
        lambda options: kill_indexing.kill_the_indexing(options.times or kill_indexing.KILLS),
    ),
    "kill-model": (
        "kill the model's worker in mid-answer",
        lambda options: kills.kill_the_model(options.times or 20),
    ),
    "hostile-files": (
        "read files made to fill memory or time: each costs a sentence",
        lambda _options: hostile.read_all(),
    ),
    "hostile-bundles": (
        "open and take in .assistant files that try whatever one could: each costs a sentence",
        lambda _options: bundles.open_hostile_bundles(),
    ),
    "kill-import": (
        "kill an import at random moments: the library is as it was, or whole",
        lambda options: bundles.kill_imports(options.times or bundles.KILLS),
    ),
    "corpora": (
        "a PDF of 1,000 pages and 10,000 small files, and the workers' memory meanwhile",
        lambda _options: corpora.index_large_corpora(),
    ),
    "watched": (
        "a watched folder of 5,000 files through kills, changes, moves and deletions",
        lambda options: watched.watch_a_large_folder(kills=options.times or watched.KILLS),
    ),
    "an-hour": (
        "an hour of use in a few minutes: memory, and objects that are left behind",
        lambda options: an_hour.an_hour(options.times or an_hour.ROUNDS),
    ),
    "screen-reader": (
        "read each screen's tree over AT-SPI, as a screen reader is told it",
        lambda _options: screen_reader.read_screens(),
    ),
    "silence": (
        "a whole journey under strace: native code connects nowhere either",
        lambda _options: silence.journey_under_strace(),
    ),
}


def main() -> int:
    """Run the proofs that are asked for (all by default); exit status 1 if one fails."""
    parser = argparse.ArgumentParser(prog="dev.py prove", description=__doc__)
    parser.add_argument("proofs", nargs="*", choices=[*PROOFS, []], help="which; all by default")
    parser.add_argument("--times", type=int, help="how often to kill")
    options = parser.parse_args()
    failed = False
    for name in options.proofs or PROOFS:
        what, proof = PROOFS[name]
        sys.stderr.write(f"{name}: {what}\n")
        found = proof(options)
        wrong = {key: value for key, value in found.items() if _is_wrong(key, value, found)}
        failed = failed or bool(wrong)
        sys.stdout.write(json.dumps({"proof": name, "ok": not wrong, **found}, indent=2) + "\n")
    return 1 if failed else 0


def _is_wrong(key: str, value: Any, found: dict[str, Any]) -> bool:
    if key.endswith(("_lost", "_doubled", "_not_ready", "_outside", "_failed")) or key == "doctor":
        return bool(value)
    if key in ("answered_after", "said_in_words"):
        return bool(value != found["kills"])
    return False


if __name__ == "__main__":
    sys.exit(main())
