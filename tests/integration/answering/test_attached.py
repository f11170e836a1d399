"""What is attached to a conversation: read for real, in the prompt, cited, and gone with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant_studio.answering.events import AnswerSaved, PromptReady
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.conversations.attaching import MAX_CHARS
from assistant_studio.conversations.attachments import AttachmentPlace
from assistant_studio.errors import DocumentTooLarge, FileUnavailable, UnsupportedDocument
from assistant_studio.language import writable
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

FACTS = "# Ferry\n\nThe ferry to Skara costs nineteen euros.\n\n# Hut\n\nThe hut sleeps eleven.\n"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Home(tmp_path_factory.mktemp("studio"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def plain(studio: Studio) -> Assistant:
    return studio.assistants.create(Assistant(name="Plain", instructions="Be brief."))


def test_an_attached_file_is_read_answered_from_cited_and_known_at_the_next_question(
    studio: Studio, plain: Assistant, tmp_path: Path
) -> None:
    file = tmp_path / "trip.md"
    file.write_text(FACTS)
    conversation = studio.conversations.create(plain.id)
    place = AttachmentPlace(plain.id, conversation.id)
    attachment = studio.attaching.attach_file(place, file)
    file.unlink()
    assert studio.conversations.attachments.waiting(place) == [attachment]
    question = "What does the ferry to Skara cost?"
    options = {"temperature": 0.0, "max_tokens": 40}
    *_, saved = studio.answering.ask(
        conversation.id, question, attachments=[attachment.id], **options
    )
    assert isinstance(saved, AnswerSaved)
    assert "nineteen" in saved.text.lower() or "19" in saved.text
    assert [source.passage.document for source in saved.sources] == ["trip.md"]
    assert any(sentence.sources == (1,) for sentence in saved.sentences)
    assert studio.conversations.attachments.waiting(place) == []
    assert studio.knowledge.documents(plain.id) == []
    *_, second = studio.answering.ask(conversation.id, "How many does the hut sleep?", **options)
    assert isinstance(second, AnswerSaved)
    prompt = studio.conversations.prompt(second.message_id)
    assert prompt is not None
    assert prompt.count("The hut sleeps eleven.") == 1
    # The text stands where it stood: the model need not read it again.
    assert second.timings.reused_tokens > second.timings.prompt_tokens // 2
    asked = studio.conversations.messages(conversation.id)[0]
    *_, other = studio.answering.edit(asked.id, "Which island?", **options)
    assert isinstance(other, AnswerSaved)
    assert "Skara" in (studio.conversations.prompt(other.message_id) or "")


def test_a_file_whose_name_is_no_text_is_attached_all_the_same(
    studio: Studio, plain: Assistant, tmp_path: Path
) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md"))
    file.write_text(FACTS)
    place = AttachmentPlace(plain.id)
    attachment = studio.attaching.attach_file(place, file)
    assert attachment.name == writable(file.name)
    assert studio.conversations.attachments.waiting(place) == [attachment]
    studio.conversations.attachments.remove(attachment.id)


def test_a_text_that_does_not_fit_gives_the_passages_that_fit_the_question(
    studio: Studio, plain: Assistant
) -> None:
    conversation = studio.conversations.create(plain.id)
    place = AttachmentPlace(plain.id, conversation.id)
    filler = "The river flows past the old mill and nobody minds it much.\n\n" * 1500
    text = f"{filler}The secret of the lighthouse is amber.\n\n{filler}"
    attachment = studio.attaching.attach_text(place, text)
    events = list(
        studio.answering.ask(
            conversation.id,
            "What is the secret of the lighthouse?",
            attachments=[attachment.id],
            temperature=0.0,
            max_tokens=20,
        )
    )
    ready = next(event for event in events if isinstance(event, PromptReady))
    ((name, taken, count),) = ready.left_out.attachments
    assert name == "Pasted text"
    assert 0 < taken < count
    saved = events[-1]
    assert isinstance(saved, AnswerSaved)
    prompt = studio.conversations.prompt(saved.message_id)
    assert prompt is not None
    assert "The secret of the lighthouse is amber." in prompt
    assert studio.conversations.message(saved.message_id).details["left_out"]["attachments"]


def test_what_cannot_be_attached_is_a_sentence_and_nothing_stays(
    studio: Studio, plain: Assistant, tmp_path: Path
) -> None:
    place = AttachmentPlace(plain.id)
    picture = tmp_path / "cat.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    with pytest.raises(UnsupportedDocument, match="picture"):
        studio.attaching.attach_file(place, picture)
    with pytest.raises(FileUnavailable, match="no file that can be attached"):
        studio.attaching.attach_file(place, tmp_path)
    with pytest.raises(DocumentTooLarge, match="2,000,000 is the most"):
        studio.attaching.attach_text(place, "x" * (MAX_CHARS + 1))
    assert studio.conversations.attachments.waiting(place) == []


def test_what_is_attached_goes_with_its_conversation(
    studio: Studio, plain: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = studio.conversations.create(plain.id)
    place = AttachmentPlace(plain.id, conversation.id)
    attachment = studio.attaching.attach_text(place, "A text about storks.")
    content = studio.home.attachments_dir / attachment.sha256
    assert content.read_text() == "A text about storks."
    monkeypatch.setattr("assistant_studio.conversations.attaching._UNUSED_FOR_S", -1)
    studio.attaching.tidy()
    assert content.exists()
    studio.conversations.delete(conversation.id)
    studio.attaching.tidy()
    assert not content.exists()
    assert studio.database.query("SELECT 1 FROM attachment_texts WHERE text LIKE '%storks%'") == []
