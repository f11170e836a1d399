"""Dates as a person reads them in a list."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime


def short_date(moment: datetime, today: date) -> str:
    """A moment in a few characters, in the system's language: today's by its time.

    Args:
        moment: In local time.
        today: The day it is.
    """
    locale = QLocale()
    if moment.date() == today:
        time = QTime(moment.hour, moment.minute)
        return locale.toString(time, QLocale.FormatType.ShortFormat)
    day = QDate(moment.year, moment.month, moment.day)
    wanted = "d MMM" if moment.year == today.year else "d MMM yyyy"
    return locale.toString(day, wanted)
