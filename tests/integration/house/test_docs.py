"""What the documents name is there: files, folders, and the verbs of dev.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio_dev import verbs
from studio_dev.places import Places

REPOSITORY = Path(__file__).resolve().parents[3]
DOCUMENTS = sorted(path.name for path in REPOSITORY.glob("*.md"))
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)(?P<target>[^)\s#]+)")
_PLACE = re.compile(
    r"`(?P<place>(?:assistant_studio|ui|resources|packaging|tests|\.ci)/[\w./-]*|[\w-]+\.(?:py|toml))`"
)
_VERB = re.compile(r"\bdev\.py (?P<verb>[a-z]+)\b")


def text_of(document: str) -> str:
    return (REPOSITORY / document).read_text(encoding="utf-8")


def test_the_documents_that_belong_to_a_project_are_there() -> None:
    assert {"README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"} <= set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file(document: str) -> None:
    targets = {found["target"] for found in _LINK.finditer(text_of(document))}
    assert [target for target in targets if not (REPOSITORY / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_named_place_exists(document: str) -> None:
    places = {found["place"] for found in _PLACE.finditer(text_of(document))}
    missing = [place for place in places if not _exists(place)]
    assert missing == []


def _exists(place: str) -> bool:
    if place.startswith("resources/models"):
        return True  # set-up fetches them
    if "/" in place:
        return (REPOSITORY / place).exists()
    # A name alone is said of a module whose room the text has named before.
    roots = (REPOSITORY / "assistant_studio", REPOSITORY / "packaging")
    return (REPOSITORY / place).exists() or any(
        found for root in roots for found in root.rglob(place)
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_named_verb_of_dev_py_exists(document: str) -> None:
    known = {verb.name for verb in verbs.available(Places(REPOSITORY, REPOSITORY))}
    named = {found["verb"] for found in _VERB.finditer(text_of(document))}
    assert named <= known
