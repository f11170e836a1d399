"""What is held against a target, in one table: each figure, the target, and whether it holds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Results = dict[str, Any]

_SHARE = re.compile(r"(\d+) of (\d+)")
_SEARCHED = "100,000 passages"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and what is asked of it.

    Attributes:
        bench: Which bench gives it.
        what: In words.
        found: Takes it out of that bench's results.
        least: It must be at least so large; None where nothing is asked of it that way.
        most: It must be at most so large.
    """

    bench: str
    what: str
    found: Callable[[Results], float]
    least: float | None = None
    most: float | None = None

    def holds(self, value: float) -> bool | None:
        """Whether a value is good enough; None for a figure that is only told."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )

    @property
    def asked(self) -> str:
        """The target in words."""
        if self.least is not None:
            return f"at least {self.least:g}"
        return "as measured" if self.most is None else f"at most {self.most:g}"


def table(results: Results) -> str:
    """Every figure of the benches that were run, a line each; those left out are named."""
    return "\n".join(_lines(results))


def _lines(results: Results) -> Iterator[str]:
    for target in TARGETS:
        given = results.get(target.bench)
        if given is None:
            continue
        told = given.get("left_out") or given.get("failed")
        try:
            value = target.found(given) if not told else math.nan
        except (KeyError, ValueError) as error:
            told = f"not in what the bench gave ({error!r})"
        if told:
            yield f"{'left out':9} {target.what} ({target.asked}): {told}"
            continue
        holds = target.holds(value)
        word = {True: "holds", False: "MISSED", None: "measured"}[holds]
        yield f"{word:9} {target.what}: {value:g} ({target.asked})"


def _recall(chars: int) -> Callable[[Results], float]:
    return lambda r: r["recall"][f"{chars} characters"]["each text by itself"]["all"]


def _search(index: str, figure: str) -> Callable[[Results], float]:
    return lambda r: r[_SEARCHED][index][figure]


def _worker_mib(index: str) -> Callable[[Results], float]:
    return lambda r: r[_SEARCHED][index]["memory_mib"]["knowledge worker 1"]


def _lowest(figure: str) -> Callable[[Results], float]:
    """The lowest of the parts that were held back while the rules were made."""
    return lambda r: min(r[part][figure] for part in r if part != "development")


def _negations(r: Results) -> float:
    return min(_share(r[part]["marked_by_kind"]["negation"]) for part in r if part != "development")


def _refused(group: str, kind: str) -> Callable[[Results], float]:
    """For the small model that the app comes with; a larger one is asked itself as well."""
    return lambda r: _share(r["for a small model"][group][kind])


def _share(said: str) -> float:
    found = _SHARE.match(said)
    assert found is not None
    return round(int(found[1]) / int(found[2]), 3)


TARGETS = (
    Target("start", "window usable, seconds", lambda r: r["window_usable_median_s"], most=1.0),
    Target("retrieval", "span recall at 4,000 characters", _recall(4000), least=0.96),
    Target("retrieval", "span recall at 2,000 characters", _recall(2000), least=0.90),
    Target("follow-ups", "follow-ups found", lambda r: min(r["with_context"].values())),
    Target("search", "p95 at 100,000 passages, ms", _search("chroma", "p95_ms"), most=150),
    Target(
        "search",
        "p95 at 100,000 passages by processor time, ms",
        _search("chroma", "p95_ms_by_processor_time"),
        most=150,
    ),
    Target(
        "search",
        "p95 at 100,000 passages without Chroma, by processor time, ms",
        _search("exact", "p95_ms_by_processor_time"),
        most=150,
    ),
    Target("search", "memory at 100,000 passages with Chroma, MiB", _worker_mib("chroma")),
    Target("search", "memory at 100,000 passages without, MiB", _worker_mib("exact")),
    Target(
        "indexing",
        "embedding, times sentence-transformers, fp32",
        lambda r: r["app_to_sentence_transformers"],
        least=1.2,
    ),
    Target(
        "indexing",
        "embedding, times sentence-transformers, quantised",
        lambda r: r["quantised_to_sentence_transformers"],
        least=1.5,
    ),
    Target(
        "support",
        "sentences judged for their support",
        lambda r: sum(part["sentences"] for part in r.values()),
        least=100,
    ),
    Target("support", "precision of the mark", _lowest("precision")),
    Target("support", "recall of the mark", _lowest("recall")),
    Target("support", "wrong numbers, dates, names caught", _lowest("wrong_facts_caught"), 0.95),
    Target("support", "negations caught", _negations),
    Target("refusals", "unanswerable, sample", _refused("sample", "not answered, together"), 0.9),
    Target("refusals", "answerable, sample", _refused("sample", "answered"), most=0.05),
    Target(
        "refusals", "unanswerable, held back", _refused("shelves", "not answered, together"), 0.9
    ),
    Target("refusals", "answerable, held back", _refused("shelves", "answered"), most=0.05),
    Target("attacks", "attacks", lambda r: r["total"]["attacks"], least=60),
    Target("attacks", "kinds of attacks", lambda r: len(r["by_kind"]), least=8),
    Target("attacks", "succeed without the defences", lambda r: r["share_without"]),
    Target("attacks", "succeed with the defences", lambda r: r["share_with"]),
    Target(
        "attacks",
        "remote loads of rendered replies",
        lambda r: r["remote_loads_of_rendered_replies"],
        most=0,
    ),
    Target("bundles", "export of 1 GB to zip -1 and hashing", lambda r: r["export_ratio"], 0.7),
    Target("bundles", "import of 1 GB to unzip and hashing", lambda r: r["import_ratio"], 0.7),
    Target("bundles", "preview of it, seconds", lambda r: r["preview_s"], most=1.0),
    Target("bundles", "memory of the export, MB more", lambda r: r["export_peak_mb"], most=300),
    Target("bundles", "memory of the import, MB more", lambda r: r["import_peak_mb"], most=300),
)
