"""Read metadata that is not YAML, TOML or JSON: headers of Pelican, MultiMarkdown, pandoc, TiddlyWiki, Nikola, Logseq and
Notion, and the metadata that Evernote, Bear and Joplin write after the text.
"""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.read.dates import written_date

# Matches the header in MultiMarkdown and Python-Markdown: lines of keys and values up to the first empty line.
_HEADER = lazy_pattern(
    r"\A\ufeff?((?:Title|Author|Date|Language|Summary|Description|Tags|Category|Slug)\s*:(?!:)[^\n]*\n(?:[A-Za-z][\w -]*:[^\n]*\n|[ \t]+[^\n]+\n)*)(?:[^\S\n]*\n|\Z)",
    re.I,
)
_HEADER_NAMES = frozenset(
    ["title", "subtitle", "author", "authors", "date", "language", "lang", "summary", "description", "tags", "category", "slug", "status", "modified", "keywords",
     "copyright", "affiliation", "email", "image", "cover", "template", "layout", "latex input", "css", "html header", "html header level", "base header level", "quotes language"]
)  # fmt: skip
# Matches the properties that Notion writes below the title of a page, on lines such as "Author: Ana".
_PROPERTIES = lazy_pattern(
    r"\A\ufeff?(#[^\S\n]+[^\n]+\n\s*\n)((?:[A-Z][\w ]{0,30}:[^\S\n]+[^\n]+\n){2,})(?:[^\S\n]*\n|\Z)"
)
_PROPERTY_NAMES = frozenset(
    ["created", "created time", "created by", "status", "tags", "author", "date", "last edited time", "last edited by",
     "updated", "category", "type", "url", "published", "priority", "assign", "property", "place", "language"]
)  # fmt: skip
# Matches the lines `.. title: Words` that Nikola writes, usually in a comment of HTML.
_DOTTED = lazy_pattern(
    r"\A\ufeff?\s*(?:<!--\s*\n)?((?:[^\S\n]*\.\.[^\S\n]+[\w-]+:[^\n]*\n)+)(?:[^\S\n]*-->[^\S\n]*(?:\n|\Z))?"
)
# TiddlyWiki and other wikis write any fields in any order. At least three must be known, and one of them a title or date.
_FIELDS = lazy_pattern(r"\A\ufeff?((?:[A-Za-z][\w-]{1,30}:[^\S\n]*[^\n]*\n){3,})[^\S\n]*(?:\n|\Z)")
_FIELD_NAMES = frozenset(
    ["title", "created", "modified", "creator", "modifier", "author", "date", "updated", "tags", "type", "category", "language", "lang",
     "caption", "content-type", "wiki-format", "creation-date", "revision", "bag", "slug", "status", "draft", "permalink", "layout"]
)  # fmt: skip
_NAMES_OF_FIELD = {
    "creation-date": "created",
    "creation_date": "created",
    "created at": "created",
    "created_time": "created",
}
# Matches the title block of pandoc. The title, the authors and the date are on lines that begin with a percent sign.
# Indented lines continue them.
_TITLE_BLOCK = lazy_pattern(
    r"\A\ufeff?%[^\S\n]*(?P<title>[^\n%][^\n]*(?:\n[^\S\n]+[^\n]+)*)\n"
    r"(?:%[^\S\n]*(?P<authors>[^\n]*(?:\n[^\S\n]+[^\n]+)*)(?:\n|\Z)(?:%[^\S\n]*(?P<date>[^\n]*)(?:\n|\Z))?)?"
)
# Matches metadata below the text, after a rule or an empty line: the block that Yarle (Evernote) or Joplin writes, or
# the id of Bear.
_TRAILER = lazy_pattern(
    r"\n[^\S\n]*\n(?:-{3,}[^\S\n]*\n+|- - - -[^\S\n]*\n+)?((?:[^\S\n]*[A-Za-z][\w -]{1,24}:(?:[^\S\n][^\n]*)?(?:\n|\Z))+)\s*\Z"
)
_TRAILER_NAMES = frozenset(
    ["created at", "updated at", "source", "source url", "location", "tags", "author", "id", "parent_id", "created_time", "updated_time",
     "is_conflict", "latitude", "longitude", "altitude", "source_url", "is_todo", "todo_due", "todo_completed", "source_application",
     "application_data", "order", "user_created_time", "user_updated_time", "encryption_cipher_text", "markup_language", "type_", "bearid"]
)  # fmt: skip
# Names of fields that this metadata may have. Authors also write lines with these names below a text.
_COMMON_NAMES = frozenset(["source", "location", "tags", "author", "order", "altitude"])
_TRAILER_LEAST = 3  # the block must have at least this many known fields
_BEAR_ID = lazy_pattern(r"\n[^\S\n]*\n(?:(?:- ){2,}-[^\S\n]*\n+|-{3,}[^\S\n]*\n+)?BearID:[^\S\n]*[\w-]+\s*\Z")
_DIGITS = lazy_pattern(r"(\d{8})\d{6,9}")  # matches a time of TiddlyWiki, which has no separators
# Matches lines of Logseq such as `title:: Words`
_DOUBLE = lazy_pattern(r"\A\ufeff?((?:[A-Za-z][\w-]*::[^\S\n]+[^\n]*\n)+)")


def header_in(source: str) -> tuple[dict[str, str], str]:
    """Return the values of the header of a Markdown file, and the text without it. Keys are in lower case.

    Return ({}, source) if there is no header.
    """
    if (found := _DOTTED.match(source)) and ".. title:" in found[1].lower():
        return _values(re.sub(r"(?m)^[^\S\n]*\.\.[^\S\n]+", "", found[1])), source[found.end() :]
    if found := _DOUBLE.match(source):
        return _values(found[1].replace("::", ":")), source[found.end() :]
    if (found := _HEADER.match(source)) and _is_header(found[1]):
        return _values(found[1]), source[found.end() :]
    if (found := _FIELDS.match(source)) and _are_fields(found[1]):
        return _values(found[1]), source[found.end() :]
    if (found := _PROPERTIES.match(source)) and len(_PROPERTY_NAMES & _values(found[2]).keys()) > 1:
        return _values(found[2]), found[1] + source[found.end() :]
    return {}, source


def title_block_in(source: str) -> tuple[dict[str, str | list[str]], str]:
    """Return title, authors and date of pandoc's title block, and the text after it.

    Return ({}, source) if the text does not begin with a title block.
    """
    found = _TITLE_BLOCK.match(source)
    if found is None or (found["authors"] is None and not re.match(r"\s*(?:\n|\Z)", source[found.end() :])):
        return {}, source
    values: dict[str, str | list[str]] = {"title": " ".join(found["title"].split())}
    if authors := [" ".join(name.split()) for name in re.split(r"[;\n]", found["authors"] or "") if name.strip()]:
        values["author"] = authors
    if found["date"] and found["date"].strip():
        values["date"] = found["date"].strip()
    return values, source[found.end() :]


def trailer_in(source: str) -> tuple[dict[str, str], str]:
    """Return the metadata that a note-taking program wrote after the text, and the text without it."""
    if found := _BEAR_ID.search(source, max(0, len(source) - 200)):
        return {}, source[: found.start()] + "\n"
    found = _TRAILER.search(source, max(0, len(source) - 3_000))
    values = _values(re.sub(r"(?m)^[^\S\n]+", "", found[1])) if found else {}
    known = _TRAILER_NAMES & values.keys()
    if found is None or len(known) < max(_TRAILER_LEAST, len(values) - 1) or known <= _COMMON_NAMES:
        return {}, source
    kept = {
        key: value for key, value in values.items() if key in ("created", "location", "author", "latitude", "longitude")
    }
    return kept, source[: found.start()] + "\n"


def _is_header(text: str) -> bool:
    """Return whether lines of keys and values are a header, and not the first lines of a log or a list.

    At least half of the keys must be known. If there is only one line, its key must be that of a title, author or date.
    """
    values = _values(text)
    if len(values) > 1:
        return 2 * len(_HEADER_NAMES & values.keys()) >= len(values)
    return bool(values.keys() & {"title", "author"}) or bool(written_date(values.get("date", "")))


def _are_fields(text: str) -> bool:
    """Return whether lines of keys and values are the fields of a page, and not a list in the text."""
    names = {line.partition(":")[0].strip().lower() for line in text.splitlines()}
    known = names & _FIELD_NAMES
    return len(known) >= max(3, len(names) // 2) and bool(known & {"title", "created", "creation-date", "date"})


def _values(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if colon and not line[0].isspace():
            name = key.strip().lower()
            values[name] = value.strip()
            if written := _NAMES_OF_FIELD.get(name):
                values.setdefault(written, value.strip())
    for name in ("created", "modified", "date"):
        if digits := _DIGITS.fullmatch(values.get(name, "")):
            values[name] = digits[1]
    return values
