"""Conversations out to files and in again: nothing lost on the way, nothing hostile comes in."""

from __future__ import annotations

import contextlib
import html
import json
import os
import stat
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.conversations.attachments import AttachmentPlace
from assistant_studio.conversations.message import MessageState
from assistant_studio.conversations.transfer import incoming, reading, service
from assistant_studio.conversations.transfer.incoming import UnreadableExport
from assistant_studio.conversations.transfer.service import ConversationTransfer, ExportFormat
from assistant_studio.errors import StorageError, UsageError
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

from .conftest import MIGRATIONS, Shelves

HOSTILE = (
    "<script>alert(1)</script> <img src=http://evil.example/x.png onerror=x> "
    "![p](http://evil.example/p.png) [l](javascript:alert(1)) [f](file:///etc/passwd) "
    "<style>@import url(http://evil.example)</style> &amp; </div></body>"
)
DETAILS: dict[str, Any] = {
    "sources": [
        {
            "n": 1,
            "passage": {
                "rank": 1,
                "document": "Staff <b>handbook</b>.pdf",
                "document_id": "d",
                "page": 12,
                "place": "Page 12",
                "heading": "Refunds",
                "start": 0,
                "end": 11,
                "text": "Thirty days <script>",
                "score": 0.5,
                "found_by": ["meaning", "words"],
                "fit": 0.0,
            },
        }
    ],
    "sentences": [
        {"start": 0, "end": 12, "text": "Thirty days.", "sources": [1], "supported": True}
    ],
    "finish": "stop",
}


@pytest.fixture
def transfer(shelves: Shelves, home: Home) -> Iterator[ConversationTransfer]:
    made = ConversationTransfer(shelves.database, home)
    yield made
    made.close()


def sample(shelves: Shelves) -> str:
    """A conversation with sources, a branch that is not shown, and hostile words."""
    talk = shelves.talk("How long?", "Thirty days. " + HOSTILE, details=DETAILS)
    asked = shelves.store.messages(talk.id)[0]
    other = shelves.store.begin_answer(talk.id, asked.id)
    shelves.store.finish_answer(other.id, "Another answer.", MessageState.STOPPED, {}, None)
    shelves.store.branches.choose(shelves.store.branches.siblings(other.id)[0])
    shelves.store.add_user_message(talk.id, HOSTILE)
    shelves.listing.rename(talk.id, "Refunds <i>שלום</i> 👩‍👩‍👧")
    return talk.id


def bare(path: Path) -> Any:
    """An export without ids and times of its own: what two exports of one talk share."""
    data = json.loads(path.read_text(encoding="utf-8"))
    found = []
    for talk in data["conversations"]:
        order = {message["id"]: place for place, message in enumerate(talk["messages"])}
        messages = [
            {**message, "id": order[message["id"]], "parent": order.get(message["parent"])}
            for message in talk["messages"]
        ]
        found.append({**talk, "messages": messages, "leaf": order[talk["leaf"]]})
    return found


def test_what_is_exported_comes_back_whole(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    sample(shelves)
    pinned = shelves.talk("Two", "b")
    shelves.listing.pin(pinned.id)
    out, again = tmp_path / "out.json", tmp_path / "again.json"
    assert transfer.export_all(shelves.assistant_id, out) == 2
    other = Shelves(Database(tmp_path / "other.db", MIGRATIONS, tmp_path / "backups"))
    second = ConversationTransfer(other.database, Home(tmp_path / "home"))
    outcome = second.import_file(other.assistant_id, out)
    second.export_all(other.assistant_id, again)

    assert len(outcome.added) == 2
    assert bare(again) == bare(out)
    assert len(bare(out)[0]["messages"]) == 4
    assert bare(out)[0]["messages"][1]["details"]["sources"][0]["passage"]["page"] == 12
    assert other.found("thirty")
    assert second.import_file(other.assistant_id, out).present == 2
    assert len(other.listing.page()) == 2
    other.database.close()


def with_attachments(shelves: Shelves) -> str:
    """A conversation with a file of two pages and a long paste attached to its question."""
    talk = shelves.talk("What do they say?", "Thirty days.")
    asked, answer = shelves.store.messages(talk.id)
    store, place = shelves.store.attachments, AttachmentPlace(shelves.assistant_id, talk.id)
    pages = (Section(0, 10, 1, ("Refunds",)), Section(10, 24, 2))
    file = ExtractedText("Thirty days for refunds.", pages)
    pasted = ExtractedText("``` storks " * 1_000, (Section(0, 11_000),))
    added = [
        store.add(place, "Terms <b>.pdf", "a" * 64, 52_000, file, pasted=False),
        store.add(place, "Pasted text", "b" * 64, 11_000, pasted, pasted=True),
    ]
    store.send([each.id for each in added], talk.id, asked.id)
    with shelves.database.transaction() as connection:
        connection.execute("INSERT INTO prompts VALUES (?, ?)", (answer.id, "<system>All of it"))
    return talk.id


def test_attachments_and_prompts_come_back_with_their_text_and_places(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    talk = with_attachments(shelves)
    out, again = tmp_path / "out.json", tmp_path / "again.json"
    assert transfer.export(talk, out) == ()
    other = Shelves(Database(tmp_path / "other.db", MIGRATIONS, tmp_path / "backups"))
    home = Home(tmp_path / "home")
    second = ConversationTransfer(other.database, home)
    (taken,) = second.import_file(other.assistant_id, out).added
    second.export(taken, again)

    assert bare(again) == bare(out)
    asked, answer = other.store.messages(taken)
    file, pasted = other.store.attachments.of_messages([asked.id])[asked.id]
    assert (file.name, file.size_bytes, pasted.pasted) == ("Terms <b>.pdf", 52_000, True)
    assert other.store.attachments.text_of(file).sections[0].headings == ("Refunds",)
    assert other.store.attachments.text_of(file).sections[1].page == 2
    assert (home.attachments_dir / file.sha256).read_text() == "Thirty days for refunds."
    assert other.store.prompt(answer.id) == "<system>All of it"
    other.database.close()


def test_exports_for_people_hold_what_was_attached_and_say_what_they_leave_out(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    talk = with_attachments(shelves)
    asked = shelves.store.messages(talk)[0]
    other = shelves.store.begin_answer(talk, asked.id)
    shelves.store.finish_answer(other.id, "Another.", MessageState.COMPLETE, {}, None)
    said = (
        "1 message on another branch is left out.",
        "Of what was attached, only the first 4,000 characters are in it.",
    )
    markdown, page = tmp_path / "out.md", tmp_path / "out.html"
    assert transfer.export(talk, markdown) == said
    assert transfer.export(talk, page) == said

    text = markdown.read_text(encoding="utf-8")
    assert f"*{' '.join(said)}*" in text
    assert "**Attached: Terms <b>.pdf**\n\n```text\nThirty days for refunds.\n```" in text
    title = "**Attached: Pasted text (the first 4,000 of 11,000 characters)**\n\n````text\n"
    shown = text.split(title)[1].split("\n````")[0]
    assert len(shown) == 4_000
    shown_page = _Page()
    shown_page.feed(page.read_text(encoding="utf-8"))
    assert "b" not in {tag for tag in shown_page.tags if tag not in ("b", "body")}
    assert "Attached: Terms <b>.pdf" in shown_page.text
    assert all(sentence in shown_page.text for sentence in said)


def test_what_is_exported_is_as_readable_as_any_other_file(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    talk = sample(shelves)
    before = os.umask(0o022)
    try:
        for ending in ("md", "html", "json", "pdf"):
            path = tmp_path / f"out.{ending}"
            transfer.export(talk, path)
            assert stat.S_IMODE(path.stat().st_mode) == 0o644, ending
        transfer.export_all(shelves.assistant_id, tmp_path / "all.json")
        assert stat.S_IMODE((tmp_path / "all.json").stat().st_mode) == 0o644
    finally:
        os.umask(before)


ATTACHED = {"name": "a.txt", "pasted": False, "size_bytes": 3, "text": "abc", "sections": [[0, 3]]}


@pytest.mark.parametrize(
    "attachments",
    [
        {"a": 1},
        [1],
        [{**ATTACHED, "name": 1}],
        [{**ATTACHED, "name": "../"}],
        [{**ATTACHED, "text": None}],
        [ATTACHED] * 21,
    ],
)
def test_an_attachment_that_is_none_keeps_all_out(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path, attachments: Any
) -> None:
    path = tmp_path / "in.json"
    path.write_text(whole(good(message={"attachments": attachments})), encoding="utf-8")
    with pytest.raises(UnreadableExport, match=r"Conversation 1 in the file is damaged"):
        transfer.import_file(shelves.assistant_id, path)


@pytest.mark.parametrize(
    "sections",
    [None, [[0, 99, None, [], None]], [[2, 1, None, [], None]], [[0, 3, None, [], "{"]], "x", [1]],
)
def test_places_that_make_no_sense_are_left_out_and_no_hash_of_a_file_is_believed(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path, sections: Any
) -> None:
    mine = with_attachments(shelves)
    before = shelves.database.query("SELECT * FROM attachment_texts ORDER BY name")
    hostile = {**ATTACHED, "name": "/etc/Terms <b>.pdf", "sha256": "a" * 64, "sections": sections}
    path = tmp_path / "in.json"
    path.write_text(whole(good(message={"attachments": [hostile]})), encoding="utf-8")
    (taken,) = transfer.import_file(shelves.assistant_id, path).added

    asked = shelves.store.messages(taken)[0]
    (file,) = shelves.store.attachments.of_messages([asked.id])[asked.id]
    assert file.name == "Terms <b>.pdf"
    assert shelves.store.attachments.text_of(file) == ExtractedText("abc", (Section(0, 3),))
    kept = shelves.database.query("SELECT * FROM attachment_texts ORDER BY name")
    assert {tuple(row) for row in before} < {tuple(row) for row in kept}
    assert mine != taken


texts = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(talks=st.lists(st.lists(texts, min_size=1, max_size=5), min_size=1, max_size=3))
def test_any_words_survive_the_way(
    tmp_path: Path, shelves: Shelves, transfer: ConversationTransfer, talks: list[list[str]]
) -> None:
    with shelves.database.transaction() as connection:
        connection.execute("DELETE FROM conversations")
    for words in talks:
        shelves.talk(*words)
    path = tmp_path / "out.json"
    transfer.export_all(shelves.assistant_id, path)
    before = bare(path)
    with shelves.database.transaction() as connection:
        connection.execute("DELETE FROM conversations")
    transfer.import_file(shelves.assistant_id, path)
    transfer.export_all(shelves.assistant_id, path)

    assert bare(path) == before


class _Page(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in ("src", "href", "data", "action"):
                self.addresses.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_web_page_runs_nothing_and_loads_nothing(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    path = tmp_path / "out.html"
    transfer.export(sample(shelves), path)
    source = path.read_text(encoding="utf-8")
    page = _Page()
    page.feed(source)

    assert not page.tags & {"script", "img", "iframe", "link", "object", "embed", "form", "i"}
    assert [a for a in page.addresses if not a.startswith(("https://", "http://", "mailto:"))] == []
    assert "default-src 'none'" in source
    assert "alert(1)" in page.text
    assert "Staff <b>handbook</b>.pdf" in page.text
    assert "Page 12" in page.text
    assert "[1]" in page.text
    assert "Another answer." not in page.text


@given(st.text(max_size=300))
def test_any_answer_makes_a_harmless_page(text: str) -> None:
    from assistant_studio.conversations.transfer.as_html import _markdown

    page = _Page()
    page.feed(_markdown().render(text))
    assert not page.tags & {"script", "img", "iframe", "link", "object", "style"}


def test_markdown_holds_the_shown_branch_with_its_sources(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    path = tmp_path / "out.md"
    transfer.export(sample(shelves), path)
    text = path.read_text(encoding="utf-8")

    assert text.startswith("# Refunds <i>שלום</i> 👩‍👩‍👧\n")
    assert "Thirty days. [1]" in text
    assert "1. Staff <b>handbook</b>.pdf, Page 12: “Thirty days <script>”" in text
    assert "Another answer." not in text


def test_the_pdf_is_one_and_says_what_was_said(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    path = tmp_path / "out.pdf"
    talk = sample(shelves)
    transfer.export(talk, path)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())

    assert "Thirty days" in text
    assert "Page 12" in text
    # What is copied from it is what was read: dates, times and marks included.
    assert "[1]" in text
    assert shelves.store.messages(talk)[0].created_at[:16].replace("T", " ") in text


def test_what_is_not_in_the_files_is_said_in_every_export(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    invented = {"start": 13, "end": 32, "text": "Tom got <b>gold</b>.", "sources": []}
    sentences = [*DETAILS["sentences"], {**invented, "supported": False}]
    details = {**DETAILS, "sentences": sentences}
    talk = shelves.talk("Who?", "Thirty days. Tom got <b>gold</b>.", details=details)
    for kind in ("md", "html", "pdf"):
        transfer.export(talk.id, tmp_path / f"out.{kind}")
    pages = PdfReader(tmp_path / "out.pdf").pages
    texts = [
        (tmp_path / "out.md").read_text(encoding="utf-8"),
        html.unescape((tmp_path / "out.html").read_text(encoding="utf-8")),
        " ".join(" ".join(page.extract_text() for page in pages).split()),
    ]
    for text in texts:
        assert "Tom got <b>gold</b>." in text.partition("Not in the files")[2]


def test_a_file_name_must_say_as_what(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    talk = sample(shelves)
    with pytest.raises(UsageError, match=r"Let the file's name end in \.md"):
        transfer.export(talk, tmp_path / "out.docx")
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(StorageError, match=r"cannot be written"):
        transfer.export(talk, blocked / "out.md", ExportFormat.MARKDOWN)


def good(**changes: Any) -> dict[str, Any]:
    message = {
        "id": "m",
        "parent": None,
        "role": "user",
        "text": "Hello",
        "state": "complete",
        "created_at": "2026-01-02T03:04:05+00:00",
        "details": {},
    }
    talk: dict[str, Any] = {
        "id": "c",
        "title": "T",
        "created_at": "2026-01-02T03:04:05+00:00",
        "changed_at": "2026-01-02T03:04:05+00:00",
        "leaf": "m",
        "messages": [{**message, **changes.pop("message", {})}],
    }
    return {**talk, **changes}


def whole(*talks: Any, **head: Any) -> str:
    data = {"format": "assistant-studio-conversations", "version": 1, **head}
    return json.dumps({**data, "conversations": list(talks)})


DAMAGED = {
    "a message twice": good(messages=[good()["messages"][0]] * 2),
    "a parent that is nowhere": good(message={"parent": "x"}),
    "its own parent": good(message={"parent": "m"}),
    "a leaf that is nowhere": good(leaf="x"),
    "no messages": good(messages=[]),
    "messages that are none": good(messages=[1]),
    "an unknown role": good(message={"role": "system"}),
    "a role that is a list": good(message={"role": ["user"]}),
    "a text that is none": good(message={"text": {"a": 1}}),
    "a text without end": good(message={"text": "x" * (incoming.MAX_TEXT_CHARS + 1)}),
    "a time that is none": good(created_at="yesterday"),
    "a time beyond time": good(created_at=1e300),
    "not a map": [1, 2],
}


@pytest.mark.parametrize("what", DAMAGED)
def test_one_damaged_conversation_keeps_all_out(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path, what: str
) -> None:
    path = tmp_path / "in.json"
    path.write_text(whole(good(id="first"), DAMAGED[what]), encoding="utf-8")
    with pytest.raises(UnreadableExport, match=r"Conversation 2 in the file is damaged"):
        transfer.import_file(shelves.assistant_id, path)
    assert shelves.listing.page() == []


NOT_OURS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "not text": lambda: b"\xff\xfe\x00PK",
    "cut short": lambda: whole(good()).encode()[:-30],
    "more behind it": lambda: whole(good()).encode() + b"[]",
    "another format": lambda: whole(good(), format="x").encode(),
    "no list": lambda: b'{"format": "assistant-studio-conversations", "version": 1}',
    "a number": lambda: b"12",
    "nesting without end": lambda: b"[" * 100_000,
    "nested map": lambda: b'{"a":' * 50_000 + b"1",
    "not a number": lambda: whole(good(x=float("nan"))).encode(),
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_a_file_that_is_none_is_refused_in_words(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path, what: str
) -> None:
    path = tmp_path / "in.json"
    path.write_bytes(NOT_OURS[what]())
    with pytest.raises(UnreadableExport, match=r"“in.json” holds no conversations"):
        transfer.import_file(shelves.assistant_id, path)
    assert shelves.listing.page() == []


def test_too_large_missing_and_newer_files_are_named(
    shelves: Shelves,
    transfer: ConversationTransfer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "in.json"
    with pytest.raises(UnreadableExport, match=r"cannot be read"):
        transfer.import_file(shelves.assistant_id, path)
    path.write_text(whole(good(), version=2), encoding="utf-8")
    with pytest.raises(UnreadableExport, match=r"newer version"):
        transfer.import_file(shelves.assistant_id, path)
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 10)
    with pytest.raises(UnreadableExport, match=r"the most that can be taken in"):
        transfer.import_file(shelves.assistant_id, path)


def test_details_that_are_not_as_they_should_be_are_left_out(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    details = {
        "sources": [{"n": "one"}],
        "sentences": [{"start": 0, "end": 999, "text": "", "sources": [], "supported": True}],
        "finish": "stop",
        "left_out": {"messages": 1, "passages": 0, "attachments": [["a.txt", 1, 2]]},
        "code": "__import__('os')",
    }
    path = tmp_path / "in.json"
    message = {"role": "assistant", "details": details}
    path.write_text(whole(good(message=message)), encoding="utf-8")
    added = transfer.import_file(shelves.assistant_id, path).added

    kept = shelves.store.messages(added[0])[0].details
    assert kept == {"finish": "stop", "left_out": details["left_out"]}


def node(key: str, parent: str | None, role: str, *parts: Any, **more: Any) -> dict[str, Any]:
    content = {"content_type": "text", "parts": list(parts)}
    message = {"author": {"role": role}, "content": content, "create_time": 1_700_000_000.5}
    return {key: {"id": key, "parent": parent, "children": [], "message": message, **more}}


def test_chatgpts_export_comes_in_with_its_branches(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path
) -> None:
    mapping = {
        "root": {"id": "root", "parent": None, "message": None},
        **node("s", "root", "system", ""),
        **node("q", "s", "user", "What is this?", {"asset_pointer": "file://x"}),
        **node("t", "q", "tool", "searching"),
        **node("a1", "t", "assistant", "A first answer."),
        **node("a2", "t", "assistant", "A second answer."),
        **node("loop", "loop", "user", "never reached"),
    }
    talk = {
        "title": "From elsewhere",
        "create_time": 1_700_000_000,
        "update_time": 1_700_000_100,
        "mapping": mapping,
        "current_node": "a2",
        "conversation_id": "abc",
    }
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([talk, {"title": "Empty", "mapping": {}}]), encoding="utf-8")
    added = transfer.import_file(shelves.assistant_id, path).added

    assert [shelves.listing.entry(key).title for key in added] == ["From elsewhere"]
    shown = shelves.store.messages(added[0])
    assert [m.text for m in shown] == ["What is this?", "A second answer."]
    assert len(shelves.store.branches.siblings(shown[1].id)) == 2
    assert transfer.import_file(shelves.assistant_id, path).present == 1


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["conversations", "messages", "mapping", "id", "parent", "message"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_json_makes_reading_fail_but_in_words(tmp_path: Path, data: Any) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with contextlib.suppress(UnreadableExport):
        list(reading.read_file(path))


_WRONG = st.sampled_from([None, True, [1], {"a": 1}, "", "x" * 300, -1, 1e308, "\ud800", 10**30])


def _changed(data: Any, place: int, value: Any) -> Any:
    """The same data with the value at one place, counted through all of it, exchanged."""
    left = [place]

    def walk(node: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:
            return value
        if isinstance(node, dict):
            return {key: walk(inner) for key, inner in node.items()}
        return [walk(inner) for inner in node] if isinstance(node, list) else node

    return walk(data)


_OURS = {
    "format": "assistant-studio-conversations",
    "version": 1,
    "conversations": [
        {
            "id": "c",
            "title": "Talk",
            "created_at": "2026-11-25T10:00:00.000+00:00",
            "changed_at": "2026-11-25T10:00:00.000+00:00",
            "leaf": "b",
            "messages": [
                {
                    "id": "a",
                    "parent": None,
                    "role": "user",
                    "state": "complete",
                    "text": "Why?",
                    "created_at": "2026-11-25T10:00:00.000+00:00",
                },
                {
                    "id": "b",
                    "parent": "a",
                    "role": "assistant",
                    "state": "complete",
                    "text": "So.",
                    "created_at": "2026-11-25T10:00:00.000+00:00",
                },
            ],
        }
    ],
}
_CHATGPTS = [
    {
        "title": "Talk",
        "create_time": 1.0,
        "current_node": "b",
        "mapping": {
            "a": {
                "parent": None,
                "message": {"author": {"role": "user"}, "content": {"parts": ["Why?"]}},
            },
            "b": {
                "parent": "a",
                "message": {"author": {"role": "assistant"}, "content": {"parts": ["So."]}},
            },
        },
    }
]


@given(st.sampled_from([_OURS, _CHATGPTS]), st.integers(0, 40), _WRONG)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_no_wrong_value_in_an_export_makes_reading_fail_but_in_words(
    tmp_path: Path, data: Any, place: int, value: Any
) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps(_changed(data, place, value)), encoding="utf-8")
    with contextlib.suppress(UnreadableExport):
        list(reading.read_file(path))


def test_a_number_of_thousands_of_digits_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text('[{"mapping": {}, "create_time": ' + "9" * 5000 + "}]", encoding="utf-8")
    with pytest.raises(UnreadableExport):
        list(reading.read_file(path))


@pytest.mark.parametrize("data", [_OURS, _CHATGPTS])
def test_the_export_that_wrong_values_are_put_into_is_one(tmp_path: Path, data: Any) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    (talk,) = reading.read_file(path)
    assert [message.text for message in talk.messages] == ["Why?", "So."]


class _CancelledAfter(CancelToken):
    """Stops what checks it once it has checked so often."""

    def __init__(self, checks: int) -> None:
        super().__init__()
        self._left = checks

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            self.cancel()
        super().check()


def test_an_import_leaves_room_for_others_and_nothing_behind_when_it_is_stopped(
    shelves: Shelves, transfer: ConversationTransfer, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(service, "_PORTION", 2)
    talks = [{**_OURS["conversations"][0], "id": f"c{n}"} for n in range(7)]
    path = tmp_path / "in.json"
    path.write_text(json.dumps({**_OURS, "conversations": talks}), encoding="utf-8")
    before = len(shelves.store.list())
    for checks in range(3, 16):
        try:
            outcome = transfer.import_file(shelves.assistant_id, path, _CancelledAfter(checks))
        except Cancelled:
            assert len(shelves.store.list()) == before
        else:
            break
    assert len(outcome.added) == 7
    assert transfer.import_file(shelves.assistant_id, path).added == ()
