"""Read metadata that is not YAML, TOML or JSON: headers of Pelican, MultiMarkdown, Nikola, Logseq and Notion."""

from __future__ import annotations

import re

# The header of MultiMarkdown and Python-Markdown: lines of keys and values up to the first empty line.
_HEADER = re.compile(
    r"\A\ufeff?((?:Title|Author|Date|Language|Summary|Description|Tags|Category|Slug)\s*:(?!:)[^\n]*\n(?:[A-Za-z][\w -]*:[^\n]*\n|[ \t]+[^\n]+\n)*)(?:[^\S\n]*\n|\Z)",
    re.I,
)
# Notion writes the properties of a page below its title.
_PROPERTIES = re.compile(
    r"\A\ufeff?(#[^\S\n]+[^\n]+\n\s*\n)((?:[A-Z][\w ]{0,30}:[^\S\n]+[^\n]+\n){2,})(?:[^\S\n]*\n|\Z)"
)
_PROPERTY_NAMES = frozenset(
    ["created", "created time", "created by", "status", "tags", "author", "date", "last edited time", "last edited by",
     "updated", "category", "type", "url", "published", "priority", "assign", "property", "place", "language"]
)  # fmt: skip
# Nikola: `.. title: Words`, usually in a comment of HTML.
_DOTTED = re.compile(
    r"\A\ufeff?\s*(?:<!--\s*\n)?((?:[^\S\n]*\.\.[^\S\n]+[\w-]+:[^\n]*\n)+)(?:[^\S\n]*-->[^\S\n]*(?:\n|\Z))?"
)
_DOUBLE = re.compile(r"\A\ufeff?((?:[A-Za-z][\w-]*::[^\S\n]+[^\n]*\n)+)")  # Logseq: `title:: Words`


def header_in(source: str) -> tuple[dict[str, str], str]:
    """Return the values of the header of a Markdown file, and the text without it. Keys are in lower case.

    Return ({}, source) if there is no header.
    """
    if (found := _DOTTED.match(source)) and ".. title:" in found[1].lower():
        return _values(re.sub(r"(?m)^[^\S\n]*\.\.[^\S\n]+", "", found[1])), source[found.end() :]
    if found := _DOUBLE.match(source):
        return _values(found[1].replace("::", ":")), source[found.end() :]
    if found := _HEADER.match(source):
        return _values(found[1]), source[found.end() :]
    if (found := _PROPERTIES.match(source)) and len(_PROPERTY_NAMES & _values(found[2]).keys()) > 1:
        return _values(found[2]), found[1] + source[found.end() :]
    return {}, source


def _values(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if colon and not line[0].isspace():
            values[key.strip().lower()] = value.strip()
    return values
