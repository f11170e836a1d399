"""Line breaks of every kind, seen as one."""

from __future__ import annotations


def plain_newlines(text: str) -> str:
    r"""The text with every kind of line break as \n and each character at its old offset."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    for mark in "\f\v\x85\u2028\u2029":
        text = text.replace(mark, "\n")
    return text
