"""The templates that come with the app are whole, and a broken one is noticed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant_studio import language, translations
from assistant_studio.assistants.templates import Templates
from assistant_studio.errors import NotFound
from assistant_studio.language import Catalogue
from assistant_studio.paths import resources_dir

# What a small model takes in before it answers must leave room for passages.
MOST_INSTRUCTIONS_WORDS = 90
# As the app's own starters do, so that colours stay readable under white letters.
SAMPLES = ("study-partner", "contract-reader", "recipe-helper", "meeting-notes")


@pytest.fixture
def templates() -> Templates:
    return Templates(resources_dir() / "templates")


@pytest.fixture(params=translations.available())
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    translations.speak(request.param)
    yield request.param
    language.use(Catalogue())


def test_there_are_the_ones_people_look_for(templates: Templates) -> None:
    ids = [template.id for template in templates.all()]
    assert ids[:4] == ["study-partner", "contract-reader", "recipe-helper", "code-reviewer"]
    assert {"language-tutor", "meeting-notes"} <= set(ids)
    assert len({template.assistant.name for template in templates.all()}) == len(ids)


def test_each_is_whole_in_every_language(templates: Templates, spoken: str) -> None:
    for template in templates.all():
        assistant = template.assistant
        assert assistant.tagline, template.id
        assert assistant.greeting, template.id
        assert len(assistant.starters) >= 3, template.id
        assert assistant.tags, template.id
        assert len(assistant.instructions.split()) <= MOST_INSTRUCTIONS_WORDS, template.id
        for path in template.documents:
            assert path.read_text(encoding="utf-8").startswith("# "), path


def test_each_is_written_in_every_language(templates: Templates, spoken: str) -> None:
    said = {t.id: (t.assistant, t.documents) for t in templates.all()}
    language.use(Catalogue())
    for english in templates.all():
        assistant, documents = said[english.id]
        assert assistant.avatar.color == english.assistant.avatar.color
        assert len(assistant.starters) == len(english.assistant.starters)
        assert len(documents) == len(english.documents)
        if spoken != "en":
            assert assistant.tagline != english.assistant.tagline
            assert assistant.instructions != english.assistant.instructions
            assert not set(documents) & set(english.documents)
            assert not set(assistant.starters) & set(english.assistant.starters)


def test_what_checks_expect_stands_in_the_samples(templates: Templates, spoken: str) -> None:
    checked = [template for template in templates.all() if template.assistant.checks]
    assert {"code-reviewer", "language-tutor"} <= {template.id for template in checked}
    for template in checked:
        texts = {path.name: path.read_text(encoding="utf-8") for path in template.documents}
        asked = {check.question for check in template.assistant.checks}
        # What is offered to be asked is what is checked.
        assert set(template.assistant.starters) <= asked, template.id
        assert any(check.says_unknown for check in template.assistant.checks), template.id
        for check in template.assistant.checks:
            expected = (*check.must_hold, *check.numbers)
            assert check.says_unknown or expected, check.question
            assert all(words in texts[check.document] for words in expected), check.question


@pytest.mark.parametrize("template_id", SAMPLES)
def test_some_bring_a_sample_to_try(templates: Templates, template_id: str) -> None:
    assert templates.resolve(template_id).documents


def test_a_template_is_found_by_its_name_and_an_unknown_one_is_a_sentence(
    templates: Templates,
) -> None:
    assert templates.resolve("study").id == "study-partner"
    with pytest.raises(NotFound, match="assistant-studio templates"):
        templates.resolve("horoscope")


def test_a_template_with_a_wrong_field_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "instructions.md").write_text("Answer.")
    data = {"id": "odd", "name": "Odd", "avatar": {"color": "#0B6E69"}, "starters": "none"}
    (folder / "template.json").write_text(json.dumps(data))
    with pytest.raises(ValidationError, match="starters"):
        Templates(tmp_path).all()
