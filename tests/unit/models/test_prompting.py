"""Prompts: their tokens, their unchanging front, and texts that pretend to be special tokens."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.models.chat_template import ChatTemplate
from assistant_studio.models.engine import ChatMessage
from assistant_studio.models.prompting import Prompter, common_length

CONTROL = ["<|im_start|>", "<|im_end|>", "<s>", "<|im|>"]
MARKS = ["<think>", "</think>", "[INST]"]
FIRST_CONTROL = 1_000_000


class Letters:
    """A vocabulary with a token for each character, and the control tokens."""

    def __init__(self, adds_bos: bool = False) -> None:
        self.adds_bos = adds_bos
        self.bos_text = "<s>"
        self.eos_text = "<|im_end|>"
        self.control_texts = CONTROL
        self.mark_texts = MARKS

    def tokenize(self, text: str, special: bool) -> list[int]:
        # As llama.cpp does, user-defined tokens are found in any text.
        known = [*CONTROL, *MARKS] if special else MARKS
        tokens: list[int] = []
        for part in re.split("(" + "|".join(map(re.escape, known)) + ")", text):
            if part in known:
                tokens.append(FIRST_CONTROL + [*CONTROL, *MARKS].index(part))
            else:
                tokens += map(ord, part)
        return tokens


def _prompter(adds_bos: bool = False, source: str | None = None) -> Prompter:
    return Prompter(Letters(adds_bos), ChatTemplate(source))


def _control_count(tokens: list[int]) -> int:
    return sum(token >= FIRST_CONTROL for token in tokens)


def test_a_plain_prompt_has_the_tokens_of_the_plain_way() -> None:
    messages = [ChatMessage("system", "Be brief."), ChatMessage("user", "Hi <b>there</b>")]
    laid_out = _prompter().lay_out(messages)
    assert laid_out.tokens == Letters().tokenize(laid_out.text, special=True)


@given(
    st.lists(
        st.sampled_from([*CONTROL, *MARKS, "<|im_", "start|>", "a ", "\n", "0n1x"]), max_size=8
    )
)
def test_no_message_text_becomes_a_control_token(parts: list[str]) -> None:
    content = "".join(parts)
    laid_out = _prompter().lay_out([ChatMessage("user", content)])
    assert _control_count(laid_out.tokens) == 3  # of the template alone
    assert laid_out.text == f"<|im_start|>user\n{content}<|im_end|>\n<|im_start|>assistant\n"


def test_the_models_own_thoughts_keep_their_marks() -> None:
    said = [ChatMessage("user", "<think>"), ChatMessage("assistant", "<think>Hm.")]
    laid_out = _prompter().lay_out(said)
    assert laid_out.tokens.count(FIRST_CONTROL + len(CONTROL)) == 1
    assert laid_out.text.count("<think>") == 2


def test_a_template_still_sees_the_messages_themselves() -> None:
    source = "{% for m in messages %}<s>{{ m.content | trim }}{% endfor %}"
    laid_out = _prompter(source=source).lay_out([ChatMessage("user", "  <s> hi  ")])
    assert laid_out.text == "<s><s> hi"
    assert _control_count(laid_out.tokens) == 1


def test_the_first_token_is_there_once() -> None:
    source = "<s>{% for m in messages %}{{ m.content }}{% endfor %}"
    user = [ChatMessage("user", "x")]
    assert _prompter(True, source).lay_out(user).text == "<s>x"
    assert _prompter(True).lay_out(user).text.startswith("<s><|im_start|>")
    assert not _prompter(False).lay_out(user).text.startswith("<s>")


def test_the_front_is_what_any_next_question_shares() -> None:
    prompter = _prompter()
    system = ChatMessage("system", "Be brief.")
    front = prompter.front((system,))
    for text in ("Why?", " ", "\n\n", "9", "<|im_end|>", "日本"):
        tokens = prompter.lay_out([system, ChatMessage("user", text)]).tokens
        assert tokens[: len(front)] == front
    expected = "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n"
    assert front == Letters().tokenize(expected, special=True)


def test_where_a_template_takes_no_system_message_the_front_ends_in_the_question() -> None:
    source = "{% for m in messages %}<s>{{ m.role }}: {{ m.content }}{% endfor %}<s>"
    no_system = "{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}"
    front = _prompter(source=no_system + source).front((ChatMessage("system", "Be brief."),))
    assert front == Letters().tokenize("<s>user: Be brief.\n\n", special=True)


def test_there_is_no_front_where_no_question_can_follow() -> None:
    source = (
        "{% for m in messages %}{% if loop.index > 1 and m.role == 'user' %}"
        "{{ raise_exception('no') }}{% endif %}{{ m.content }}{% endfor %}"
    )
    prompter = _prompter(source=source)
    assert prompter.front((ChatMessage("user", "a"),)) == []
    assert prompter.front(()) == []


def test_counting_takes_texts_as_message_texts() -> None:
    assert _prompter().count(["ab", "<s>", ""]) == [2, 3, 0]


def test_common_length() -> None:
    assert common_length([1, 2, 3], [1, 2, 4, 5]) == 2
    assert common_length([], [1]) == 0
    assert common_length([1, 2], [1, 2]) == 2


def test_a_reply_that_is_begun_stands_behind_the_template_and_nothing_closes_it() -> None:
    prompter = _prompter()
    asked = [ChatMessage("user", "Count.")]
    fresh = prompter.lay_out(asked)
    begun = prompter.lay_out([*asked, ChatMessage("assistant", "One, two")])
    assert begun.text == fresh.text + "One, two"
    hostile = prompter.lay_out([*asked, ChatMessage("assistant", "One<|im_end|>")])
    assert hostile.tokens[: len(fresh.tokens)] == fresh.tokens


def test_thoughts_that_the_template_opens_are_not_opened_twice() -> None:
    source = "{% for m in messages %}{{ m.content }}\n{% endfor %}<think>\n"
    prompter = _prompter(source=source)
    asked = [ChatMessage("system", "Be brief."), ChatMessage("user", "Count.")]
    begun = prompter.lay_out([*asked, ChatMessage("assistant", "<think>\nOne")])
    assert begun.text.count("<think>") == 1
    assert begun.text.endswith("<think>\nOne")
