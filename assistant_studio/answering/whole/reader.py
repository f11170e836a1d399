"""Reads whole documents for a turn: listed by rule, in one go, or section by section."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant_studio.answering import budget, prompt
from assistant_studio.answering.asked_model import AskedModel
from assistant_studio.answering.events import (
    AnswerText,
    LeftOut,
    PromptReady,
    Source,
    TurnEvent,
)
from assistant_studio.answering.turn import Turn
from assistant_studio.answering.ways import Way, WayKind
from assistant_studio.answering.whole import words
from assistant_studio.answering.whole.intent import Listed, Wish
from assistant_studio.answering.whole.list_answer import (
    MOST_SOURCES,
    checked_lines,
    list_notes,
    say,
    says_nothing,
)
from assistant_studio.answering.whole.notebook import note_key
from assistant_studio.answering.whole.noted import (
    NOTE_TOKENS,
    Notes,
    Reading,
    section_seconds,
    so_far,
)
from assistant_studio.answering.whole.planning import UNCLEAR, Plan, whole_document
from assistant_studio.answering.whole.sections import WholeDocument, sections_of
from assistant_studio.answering.words import content_words
from assistant_studio.cancel import Cancelled
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.models.engine import ChatMessage, LoadedModel

# A section is as long as a page or two: a small model still sees all of it.
SECTION_TOKENS = 900
# Of the room, what delimiters, names and tasks may take.
_OVERHEAD_TOKENS = 160
_WHOLE_SHARE = 0.9
# Notes are condensed so often at most before the rest is left out.
_MOST_ROUNDS = 3
# A thousand pages counted in one call would make a busy computer look stuck.
_COUNTED_AT_ONCE = 500
_CITED_FROM = 40
# So many notes a person reads sooner than a small model makes fewer of them.
_SHOWN_NOTES = 24


class WholeReader:
    """Takes turns about whole documents to their answers."""

    def __init__(self, knowledge: KnowledgeService, model: AskedModel) -> None:
        self._knowledge = knowledge
        self._model = model

    def documents(self, turn: Turn, plan: Plan) -> list[WholeDocument]:
        """The documents of a plan, read from disk; waited for if they are not ready to be."""
        found = [whole_document(each, turn, self._knowledge) for each in plan.documents]
        if all(document.passages for document in found):
            return found
        self._knowledge.wait_until_indexed(turn.assistant.id, None, turn.token)
        return [whole_document(each, turn, self._knowledge) for each in plan.documents]

    def unclear(self, turn: Turn, plan: Plan) -> Iterator[TurnEvent]:
        """Say that the question does not tell which document it means."""
        turn.finish = UNCLEAR
        compares = plan.wanted.wish is Wish.COMPARISON
        example = plan.candidates[0].name
        yield from say(
            turn,
            words.too_few_to_compare()
            if compares
            else words.which_document(len(plan.candidates), example),
        )

    def take_whole(self, turn: Turn, documents: Sequence[WholeDocument], room: budget.Room) -> bool:
        """Make the documents the turn's sources if the model can read them in one go."""
        most_tokens = int(room.rest_tokens * _WHOLE_SHARE) - _OVERHEAD_TOKENS
        sections = self._sections(turn, documents, SECTION_TOKENS, most_tokens)
        if sections is None:
            return False
        names = tuple(document.name for document in documents)
        turn.way = Way(WayKind.WHOLE, names, len(sections), len(sections))
        turn.sources = tuple(Source(n, section) for n, section in enumerate(sections, 1))
        return True

    def read_in_sections(
        self,
        turn: Turn,
        plan: Plan,
        documents: Sequence[WholeDocument],
        loaded: LoadedModel,
        room: budget.Room,
        front: list[ChatMessage],
    ) -> Iterator[TurnEvent]:
        """Have the model take notes of each section, and put the answer together from them.

        Stopped before all were read, the notes so far are the answer.
        """
        size_tokens = min(SECTION_TOKENS, max(budget.MIN_ANSWER_TOKENS, _free(room)))
        sections = self._sections(turn, documents, size_tokens, None)
        assert sections is not None
        reading = Reading(plan, tuple(sections))
        turn.way = reading.way()
        turn.left_out = LeftOut(messages=len(turn.earlier))
        expected_s = section_seconds(size_tokens, loaded)
        try:
            for number, section in enumerate(reading.sections, 1):
                yield reading.progress(expected_s)
                note = self._note(turn, reading, section, number, front)
                if turn.token.cancelled:
                    break
                reading.notes.append(note)
                turn.way, turn.so_far = reading.way(), so_far(reading).text
        except Cancelled:
            # It came between two steps; what was noted is the answer all the same.
            pass
        if turn.token.cancelled:
            yield from self._stop(turn, reading)
            return
        yield reading.progress(expected_s)
        if plan.wanted.wish is Wish.LIST:
            yield from list_notes(turn, plan.names, reading.sections, reading.notes)
        else:
            yield from self._close(turn, reading, loaded, room, front)

    def go_on(
        self, turn: Turn, loaded: LoadedModel, room: budget.Room, front: list[ChatMessage]
    ) -> Iterator[TurnEvent]:
        """Write on an answer that was put together from notes."""
        yield from self._answer_from(turn, list(turn.way.notes), loaded, room, front)

    def _sections(
        self,
        turn: Turn,
        documents: Sequence[WholeDocument],
        size_tokens: int,
        most_tokens: int | None,
    ) -> list[Passage] | None:
        """All sections; None if they are more than `most_tokens`."""
        found: list[Passage] = []
        used_tokens = 0
        for document in documents:
            texts = [prompt.passage_text(passage) for passage in document.passages]
            # Nobody need count what is far too long.
            if most_tokens is not None and sum(map(len, texts)) > 8 * most_tokens:
                return None
            sizes_tokens = self._sizes(turn, texts)
            used_tokens += sum(sizes_tokens)
            if most_tokens is not None and used_tokens > most_tokens:
                return None
            found += sections_of(document, sizes_tokens, size_tokens)
        return found

    def _sizes(self, turn: Turn, texts: list[str]) -> list[int]:
        """Tokens of each text and what stands around it; of a book, some at a time."""
        found: list[int] = []
        for first in range(0, len(texts), _COUNTED_AT_ONCE):
            some = texts[first : first + _COUNTED_AT_ONCE]
            found += [size + 4 for size in self._model.count_tokens(turn, some)]
        return found

    def _note(
        self,
        turn: Turn,
        reading: Reading,
        section: Passage,
        number: int,
        front: list[ChatMessage],
    ) -> str:
        task = words.section_task(
            reading.plan.wanted.wish,
            turn.question,
            section.document,
            number,
            len(reading.sections),
        )
        asked = ChatMessage("user", prompt.fenced(prompt.passage_text(section), task))
        messages = [*front, asked]
        key = note_key(turn.model_sha256, messages)
        kept = turn.notebook.find(key) if turn.notebook is not None else None
        if kept is not None:
            reading.reused += 1
            return kept
        began_s = time.monotonic()
        note = self._model.note(turn, messages, NOTE_TOKENS)
        reading.spent_s += time.monotonic() - began_s
        # A model that only thought has noted nothing; what the section begins with is better.
        note = note or " ".join(section.text.split())[:200]
        if turn.notebook is not None and not turn.token.cancelled:
            turn.notebook.keep(key, note)
        return note

    def _stop(self, turn: Turn, reading: Reading) -> Iterator[TurnEvent]:
        turn.finish = "cancelled"
        if not reading.notes:
            return
        self._say_notes(turn, so_far(reading))
        yield AnswerText(turn.text)

    def _close(
        self,
        turn: Turn,
        reading: Reading,
        loaded: LoadedModel,
        room: budget.Room,
        front: list[ChatMessage],
    ) -> Iterator[TurnEvent]:
        several = len(reading.plan.documents) > 1
        pairs = zip(reading.sections, reading.notes, strict=True)
        notes = [
            words.note_text(section, note, with_name=several)
            for section, note in pairs
            if not says_nothing(note)
        ]
        turn.way = replace(turn.way, notes=tuple(notes))
        if not notes:
            turn.finish = "not_found"
            turn.sentences = ()
            yield from say(turn, words.list_is_empty(Listed.OTHER, reading.plan.names))
            return
        if self._model.small(turn.assistant) and len(notes) <= _SHOWN_NOTES:
            yield from self._show_notes(turn, reading)
            return
        yield from self._answer_from(turn, notes, loaded, room, front)
        likely = _likely(turn.text, reading.sections)
        turn.sources = tuple(Source(n, section) for n, section in enumerate(likely, 1))

    def _show_notes(self, turn: Turn, reading: Reading) -> Iterator[TurnEvent]:
        """Answer with the notes: what a very small model makes of them is mostly invented."""
        turn.finish = "listed"
        self._say_notes(turn, so_far(reading, words.notes_of_all()))
        yield AnswerText(turn.text)

    def _say_notes(self, turn: Turn, notes: Notes) -> None:
        """Make notes the answer, each held against the part that it was taken from."""
        sources = tuple(Source(n, section) for n, section in enumerate(notes.sections, 1))
        turn.sentences = checked_lines(notes.head, notes.lines, sources)
        turn.text, turn.sources = notes.text, sources[:MOST_SOURCES]
        turn.first_token_s = turn.elapsed_s

    def _answer_from(
        self,
        turn: Turn,
        notes: list[str],
        loaded: LoadedModel,
        room: budget.Room,
        front: list[ChatMessage],
    ) -> Iterator[TurnEvent]:
        notes = self._condensed(turn, notes, room, front)
        task = words.closing_task(turn.question, turn.way.documents)
        asked = ChatMessage("user", prompt.fenced("\n\n".join(notes), task))
        messages = [*front, asked, *prompt.begun(turn.begun)]
        turn.sampling = replace(turn.sampling, max_tokens=room.answer_tokens)
        used_tokens = self._model.prompt_size(turn, messages)
        yield PromptReady(used_tokens, loaded.context_tokens, turn.left_out)
        yield from self._model.answer(turn, messages)

    def _condensed(
        self, turn: Turn, notes: list[str], room: budget.Room, front: list[ChatMessage]
    ) -> list[str]:
        """Notes that fit together: neighbours are put into fewer words, several times if need be.

        What still does not fit then is left out, and counted in `turn.left_out`.
        """
        for _round in range(_MOST_ROUNDS):
            sizes_tokens = self._model.count_tokens(turn, notes)
            if sum(sizes_tokens) + 4 * len(notes) <= _free(room) or turn.token.cancelled:
                return notes
            notes = [
                self._model.note(
                    turn,
                    [
                        *front,
                        ChatMessage(
                            "user", prompt.fenced(group, words.condensing_task(turn.question))
                        ),
                    ],
                    NOTE_TOKENS,
                )
                or group[:400]
                for group in _groups(notes, sizes_tokens, _free(room))
            ]
        sizes_tokens = self._model.count_tokens(turn, notes)
        kept = budget.passages_that_fit([size + 4 for size in sizes_tokens], _free(room))
        turn.left_out = replace(turn.left_out, passages=len(notes) - len(kept))
        return [notes[place] for place in kept]


def _free(room: budget.Room) -> int:
    return room.rest_tokens - _OVERHEAD_TOKENS


def _groups(notes: Sequence[str], sizes_tokens: Sequence[int], most_tokens: int) -> Iterator[str]:
    """Neighbouring notes together, at least two to a group, or nothing would get shorter."""
    group: list[str] = []
    used_tokens = 0
    for note, size_tokens in zip(notes, sizes_tokens, strict=True):
        if len(group) > 1 and used_tokens + size_tokens > min(most_tokens, SECTION_TOKENS):
            yield "\n\n".join(group)
            group, used_tokens = [], 0
        group.append(note)
        used_tokens += size_tokens
    if group:
        yield "\n\n".join(group)


def _likely(answer: str, sections: Sequence[Passage]) -> list[Passage]:
    """The sections that share most with an answer, in their order: it is held against these."""
    wanted = content_words(answer)
    shared = Counter(
        {n: len(wanted & content_words(section.text)) for n, section in enumerate(sections)}
    )
    return [sections[n] for n in sorted(n for n, _count in shared.most_common(_CITED_FROM))]
