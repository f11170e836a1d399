"""`dev.py bench`: the figures, each by name; printed and kept as JSON.

Absolute times say little on a shared machine; what is held against a target is a ratio of two
measurements of the same run, or a time with its parts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from targets import table

RESULTS = Path(__file__).resolve().parents[2] / ".build" / "bench.json"


def _engine(_options: argparse.Namespace) -> dict[str, Any]:
    import engine

    return engine.run()


def _retrieval(options: argparse.Namespace) -> dict[str, Any]:
    import retrieval

    if options.eval is None:
        return {"left_out": "give the folder with the questions: --eval DIR"}
    return retrieval.run(options.eval)


def _search(_options: argparse.Namespace) -> dict[str, Any]:
    import search_speed

    return {
        "20,000 passages": search_speed.run(),
        "100,000 passages": search_speed.run(search_speed.LARGE_CHUNKS),
    }


def _follow_ups(_options: argparse.Namespace) -> dict[str, Any]:
    import follow_ups

    return follow_ups.run()


def _whole_documents(_options: argparse.Namespace) -> dict[str, Any]:
    import whole_documents

    return whole_documents.run()


def _support(_options: argparse.Namespace) -> dict[str, Any]:
    import support

    return support.run()


def _refusals(_options: argparse.Namespace) -> dict[str, Any]:
    import refusals

    return refusals.run()


def _attacks(_options: argparse.Namespace) -> dict[str, Any]:
    import attacks

    return attacks.run()


def _indexing(options: argparse.Namespace) -> dict[str, Any]:
    import indexing_speed

    return indexing_speed.run(options.eval)


def _start(_options: argparse.Namespace) -> dict[str, Any]:
    import start

    return start.run()


def _asking(_options: argparse.Namespace) -> dict[str, Any]:
    import asking

    return asking.run()


def _tables(_options: argparse.Namespace) -> dict[str, Any]:
    import tables

    return tables.run()


def _window(_options: argparse.Namespace) -> dict[str, Any]:
    import window_loop

    return window_loop.run()


def _chat(_options: argparse.Namespace) -> dict[str, Any]:
    import chat_frames

    return chat_frames.run()


def _library(_options: argparse.Namespace) -> dict[str, Any]:
    import library

    return library.run()


def _bundles(_options: argparse.Namespace) -> dict[str, Any]:
    import bundles

    return bundles.measure()


BENCHES: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "start": _start,
    "asking": _asking,
    "engine": _engine,
    "retrieval": _retrieval,
    "follow-ups": _follow_ups,
    "whole-documents": _whole_documents,
    "support": _support,
    "refusals": _refusals,
    "attacks": _attacks,
    "search": _search,
    "tables": _tables,
    "indexing": _indexing,
    "window": _window,
    "bundles": _bundles,
    "chat": _chat,
    "library": _library,
}


def main() -> int:
    """Run the benches that are asked for (all by default)."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("benches", nargs="*", choices=[*BENCHES, []], help="which; all by default")
    parser.add_argument("--eval", type=Path, metavar="DIR", help="retrieval questions and texts")
    options = parser.parse_args()
    results: dict[str, Any] = {
        "when": time.strftime("%Y-%m-%dT%H:%M:%S"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }
    for name in options.benches or BENCHES:
        sys.stderr.write(f"{name} …\n")
        results[name] = _measured(name, options)
        sys.stdout.write(json.dumps({name: results[name]}, indent=2) + "\n")
        sys.stdout.flush()
        # After each, so that a run that is stopped has told what it found.
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    sys.stdout.write(f"\n{table(results)}\n")
    sys.stderr.write(f"kept in {RESULTS}\n")
    return 1 if any("failed" in results[name] for name in options.benches or BENCHES) else 0


def _measured(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """What a bench found; one that breaks does not cost the others theirs."""
    started_s = time.monotonic()
    try:
        return BENCHES[name](options)
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are run
        traceback.print_exc()
        return {"failed": repr(error)}
    finally:
        sys.stderr.write(f"{name}: {time.monotonic() - started_s:.0f} s\n")


if __name__ == "__main__":
    sys.exit(main())
