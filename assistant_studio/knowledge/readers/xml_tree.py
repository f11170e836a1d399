"""Parsing XML from outside: no entity is resolved, nothing is loaded, no depth is endless."""

from __future__ import annotations

from typing import Any, cast

Element = Any
"""An lxml element; lxml has no types of its own."""


class BrokenXml(Exception):
    """This is no well-formed XML, or it is nested deeper than any document."""


def parse(data: bytes) -> Element:
    """The root of an XML text.

    libxml2 itself bounds how deep elements are nested and how much entities may grow.

    Raises:
        BrokenXml: It cannot be parsed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise BrokenXml from error
    if root is None:
        raise BrokenXml
    return root


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return cast(str, value)
    return None


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along `path`, or None."""
    for name in path:
        element = next((kid for kid in element if local_name(kid) == name), None)
        if element is None:
            return None
    return element
