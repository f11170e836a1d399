"""Which methods of a worker's object may be called from outside, and in which lane they run."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
_MARK = "_exposed_lane"
DEFAULT_LANE = "main"


def exposed(lane: str = DEFAULT_LANE) -> Callable[[F], F]:
    """Mark a method as callable from outside.

    Calls of one lane run one after the other on a thread of their own; lanes run side by side. A
    generator method is a stream. A parameter named `token` is given the call's `CancelToken`.
    """

    def mark(function: F) -> F:
        setattr(function, _MARK, lane)
        return function

    return mark


@dataclass(frozen=True, slots=True)
class ExposedMethod:
    """A callable method of a worker's object."""

    function: Callable[..., Any]
    lane: str
    wants_token: bool


def exposed_methods(target: object) -> dict[str, ExposedMethod]:
    """The marked methods of `target` by name."""
    found = {}
    for name, method in inspect.getmembers(target, callable):
        lane = getattr(method, _MARK, None)
        if lane is not None:
            wants_token = "token" in inspect.signature(method).parameters
            found[name] = ExposedMethod(method, lane, wants_token)
    return found
