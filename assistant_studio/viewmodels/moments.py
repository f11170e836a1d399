"""Moments as people say them: "a moment ago", "13:45", "25 Nov 2026, 13:45"."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QLocale

A_MOMENT_S = 60


def moment_text(iso: str, now: datetime | None = None) -> str:
    """A moment for a list: only the time if it was today.

    Args:
        iso: ISO 8601 with its offset, as the databases keep it.
        now: What to compare with; the clock if None.
    """
    here = (now or datetime.now(UTC)).astimezone()
    moment = datetime.fromisoformat(iso).astimezone()
    time = moment.strftime("%H:%M")
    if moment.date() == here.date():
        return time
    month = QLocale.c().monthName(moment.month, QLocale.FormatType.ShortFormat)
    return f"{moment.day} {month} {moment.year}, {time}"


def is_a_moment_ago(iso: str, now: datetime | None = None) -> bool:
    """Whether it was within the last minute."""
    passed = (now or datetime.now(UTC)) - datetime.fromisoformat(iso)
    return passed.total_seconds() < A_MOMENT_S
