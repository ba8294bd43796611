"""XML for exports: elements by ElementTree, and text without the characters that XML cannot hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree

Element = ElementTree.Element
# XML 1.0 §2.2: all but tab, line feed, carriage return of the control characters, and no surrogates or non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with those characters replaced, one for one, so that offsets stay."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def put(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last child with a text and attributes."""
    element = ElementTree.SubElement(parent, tag, {key: clean(value) for key, value in attributes.items()})
    if text:
        element.text = clean(text)
    return element


def add_text(parent: Element, text: str) -> None:
    """A text after all that the element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean(text)
    else:
        parent.text = (parent.text or "") + clean(text)


def document(root: Element, *, indented: bool = True) -> bytes:
    """The file. `indented` adds white space between elements: not where it would become part of a text."""
    if indented:
        ElementTree.indent(root, " ")
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
