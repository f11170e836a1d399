"""Nobody makes PySide wrap objects that are QML's own and may go at any time."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Written in two parts, so that this file does not find itself.
FORBIDDEN = ("find" + "Children(", "gc.get_" + "objects(")


def test_objects_are_looked_for_with_living_alone() -> None:
    sources = [*(ROOT / "assistant_studio").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert len(sources) > 100
    found = [
        str(path.relative_to(ROOT))
        for path in sources
        if any(name in path.read_text(encoding="utf-8") for name in FORBIDDEN)
    ]
    assert not found, "use assistant_studio.viewmodels.living instead, which says why"
