"""The language model's worker: llama.cpp behind `native.NativeModel`, through its low-level calls.

The high-level `Llama` class is not used: it knows no stop in the prompt phase, and keeps scores and
token arrays that nobody here reads.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import struct
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import llama_cpp
import numpy as np

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import ModelError, ModelTooLarge, UnsupportedModel
from assistant_studio.language import _
from assistant_studio.models.engine import Sampling
from assistant_studio.models.model_service import ModelService
from assistant_studio.models.threads import ThreadGovernor, most_threads, read_cpu_times

# Larger batches are hardly faster on a processor; smaller ones tell of progress more often, and let
# the number of threads follow what other programs do.
_BATCH_TOKENS = 64
_SEQUENCE = 0
_ABORTED = 2
_GO_ON, _STOP = b"", b"\x01"
_WARNING, _ERROR = 3, 4
_REPEAT_WINDOW_TOKENS = 64
_GGUF_TEXT = 8
# llama_token_data of llama.h
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
# `<think>`, `<|tool_call|>`, `[INST]`, `<｜User｜>`.
_MARK = re.compile(r"<[^<>\s]+>|\[[^\[\]\s]+\]")
_CONTROL = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN


# Kept alive by the module: the library calls it for as long as it lives.
@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator,unused-ignore]
def _log(level: int, text: bytes, _data: Any) -> None:
    """Warnings and errors go to the worker's log; the rest is hundreds of lines for each load."""
    if level in (_WARNING, _ERROR):
        sys.stderr.write(text.decode(errors="replace"))


def create(options: dict[str, Any]) -> ModelService:
    """Make the worker's object (called in the worker process alone)."""
    return ModelService(LlamaLibrary(options.get("threads", 0)), options)


class LlamaLibrary:
    """The loaded llama.cpp."""

    def __init__(self, threads: int = 0) -> None:
        """Load it.

        Args:
            threads: How many to use, come what may; 0 leaves cores to other programs.
        """
        llama_cpp.llama_log_set(_log, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        # From here to the first prompt is long enough to see what other programs are doing.
        self._governor = ThreadGovernor(threads or most_threads(), read_cpu_times(), threads > 0)

    @cached_property
    def version(self) -> str:
        """Of the binding and of llama.cpp, and the processor features in use."""
        native = (llama_cpp.llama_version(), llama_cpp.llama_print_system_info())
        return " ".join([llama_cpp.__version__, *(text.decode().strip() for text in native)])

    def knows(self, architecture: str) -> bool:
        """Ask the library itself, by a file that names the architecture and holds nothing else.

        With `vocab_only`, llama.cpp makes the object of the architecture and then, told that there
        is no vocabulary, has nothing to read. So it fails for an unknown name only, and no list
        of names and no text of a message has to be kept up with its versions.
        """
        entries = {"general.architecture": architecture, "tokenizer.ggml.model": "no_vocab"}
        header = b"GGUF" + struct.pack("<IQQ", 3, 0, len(entries))
        for key, value in entries.items():
            header += _gguf_text(key) + struct.pack("<I", _GGUF_TEXT) + _gguf_text(value)
        parameters = llama_cpp.llama_model_default_params()
        parameters.vocab_only = True
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "probe.gguf")
            with open(path, "wb") as file:
                file.write(header)
            model = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
        if model is None:
            return False
        llama_cpp.llama_model_free(model)
        return True

    def open(self, path: str, context_tokens: int, token: CancelToken) -> LlamaModel | None:
        """Load a model; see `native.NativeLibrary.open`."""
        parameters = llama_cpp.llama_model_default_params()
        parameters.load_mode = llama_cpp.LLAMA_LOAD_MODE_MMAP
        parameters.n_gpu_layers = 0
        go_on = llama_cpp.llama_progress_callback(lambda _share, _data: not token.cancelled)
        parameters.progress_callback = go_on
        model = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
        if model is None:
            token.check()
            return None
        try:
            token.check()
            context = _context(model, context_tokens, self._governor.threads)
        except (ModelError, Cancelled):
            llama_cpp.llama_model_free(model)
            raise
        return LlamaModel(model, context, self._governor)


def _context(model: Any, context_tokens: int, threads: int) -> Any:
    """A context with f16 keys and values, and no flash attention: both changed answers."""
    writes = llama_cpp.llama_model_has_decoder(model)
    if not writes or llama_cpp.llama_model_has_encoder(model):
        raise _no_writer()
    parameters = llama_cpp.llama_context_default_params()
    parameters.n_ctx = context_tokens
    parameters.n_batch = parameters.n_ubatch = min(_BATCH_TOKENS, context_tokens)
    parameters.n_threads = parameters.n_threads_batch = threads
    parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
    parameters.type_k = parameters.type_v = llama_cpp.GGML_TYPE_F16
    parameters.no_perf = True
    context = llama_cpp.llama_init_from_model(model, parameters)
    if context is None:
        raise ModelTooLarge(
            _(
                "There is not enough memory for a context of {context_tokens:,} tokens.",
                context_tokens=context_tokens,
            ),
            _("Lower the context in the settings, or choose a smaller model."),
        )
    causal = llama_cpp.llama_get_causal_attn(context)
    if not causal or llama_cpp.llama_model_is_diffusion(model):
        llama_cpp.llama_free(context)
        raise _no_writer()
    return context


def _no_writer() -> UnsupportedModel:
    return UnsupportedModel(
        _(
            "This is not a model that writes answers word by word (it is made for search, "
            "or for another way of writing)."
        ),
        _("Choose a chat model."),
    )


def _gguf_text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


class LlamaModel:
    """A loaded model and its context; see `native.NativeModel` for what each method promises."""

    def __init__(self, model: Any, context: Any, governor: ThreadGovernor) -> None:
        self._model = model
        self._context = context
        self._memory = llama_cpp.llama_get_memory(context)
        self._vocab = llama_cpp.llama_model_get_vocab(model)
        self._vocabulary_size: int = llama_cpp.llama_vocab_n_tokens(self._vocab)
        self.context_tokens: int = llama_cpp.llama_n_ctx(context)
        self.trained_context_tokens: int = llama_cpp.llama_model_n_ctx_train(model)
        self.batch_tokens: int = llama_cpp.llama_n_batch(context)
        self.bos_text = self._text_of(llama_cpp.llama_vocab_bos(self._vocab))
        self.eos_text = self._text_of(llama_cpp.llama_vocab_eos(self._vocab))
        self.adds_bos: bool = llama_cpp.llama_vocab_get_add_bos(self._vocab)
        self._governor = governor
        # llama.cpp asks between any two steps of its graph, thousands of times a second: a Python
        # callback would need the interpreter's lock each time. `strlen` of a text that is empty
        # until somebody wants to stop is the same question in C.
        self._stop = ctypes.create_string_buffer(2)
        callback = ctypes.cast(_c_library().strlen, llama_cpp.ggml_abort_callback)
        self._abort_callback = callback
        llama_cpp.llama_set_abort_callback(context, callback, ctypes.addressof(self._stop))

    def close(self) -> None:
        """Free everything; the object is of no use afterwards."""
        llama_cpp.llama_free(self._context)
        llama_cpp.llama_model_free(self._model)

    @cached_property
    def control_texts(self) -> list[str]:
        """Texts of control tokens."""
        return self._texts_with(_CONTROL)

    @cached_property
    def mark_texts(self) -> list[str]:
        """Texts of user-defined tokens that look like marks; runs of spaces are such tokens too."""
        texts = self._texts_with(llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED)
        return [text for text in texts if _MARK.fullmatch(text)]

    def _texts_with(self, attribute: int) -> list[str]:
        attributes = llama_cpp.llama_vocab_get_attr
        every = range(self._vocabulary_size)
        found = [token for token in every if attributes(self._vocab, token) & attribute]
        return [self._text_of(token) for token in found]

    def tokenize(self, text: str, special: bool) -> list[int]:
        """Tokens of a text."""
        data = text.encode(errors="replace")
        room = len(data) + 16
        tokens = (llama_cpp.llama_token * room)()
        count = llama_cpp.llama_tokenize(self._vocab, data, len(data), tokens, room, False, special)
        if count < 0:
            raise ModelError(_("The text could not be turned into tokens."), _("Shorten it."))
        return list(tokens[:count])

    def decode(self, tokens: Sequence[int]) -> bool:
        """Read tokens; False when stopped."""
        if self._governor.due():
            threads = self._governor.look(read_cpu_times())
            llama_cpp.llama_set_n_threads(self._context, threads, threads)
        count = len(tokens)
        if not 0 < count <= self.batch_tokens:
            raise ValueError(f"{count} tokens are no batch")  # llama.cpp would end the process
        batch = (llama_cpp.llama_token * count)(*tokens)
        code = llama_cpp.llama_decode(self._context, llama_cpp.llama_batch_get_one(batch, count))
        if code == 0:
            return True
        if code == _ABORTED:
            return False
        raise ModelError(
            _("The language model could not go on (llama.cpp's code {code}).", code=code),
            _("Try again; if it happens again, choose another model or a smaller context."),
        )

    def keep(self, count: int) -> bool:
        """Forget all but the first tokens."""
        if count > 0 and llama_cpp.llama_memory_seq_rm(self._memory, _SEQUENCE, count, -1):
            return True
        llama_cpp.llama_memory_clear(self._memory, True)
        return count == 0

    def logits(self) -> bytes:
        """The logits after the last token, as 32-bit floats."""
        pointer = llama_cpp.llama_get_logits_ith(self._context, -1)
        return ctypes.string_at(pointer, self._vocabulary_size * ctypes.sizeof(ctypes.c_float))

    def save_state(self) -> bytearray:
        """Keys and values of all tokens."""
        size = llama_cpp.llama_state_seq_get_size(self._context, _SEQUENCE)
        state = bytearray(size)
        view = (ctypes.c_uint8 * size).from_buffer(state)
        written = llama_cpp.llama_state_seq_get_data(self._context, view, size, _SEQUENCE)
        del view  # a bytearray that is looked into cannot change its size
        del state[written:]
        return state

    def restore_state(self, state: bytearray) -> bool:
        """Put keys and values back."""
        llama_cpp.llama_memory_clear(self._memory, True)
        size = len(state)
        view = (ctypes.c_uint8 * size).from_buffer(state)
        read = llama_cpp.llama_state_seq_set_data(self._context, view, size, _SEQUENCE)
        if read == size:
            return True
        llama_cpp.llama_memory_clear(self._memory, True)
        return False

    @contextlib.contextmanager
    def sampler(self, sampling: Sampling, seed: int) -> Iterator[LlamaSampler]:
        """A chain of llama.cpp's samplers, in llama.cpp's own order."""
        chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for link in _links(sampling, seed, self._vocabulary_size):
            llama_cpp.llama_sampler_chain_add(chain, link)
        try:
            yield LlamaSampler(chain, self._context)
        finally:
            llama_cpp.llama_sampler_free(chain)

    def piece(self, token: int) -> bytes:
        """The bytes of a token."""
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            size = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, room, 0, False)
            if size >= 0:
                return buffer.raw[:size]
            room = -size

    def ends_answer(self, token: int) -> bool:
        """Whether it is one of the model's end tokens."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocab, token))

    @contextlib.contextmanager
    def stopped_by(self, token: CancelToken) -> Iterator[None]:
        """Let `token` stop what llama.cpp is computing."""
        self._stop.value = _GO_ON
        forget = token.on_cancel(self._ask_to_stop)
        try:
            yield
        finally:
            forget()
            self._stop.value = _GO_ON

    def _ask_to_stop(self) -> None:
        self._stop.value = _STOP

    def _text_of(self, token: int) -> str:
        if token < 0:
            return ""
        text = llama_cpp.llama_vocab_get_text(self._vocab, token) or b""
        return str(text.decode(errors="replace"))


class LlamaSampler:
    """Draws tokens through a chain of llama.cpp's samplers."""

    def __init__(self, chain: Any, context: Any) -> None:
        self._chain = chain
        self._context = context

    def sample(self, logits: bytes | None = None) -> int:
        """Draw a token, and take it into account for the next."""
        if logits is None:
            return int(llama_cpp.llama_sampler_sample(self._chain, self._context, -1))
        values = np.frombuffer(logits, np.float32)
        candidates = np.zeros(len(values), _CANDIDATE)
        candidates["id"], candidates["logit"] = np.arange(len(values)), values
        data = candidates.ctypes.data_as(llama_cpp.llama_token_data_p)
        choice = llama_cpp.llama_token_data_array(data, len(values), -1, False)
        llama_cpp.llama_sampler_apply(self._chain, ctypes.byref(choice))
        token = int(choice.data[choice.selected].id)
        llama_cpp.llama_sampler_accept(self._chain, token)
        return token


def _links(sampling: Sampling, seed: int, vocabulary_size: int) -> list[Any]:
    links = []
    if sampling.repeat_penalty != 1.0:
        links.append(
            llama_cpp.llama_sampler_init_penalties(
                vocabulary_size, _REPEAT_WINDOW_TOKENS, sampling.repeat_penalty, 0.0, 0.0
            )
        )
    if sampling.temperature <= 0:
        return [*links, llama_cpp.llama_sampler_init_greedy()]
    if sampling.top_k > 0:
        links.append(llama_cpp.llama_sampler_init_top_k(sampling.top_k))
    if sampling.top_p < 1:
        links.append(llama_cpp.llama_sampler_init_top_p(sampling.top_p, 1))
    if sampling.min_p > 0:
        links.append(llama_cpp.llama_sampler_init_min_p(sampling.min_p, 1))
    links.append(llama_cpp.llama_sampler_init_temp(sampling.temperature))
    return [*links, llama_cpp.llama_sampler_init_dist(seed)]


def _c_library() -> Any:
    return ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
