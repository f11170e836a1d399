"""How checks stand, said in the least room and as a sentence."""

from __future__ import annotations

import pytest

from assistant_studio.checks.events import Standing
from assistant_studio.checks.words import badge, standing_text


@pytest.mark.parametrize(
    ("passed", "failed", "total", "shown", "said"),
    [
        (0, 0, 0, "", ""),
        (0, 0, 8, "8", "Not run since the last change."),
        (8, 0, 8, "8/8", "All 8 checks pass."),
        (0, 8, 8, "0/8", "0 of 8 checks pass."),
        (1, 1, 8, "1/8", "1 pass, 1 fail, 6 did not run since the last change."),
    ],
)
def test_how_many_pass_is_said_once_some_ran(
    passed: int, failed: int, total: int, shown: str, said: str
) -> None:
    standing = Standing(total, passed, failed)

    assert badge(standing) == shown
    assert standing_text(standing) == said
