"""Whether a turn is about whole documents, and which they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant_studio.answering.attached import AttachedPart
from assistant_studio.answering.records import documents_of, way_from
from assistant_studio.answering.turn import Turn
from assistant_studio.answering.ways import WantedWay
from assistant_studio.answering.whole.choosing import Candidate, Named, chosen, named_in
from assistant_studio.answering.whole.intent import (
    Listed,
    WholeQuestion,
    Wish,
    may_be_whole,
    only_names,
    speaks_of_several,
    whole_question,
)
from assistant_studio.answering.whole.sections import WholeDocument
from assistant_studio.conversations.message import Role
from assistant_studio.knowledge.service import KnowledgeService

UNCLEAR = "unclear"
"""How an answer ends that asks which document is meant."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read, and for what.

    Attributes:
        wanted: What the question wants.
        documents: Those to read; empty if the question does not tell which.
        candidates: All there are.
        question: In whose words, if not in those of the turn: what was asked before the app had to
            ask which document is meant.
    """

    wanted: WholeQuestion
    documents: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    question: str = ""

    @property
    def listed(self) -> Listed | None:
        """What is listed without a model; None where one has to read."""
        kind = self.wanted.listed
        return None if kind is Listed.OTHER else kind

    @property
    def names(self) -> tuple[str, ...]:
        """Of the documents to read."""
        return tuple(each.name for each in self.documents)

    @property
    def attached_only(self) -> bool:
        """Whether all of them came with a message of the conversation."""
        return all(each.attached for each in self.documents)


def plan_for(turn: Turn, knowledge: KnowledgeService) -> Plan | None:
    """How a turn reads whole documents; None for one that searches, as most do."""
    forced = turn.wanted_way is WantedWay.WHOLE
    before = _asked_before(turn)
    may_be = forced or bool(before) or may_be_whole(turn.question)
    if turn.wanted_way is WantedWay.SEARCH or not may_be:
        return None
    candidates = tuple(_candidates(turn, knowledge))
    if not candidates:
        return None
    named = named_in(turn.question, candidates)
    wanted = whole_question(turn.question, named.words)
    if wanted is None and before and only_names(turn.question, named.words):
        return _told_which(turn, before, named, candidates)
    if wanted is None and forced:
        wanted = WholeQuestion(Wish.QUESTION, named=True)
    if wanted is None:
        return None
    picked = chosen(wanted, named, candidates, not turn.earlier)
    if forced and not picked:
        spoken_of = tuple(each for each in candidates if each.spoken_of)
        picked = spoken_of or candidates
    return Plan(wanted, picked, candidates) if picked is not None else None


def _asked_before(turn: Turn) -> str:
    """The question after which the app had to ask which document is meant; empty for none."""
    asked = turn.earlier[-2:]
    if len(asked) < 2 or asked[1].details.get("finish") != UNCLEAR:
        return ""
    return asked[0].text


def _told_which(
    turn: Turn, before: str, named: Named, candidates: tuple[Candidate, ...]
) -> Plan | None:
    """What was asked before, of the documents that are named now."""
    together = f"{before} ({turn.question})"
    wanted = whole_question(before, named.words)
    if wanted is None:
        return None
    picked = named.documents or (candidates if speaks_of_several(turn.question) else ())
    return Plan(wanted, picked, candidates, together)


def whole_document(candidate: Candidate, turn: Turn, knowledge: KnowledgeService) -> WholeDocument:
    """All of a document.

    Raises:
        NotFound: It was removed meanwhile.
    """
    for each in turn.attached:
        if each.id == candidate.id:
            passages = tuple(source.passage for source in AttachedPart(each).sources(1))
            return WholeDocument(each.id, each.name, each.extracted.text, passages)
    return WholeDocument(
        candidate.id,
        candidate.name,
        knowledge.text_of(candidate.id),
        knowledge.passages_of(candidate.id),
    )


def _candidates(turn: Turn, knowledge: KnowledgeService) -> Iterator[Candidate]:
    drawn_on = turn.drawn_on or _drawn_on_before(turn)
    earlier = {message.id for message in turn.earlier}
    for each in turn.attached:
        now = each.message_id not in earlier
        yield Candidate(each.id, each.name, now, now or each.id in drawn_on)
    for document in knowledge.documents(turn.assistant.id):
        if document.passages:
            spoken_of = document.id in drawn_on or document.name in drawn_on
            yield Candidate(document.id, document.name, spoken_of=spoken_of)


def _drawn_on_before(turn: Turn) -> frozenset[str]:
    """Ids and names of the documents that the answer before drew on."""
    answers = [message for message in turn.earlier if message.role is Role.ASSISTANT]
    if not answers:
        return frozenset()
    details = answers[-1].details
    return documents_of(details) | frozenset(way_from(details).documents)
