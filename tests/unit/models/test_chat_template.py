"""Chat templates: what they are given, and what they may do."""

from __future__ import annotations

import datetime
import time

import pytest

from assistant_studio.errors import UnsupportedModel
from assistant_studio.models.bounded_memory import bounded_memory
from assistant_studio.models.chat_template import MAX_SOURCE_CHARS, ChatTemplate
from assistant_studio.models.engine import ChatMessage

SYSTEM = ChatMessage("system", "Be brief.")
USER = ChatMessage("user", "Hi")
PLAIN = "{% for m in messages %}<{{ m.role }}>{{ m['content'] }}{% endfor %}<assistant>"


def test_the_models_own_template_is_used() -> None:
    template = ChatTemplate(PLAIN)
    assert template.render([SYSTEM, USER]) == "<system>Be brief.<user>Hi<assistant>"
    assert template.notice == ""
    assert template.stops == ()


def test_blocks_are_trimmed_as_the_templates_authors_expect() -> None:
    source = (
        "{% for m in messages %}\n    {% if true %}\n{{ m.content }}\n    {% endif %}\n{% endfor %}"
    )
    assert ChatTemplate(source).render([SYSTEM, USER]) == "Be brief.\nHi\n"


def test_surroundings_of_hugging_face_are_there() -> None:
    source = (
        "{{ bos_token }}{% if tools is none %}T{% endif %}{{ strftime_now('%Y') }}"
        "{% for m in messages %}{% if loop.index == 9 %}{% break %}{% endif %}"
        "{% generation %}{{ m | tojson }}{% endgeneration %}{% endfor %}"
        "{% if add_generation_prompt %}>{% endif %}"
    )
    text = ChatTemplate(source, bos="<s>").render([ChatMessage("user", "é<")])
    year = datetime.datetime.now().year
    assert text == f'<s>T{year}{{"role": "user", "content": "é<"}}>'


def test_without_a_template_chatml_is_used_and_said() -> None:
    template = ChatTemplate(None)
    assert template.render([SYSTEM, USER]) == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
        "<|im_start|>assistant\n"
    )
    assert "no chat template" in template.notice
    assert template.stops == ("<|im_end|>",)


@pytest.mark.parametrize(
    "source",
    [
        "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
        + PLAIN,
        PLAIN.replace("<{{", "{% if m.role == 'system' %}{% continue %}{% endif %}<{{"),
    ],
    ids=["refuses", "leaves out"],
)
def test_a_template_without_system_messages_gets_them_in_the_first_question(source: str) -> None:
    template = ChatTemplate(source)
    answer = ChatMessage("assistant", "Hello.")
    text = template.render([SYSTEM, USER, answer, USER])
    assert text == "<user>Be brief.\n\nHi<assistant>Hello.<user>Hi<assistant>"
    assert template.render([SYSTEM]) == "<user>Be brief.<assistant>"
    assert "no system message" in template.notice


def test_messages_a_template_refuses_are_refused_in_words() -> None:
    source = "{% if messages|length > 2 %}{{ raise_exception('Too many.') }}{% endif %}" + PLAIN
    template = ChatTemplate(source)
    with pytest.raises(UnsupportedModel, match=r"cannot lay out the conversation: Too many\. "):
        template.render([SYSTEM, USER, USER])


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", "long"),
        ("{% for i in range(99999) %}{{ 'y'.center(1000) }}{% endfor %}", "without end"),
        ("{{ 'a' * 10**10 }}", "too large"),
        ("{{ 2 ** 99999999 }}", "too large"),
        ("{{ messages * 99999999 }}", "too large"),
        ("{{ range(10000000) | list }}", "Range too big"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ cycler.__init__.__globals__.os.getcwd() }}", "unsafe"),
        ("{{ messages.append(1) }}", "unsafe"),
        ("{{ lipsum(9) }}", "undefined"),
        ("{% include '/etc/passwd' %}", "loader"),
        ("{% not jinja", "unknown tag"),
        ("{{ 1 // 0 }}", "zero"),
        ("x" * (MAX_SOURCE_CHARS + 1), "too long"),
        ("it leaves everything out", "leaves messages out"),
    ],
)
def test_a_template_that_goes_too_far_is_not_used(source: str, why: str) -> None:
    started = time.thread_time()
    template = ChatTemplate(source)
    assert time.thread_time() - started < 10
    assert why in template.notice
    assert "ChatML" in template.notice
    assert template.render([USER]).startswith("<|im_start|>user\nHi")


@pytest.mark.skipif("not __import__('sys').platform.startswith('linux')")
@pytest.mark.parametrize(
    "source",
    [
        "{% set n = namespace(s='a') %}"
        "{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        "{{ 'x'.center(20000000000) }}",
        "{{ '%20000000000d' % 1 }}",
        "{{ 'x' | center(20000000000) }}",
    ],
    ids=["doubling", "method", "format", "filter, worked out while compiling"],
)
def test_a_template_cannot_take_all_memory(source: str) -> None:
    assert "memory" in ChatTemplate(source).notice


@pytest.mark.skipif("not __import__('sys').platform.startswith('linux')")
def test_the_memory_limit_is_gone_afterwards() -> None:
    with bounded_memory(64 << 20), pytest.raises(MemoryError):
        bytearray(1 << 30)
    assert len(bytearray(1 << 30)) == 1 << 30
