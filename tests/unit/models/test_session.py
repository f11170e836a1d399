"""What a session reads again and what it does not, with a model that fails on demand."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import ContextTooSmall, ModelError
from assistant_studio.models.chat_template import ChatTemplate
from assistant_studio.models.engine import (
    ChatMessage,
    GenerationDone,
    PromptProgress,
    Sampling,
    TextPiece,
)
from assistant_studio.models.prompting import Prompter
from assistant_studio.models.session import Identity, Session
from assistant_studio.models.snapshots import SnapshotStore

SYSTEM = ChatMessage("system", "s" * 100)
END = 0


class FakeModel:
    """Reads letters, and answers with the alphabet, over and over."""

    trained_context_tokens = 1000
    batch_tokens = 32
    bos_text = eos_text = ""
    adds_bos = False
    control_texts: Sequence[str] = ()
    mark_texts: Sequence[str] = ()

    def __init__(self) -> None:
        self.context_tokens = 1000
        self.there: list[int] = []
        self.read: list[int] = []
        self.cuts = True
        self.takes_states = True
        self.fails = False
        self.logits_of: list[int] = []
        self.stop_at: int | None = None
        self.token = CancelToken()
        self.answer = [ord(letter) for letter in "abcdefghij"] + [END]

    def tokenize(self, text: str, special: bool) -> list[int]:
        return [ord(letter) for letter in text]

    def decode(self, tokens: Sequence[int]) -> bool:
        if self.stop_at is not None and len(self.there) >= self.stop_at:
            self.stop_at = None
            self.token.cancel()
            return False
        if self.fails:
            raise ModelError("The engine could not.")
        self.read.append(len(tokens))
        self.there += tokens
        return True

    def keep(self, count: int) -> bool:
        if count < len(self.there) and count > 0 and not self.cuts:
            self.there.clear()
            return False
        del self.there[count:]
        return True

    def logits(self) -> bytes:
        self.logits_of = list(self.there)
        return b"logits"

    def save_state(self) -> bytearray:
        return bytearray(b",".join(str(token).encode() for token in self.there))

    def restore_state(self, state: bytearray) -> bool:
        self.there = [int(token) for token in state.split(b",")] if self.takes_states else []
        return self.takes_states

    @contextlib.contextmanager
    def sampler(self, sampling: Sampling, seed: int) -> Iterator[FakeSampler]:
        yield FakeSampler(self.answer)

    def piece(self, token: int) -> bytes:
        return chr(token).encode()

    def ends_answer(self, token: int) -> bool:
        return token == END

    @contextlib.contextmanager
    def stopped_by(self, token: CancelToken) -> Iterator[None]:
        yield

    def close(self) -> None:
        pass


class FakeSampler:
    def __init__(self, answer: list[int]) -> None:
        self._answer = iter(answer)

    def sample(self, logits: bytes | None = None) -> int:
        return next(self._answer)


@pytest.fixture
def model() -> FakeModel:
    return FakeModel()


@pytest.fixture
def snapshots(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path / "snapshots", 1 << 20)


@pytest.fixture
def session(model: FakeModel, snapshots: SnapshotStore) -> Iterator[Session]:
    session = _session(model, snapshots)
    yield session
    session.close()


def _session(model: FakeModel, snapshots: SnapshotStore) -> Session:
    source = "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}<assistant>"
    prompter = Prompter(model, ChatTemplate(source))
    return Session(model, Identity("sha", "lib"), prompter, (), snapshots)


def _ask(
    session: Session,
    *messages: ChatMessage,
    sampling: Sampling | None = None,
    token: CancelToken | None = None,
) -> tuple[str, GenerationDone, list[PromptProgress]]:
    stream = session.generate(messages, sampling or Sampling(), 1, token or CancelToken())
    text, progress = "", []
    while True:
        try:
            match next(stream):
                case TextPiece(piece):
                    text += piece
                case PromptProgress() as step:
                    progress.append(step)
        except StopIteration as end:
            return text, end.value, progress


def _user(text: str) -> ChatMessage:
    return ChatMessage("user", text)


# "<system>" and a hundred letters and "<user>": 114 tokens of front.
FRONT = 114


def test_the_front_is_read_in_batches_of_its_own(session: Session, model: FakeModel) -> None:
    text, done, progress = _ask(session, SYSTEM, _user("Why?"))
    assert model.read[:5] == [32, 32, 32, 18, 15]
    assert (text, done.finish, done.output_tokens) == ("abcdefghij", "stop", 10)
    assert (done.prompt_tokens, done.reused_tokens) == (FRONT + 15, 0)
    assert done.prompt == f"<system>{SYSTEM.content}<user>Why?<assistant>"
    assert [step.done for step in progress] == [0, 32, 64, 96, FRONT, FRONT + 15]


def test_a_fresh_process_takes_the_front_from_disk(
    session: Session, snapshots: SnapshotStore
) -> None:
    _ask(session, SYSTEM, _user("Why?"))
    fresh_model = FakeModel()
    fresh = _session(fresh_model, snapshots)
    _, done, progress = _ask(fresh, SYSTEM, _user("How?"))
    assert done.reused_tokens == FRONT
    assert fresh_model.read[0] == 15
    assert progress[0] == PromptProgress(FRONT, FRONT + 15, FRONT)
    fresh.close()


def test_a_state_the_engine_refuses_is_dropped_and_read_anew(
    session: Session, snapshots: SnapshotStore, tmp_path: Path
) -> None:
    _ask(session, SYSTEM, _user("Why?"))
    fresh_model = FakeModel()
    fresh_model.takes_states = False
    fresh = _session(fresh_model, snapshots)
    text, done, _ = _ask(fresh, SYSTEM, _user("How?"))
    assert (text, done.reused_tokens) == ("abcdefghij", 0)
    fresh.close()


def test_a_following_turn_reads_only_what_is_new(session: Session, model: FakeModel) -> None:
    text, first, _ = _ask(session, SYSTEM, _user("Why?"))
    model.read.clear()
    messages = (SYSTEM, _user("Why?"), ChatMessage("assistant", text), _user("And?"))
    _, done, _ = _ask(session, *messages)
    # All but the answer's last letter, which was drawn but never read.
    assert done.reused_tokens == first.prompt_tokens + 10
    assert sum(model.read[:1]) == done.prompt_tokens - done.reused_tokens


def test_the_same_prompt_again_is_not_read_at_all(session: Session, model: FakeModel) -> None:
    first_text, first, _ = _ask(session, SYSTEM, _user("Why?"))
    model.read.clear()
    text, done, progress = _ask(session, SYSTEM, _user("Why?"))
    assert (text, done.reused_tokens) == (first_text, first.prompt_tokens)
    assert set(model.read) == {1}  # of the answer
    assert progress == [
        PromptProgress(first.prompt_tokens, first.prompt_tokens, done.reused_tokens)
    ]


def test_the_same_prompt_after_a_stopped_one_is_read_again(
    session: Session, model: FakeModel
) -> None:
    text, first, _ = _ask(session, SYSTEM, _user("Why?"))
    model.stop_at = 0
    answer = ChatMessage("assistant", text)
    _ask(session, SYSTEM, _user("Why?"), answer, _user("And?"), token=model.token)
    _, done, _ = _ask(session, SYSTEM, _user("Why?"))
    assert done.reused_tokens == first.prompt_tokens - 2
    assert model.logits_of == model.tokenize(done.prompt, True)


def test_a_shorter_prompt_reads_its_end_again(session: Session, model: FakeModel) -> None:
    model.answer = [ord(letter) for letter in "abcdef"] + [END]
    _ask(session, SYSTEM, _user("Why?"))
    model.read.clear()
    # The reply so far ends where nobody has kept the logits.
    _, done, _ = _ask(session, SYSTEM, _user("Why?"), ChatMessage("assistant", "abc"))
    assert done.prompt_tokens - done.reused_tokens >= 2


@pytest.mark.parametrize("letters", range(10, 60))
def test_no_part_of_a_prompt_is_read_token_by_token(
    session: Session, model: FakeModel, letters: int
) -> None:
    system = ChatMessage("system", "s" * letters)
    for question in ("", "Why?", "Why not?", "Why " * 10):
        model.read.clear()
        model.answer = [END]
        _ask(session, system, _user(question))
        assert 1 not in model.read


def test_another_front_keeps_only_whole_batches(session: Session, model: FakeModel) -> None:
    _ask(session, SYSTEM, _user("Why?"))
    longer = ChatMessage("system", SYSTEM.content + " and more")
    model.read.clear()
    _, done, _ = _ask(session, longer, _user("Why?"))
    assert done.reused_tokens == 96  # three batches of the old front
    assert model.read[:2] == [27, 15]


def test_a_model_that_cannot_forget_its_end_starts_from_the_snapshot(
    session: Session, model: FakeModel
) -> None:
    model.cuts = False
    _ask(session, SYSTEM, _user("Why?"))
    for question in ("How?", "How?"):
        _, done, _ = _ask(session, SYSTEM, _user(question))
        assert done.reused_tokens == FRONT
    assert model.there[:FRONT] == model.tokenize(f"<system>{SYSTEM.content}<user>", True)


@pytest.mark.parametrize("cuts", [True, False])
@pytest.mark.parametrize("stop_at", [0, 64, FRONT, 129, 131])
def test_a_stop_anywhere_leaves_a_state_that_goes_on(
    session: Session, model: FakeModel, stop_at: int, cuts: bool
) -> None:
    model.cuts = cuts
    model.stop_at = stop_at
    _, done, _ = _ask(session, SYSTEM, _user("Why?"), token=model.token)
    assert done.finish == "cancelled"
    text, done, _ = _ask(session, SYSTEM, _user("Why?"))
    assert (text, done.finish) == ("abcdefghij", "stop")
    assert model.there == model.tokenize(done.prompt + text, True)


def test_an_error_of_the_engine_leaves_a_state_that_goes_on(
    session: Session, model: FakeModel
) -> None:
    model.fails = True
    with pytest.raises(ModelError):
        _ask(session, SYSTEM, _user("Why?"))
    model.fails = False
    assert _ask(session, SYSTEM, _user("Why?"))[0] == "abcdefghij"


def test_a_prompt_that_fills_the_context_is_refused_in_words(
    session: Session, model: FakeModel
) -> None:
    model.context_tokens = FRONT + 15
    with pytest.raises(ContextTooSmall, match="has 129 tokens, but this model's context holds"):
        _ask(session, SYSTEM, _user("Why?"))


def test_an_answer_ends_where_the_context_does(session: Session, model: FakeModel) -> None:
    model.context_tokens = FRONT + 15 + 4
    text, done, _ = _ask(session, SYSTEM, _user("Why?"))
    assert (text, done.finish, done.output_tokens) == ("abcde", "length", 5)


@pytest.mark.parametrize(("most", "text"), [(0, ""), (1, "a"), (3, "abc")])
def test_an_answer_is_no_longer_than_asked_for(session: Session, most: int, text: str) -> None:
    sampling = Sampling(max_tokens=most)
    written, done, _ = _ask(session, SYSTEM, _user("Why?"), sampling=sampling)
    assert (written, done.finish, done.output_tokens) == (text, "length", most)


def test_a_stop_text_ends_the_answer(session: Session) -> None:
    text, done, _ = _ask(session, SYSTEM, _user("Why?"), sampling=Sampling(stop=("de",)))
    assert (text, done.finish) == ("abc", "stop")


def test_warming_keeps_a_snapshot_and_disturbs_nothing_that_is_ready(
    session: Session, model: FakeModel
) -> None:
    session.warm([SYSTEM], CancelToken())
    assert model.read == [32, 32, 32, 18]
    session.warm([SYSTEM], CancelToken())
    assert len(model.read) == 4
    other = ChatMessage("system", "t" * 100)
    session.warm([other], CancelToken())
    there = list(model.there)
    session.warm([SYSTEM], CancelToken())  # on disk: what is there now may stay
    assert model.there == there


def test_a_short_front_is_not_worth_a_file(session: Session, tmp_path: Path) -> None:
    _ask(session, ChatMessage("system", "Short."), _user("Why?"))
    assert not (tmp_path / "snapshots").exists()


def test_seeds_are_reported_and_never_the_one_that_means_any(session: Session) -> None:
    def seed(asked: int | None) -> int:
        return _ask(session, SYSTEM, _user("Why?"), sampling=Sampling(seed=asked))[1].seed

    assert seed(7) == 7
    assert seed(0xFFFFFFFF) != 0xFFFFFFFF
    assert 0 <= seed(None) < 0xFFFFFFFF
    assert 0 <= seed(-1) < 0xFFFFFFFF


def test_an_answer_that_goes_round_in_circles_is_ended(model: FakeModel, session: Session) -> None:
    sentence = "The museum is closed on Mondays, and a ticket costs four euros at the desk. "
    model.answer = [ord(letter) for letter in "It depends. " + sentence * 9] + [END]
    _text, done, _progress = _ask(
        session, SYSTEM, _user("When?"), sampling=Sampling(max_tokens=900)
    )
    assert done.finish == "repeats"
    assert done.output_tokens < len("It depends. ") + 3 * len(sentence) + 2
