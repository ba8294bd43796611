"""Functions that build the XML of exports. They leave no characters in the text that are invalid in XML."""

from __future__ import annotations

from xml.etree import ElementTree

from storymap.lazy_pattern import lazy_pattern

Element = ElementTree.Element
# Characters that XML 1.0 (§2.2) does not allow, and control characters that it discourages: surrogates, U+FFFE, U+FFFF,
# and control characters other than tab, line feed, carriage return and U+0085.
_ILLEGAL = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return the text.

    Each character that is invalid in XML is replaced by one valid character, so that offsets do not change.
    """
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def put(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Append a child with text and attributes, and return it."""
    element = ElementTree.SubElement(parent, tag, {key: clean(value) for key, value in attributes.items()})
    if text:
        element.text = clean(text)
    return element


def add_text(parent: Element, text: str) -> None:
    """Append text at the end of an element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean(text)
    else:
        parent.text = (parent.text or "") + clean(text)


def document(root: Element, *, indented: bool = True) -> bytes:
    """Return the file.

    If `indented` is true, white space is added between elements. Use this only if white space is not significant.
    """
    if indented:
        ElementTree.indent(root, " ")
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
