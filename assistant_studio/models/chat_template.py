"""A model's own chat template, rendered as the data from outside that it is.

Templates come with model files: Jinja programs by strangers. They run in Jinja's sandbox, with
bounded length, time and memory, and get nothing but the messages. The surroundings they expect are
those of Hugging Face's `apply_chat_template` (transformers/utils/chat_template_utils.py).
"""

from __future__ import annotations

import contextlib
import datetime
import json
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant_studio.errors import UnsupportedModel
from assistant_studio.language import _
from assistant_studio.models.bounded_memory import bounded_memory
from assistant_studio.models.engine import ChatMessage

MAX_SOURCE_CHARS = 256 << 10
_TIME_LIMIT_S = 2.0
_MEMORY_LIMIT_BYTES = 512 << 20
_MAX_REPEATED = 1 << 20
_MAX_POWER = 64
_SPARE_OUTPUT_CHARS = 1 << 20
_OUTPUT_PER_INPUT = 8
_CHATML_END = "<|im_end|>"
_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n"
    "{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


class TemplateRefused(Exception):
    """A template did not render these messages."""


class TemplateRunsWild(TemplateRefused):
    """A template went beyond its limits; there is no use in trying it again."""


class ChatTemplate:
    """Renders messages as the text a model was trained to see.

    Attributes:
        notice: A sentence for people when it is not simply the model's own template; else empty.
        stops: Texts that end an answer besides the model's own end tokens.
    """

    def __init__(self, source: str | None, bos: str = "", eos: str = "") -> None:
        self.notice = ""
        self.stops: tuple[str, ...] = ()
        self._tokens = {"bos_token": bos, "eos_token": eos}
        self._merge_system = False
        self._template = self._choose(source)

    def render(self, messages: Sequence[ChatMessage]) -> str:
        """The whole prompt, ready for the model to go on as the assistant.

        Raises:
            UnsupportedModel: The template refuses these messages.
        """
        try:
            return self._render(self._template, messages)
        except TemplateRefused as refused:
            raise UnsupportedModel(
                _(
                    "This model's chat template cannot lay out the conversation: {refused}.",
                    refused=refused,
                ),
                _("Choose another model for this assistant."),
            ) from refused

    def _choose(self, source: str | None) -> jinja2.Template:
        if source is None:
            return self._fall_back(_("This model brings no chat template"))
        try:
            template = _compiled(source)
            self._probe(template)
        except TemplateRefused as refused:
            return self._fall_back(
                _("This model's own chat template cannot be used ({refused})", refused=refused)
            )
        return template

    def _probe(self, template: jinja2.Template) -> None:
        """Find out whether it takes a system message, with words that nobody can guess."""
        words = [secrets.token_hex(8), secrets.token_hex(8)]
        messages = [ChatMessage("system", words[0]), ChatMessage("user", words[1])]
        for merge in (False, True):
            self._merge_system = merge
            try:
                text = self._render(template, messages)
            except TemplateRunsWild:
                raise
            except TemplateRefused:
                if merge:
                    raise
                continue
            if all(word in text for word in words):
                break
        else:
            raise TemplateRefused(_("it leaves messages out"))
        if self._merge_system:
            self.notice = _(
                "This model takes no system message: the instructions stand at the beginning "
                "of the first question instead."
            )

    def _fall_back(self, why: str) -> jinja2.Template:
        self.notice = _("{why}; a common one (ChatML) is used, which may not suit it.", why=why)
        self.stops = (_CHATML_END,)
        self._merge_system = False
        return _compiled(_CHATML)

    def _render(self, template: jinja2.Template, messages: Sequence[ChatMessage]) -> str:
        laid_out = _system_merged(messages) if self._merge_system else messages
        plain = [{"role": each.role, "content": each.content} for each in laid_out]
        size = sum(len(each.content) for each in laid_out)
        values = {
            **self._tokens,
            "messages": plain,
            "add_generation_prompt": True,
            "tools": None,
            "documents": None,
        }
        return _bounded(template, values, _OUTPUT_PER_INPUT * size + _SPARE_OUTPUT_CHARS)


def _system_merged(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """System messages put before the text of the next user message."""
    merged: list[ChatMessage] = []
    waiting: list[str] = []
    for message in messages:
        if message.role == "system":
            waiting.append(message.content)
        elif message.role == "user" and waiting:
            merged.append(ChatMessage("user", "\n\n".join([*waiting, message.content])))
            waiting = []
        else:
            merged.append(message)
    if waiting:
        merged.append(ChatMessage("user", "\n\n".join(waiting)))
    return merged


_rendering = threading.Lock()


def _bounded(template: jinja2.Template, values: dict[str, Any], limit_chars: int) -> str:
    parts: list[str] = []
    size = 0
    with _limits():
        for part in template.generate(values):
            parts.append(part)
            size += len(part)
            if size > limit_chars:
                raise TemplateRunsWild(_("it writes without end"))
    return "".join(parts)


@contextlib.contextmanager
def _limits() -> Iterator[None]:
    """Bound what a template does, and turn whatever it raises into `TemplateRefused`."""
    try:
        with _rendering, bounded_memory(_MEMORY_LIMIT_BYTES), _Deadline(_TIME_LIMIT_S):
            yield
    except MemoryError:
        raise TemplateRunsWild(_("it takes too much memory")) from None
    except (jinja2.TemplateError, ArithmeticError, LookupError, SyntaxError) as error:
        raise TemplateRefused(_first_line(error)) from error
    except (TypeError, ValueError, AttributeError, RuntimeError) as error:
        raise TemplateRefused(_first_line(error)) from error


def _first_line(error: Exception) -> str:
    lines = str(error.args[0] if error.args else "")[:1000].splitlines()
    return lines[0][:200].rstrip(".") if lines else type(error).__name__


class _Deadline:
    """Ends the Python code inside it when its time is up, wherever it is looping.

    The thread's own time counts: on a busy computer a good template takes long as well.
    """

    def __init__(self, limit_s: float) -> None:
        self._ends = time.thread_time() + limit_s
        self._before: Any = None

    def __enter__(self) -> None:
        self._before = sys.gettrace()
        sys.settrace(self._trace)

    def __exit__(self, *_turn: object) -> None:
        sys.settrace(self._before)

    def _trace(self, frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        if time.thread_time() > self._ends:
            raise TemplateRunsWild(_("it takes too long"))
        return self._trace


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which also refuses to build huge values by arithmetic."""

    # Intercepted operators are not worked out while a template is compiled.
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "**", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse powers and long repetitions."""
        if operator in ("*", "**"):
            self._refuse_huge(operator, left, right)
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def _refuse_huge(operator: str, left: Any, right: Any) -> None:
        numbers = [each for each in (left, right) if isinstance(each, int)]
        lengths = [len(each) for each in (left, right) if isinstance(each, (str, list, tuple))]
        if operator == "**":
            too_large = max(numbers, default=0) > _MAX_POWER
        else:
            too_large = max(numbers, default=0) * max(lengths, default=0) > _MAX_REPEATED
        if too_large:
            raise SecurityError(_("it makes a value that is too large"))


class _Generation(Extension):
    """The tag `{% generation %}`: marks an assistant's words for training, means nothing here."""

    tags = {"generation"}

    def parse(self, parser: Any) -> nodes.Node | list[nodes.Node]:
        """Pass the content through."""
        next(parser.stream)
        body: list[nodes.Node] = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return body


def _environment() -> ImmutableSandboxedEnvironment:
    environment = _Sandbox(
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.loopcontrols", _Generation],
    )
    environment.filters["tojson"] = _to_json
    del environment.globals["lipsum"]  # makes as much text as it is asked for
    environment.globals.update(raise_exception=_raise_exception, strftime_now=_strftime_now)
    return environment


def _compiled(source: str) -> jinja2.Template:
    if len(source) > MAX_SOURCE_CHARS:
        raise TemplateRefused(_("it is too long"))
    # Jinja works out constant expressions while it compiles, so this needs the limits as well.
    with _limits():
        return _environment().from_string(source)


def _raise_exception(message: object) -> NoReturn:
    raise jinja2.TemplateError(str(message))


def _strftime_now(layout: str) -> str:
    return datetime.datetime.now().strftime(layout)


def _to_json(value: Any, indent: int | None = None, **_unused: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
