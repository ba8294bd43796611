"""Replace MultiMarkdown extensions: heading labels, reference attributes, table captions and citations."""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.read.markdown.fences import change_outside_code

_LABELLED = lazy_pattern(
    r"^(?P<heading>#{1,6}[^\S\n]+[^\n]*?\S)[^\S\n]+\[(?P<label>[^\[\]\n^#!]{1,80})\](?P<end>[^\S\n]*#*[^\S\n]*)$", re.M
)
_ATTRIBUTES = lazy_pattern(
    r"^(?P<reference>[ ]{0,3}\[[^\]\n^#]+\]:[^\S\n]+\S+(?:[^\S\n]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?)(?:[^\S\n]+[\w-]+=(?:\"[^\"\n]*\"|[^\s\"]+))+[^\S\n]*$",
    re.M,
)
_CITATION = lazy_pattern(r"(?:\[[^\[\]\n]*\])?\[#[\w:.-]+;?\](?!:)")
_CITED = lazy_pattern(r"\[#[\w:.-]+;\]")
# The source of a citation has several words. If there is only one word, it is an address, and the line defines a link.
_SOURCE = lazy_pattern(r"^[ ]{0,3}\[#[\w:.-]+\]:[^\S\n]+(?P<words>(?!\S+$)[^\n]+)$", re.M)
_REFERENCE = lazy_pattern(r"(?<!\\)\[(?P<label>[^\[\]\n^#!]{1,80})\](?![^\S\n]*#*[^\S\n]*$)(?![(:])", re.M)
_TABLE_CAPTION = lazy_pattern(
    r"^(?P<row>\|[^\n]*\|[^\S\n]*\n|[^\n|]+\|[^\n]*\n)\[(?P<words>[^\[\]\n]+)\](?:\[[^\[\]\n]*\])?[^\S\n]*$", re.M
)
_SPANNED = lazy_pattern(r"^(?P<row>[^\S\n]*\|[^\n]*\S)(?P<bars>\|{2,})[^\S\n]*$", re.M)


def plain_multimarkdown(source: str) -> str:
    """Return Markdown with MultiMarkdown's extensions replaced. Code is not changed."""
    labels = {found["label"].casefold() for found in _LABELLED.finditer(source)}
    labels |= {found[1].strip().casefold() for found in re.finditer(r"(?m)^#{1,6}[^\S\n]+([^\n]+?)[^\S\n]*#*$", source)}
    defined = {found[1].casefold() for found in re.finditer(r"(?m)^[ ]{0,3}\[([^\]\n]+)\]:", source)}
    return change_outside_code(source, lambda text: _replaced(text, labels - defined))


def _replaced(text: str, labels: set[str]) -> str:
    def heading(found: re.Match[str]) -> str:
        return found["heading"] + found["end"] if found["label"].casefold() in referred else found[0]

    referred = {found["label"].casefold() for found in _REFERENCE.finditer(text)}
    text = _ATTRIBUTES.sub(r"\g<reference>", _LABELLED.sub(heading, text))
    if _SOURCE.search(text) or _CITED.search(text):
        text = _CITATION.sub("", _SOURCE.sub(r"\n\g<words>\n", text))
    if "|" in text:
        text = _SPANNED.sub(lambda found: found["row"] + "|" + " |" * (len(found["bars"]) - 1), text)
        text = _TABLE_CAPTION.sub(r"\g<row>\n\g<words>\n", text)
    return _without_cross_references(text, labels) if labels else text


def _without_cross_references(text: str, labels: set[str]) -> str:
    """Replace `[text][heading]`, `[heading][]` and `[heading]` with the text if a heading has this label."""

    def words(found: re.Match[str]) -> str:
        label = found["label"] or found["text"]
        return found["text"] if label.casefold() in labels else found[0]

    return re.sub(
        r"(?<![!\]\\])\[(?P<text>[^\[\]\n^!#]{1,200})\](?:[^\S\n]?\[(?P<label>[^\[\]\n]*)\]|(?![\[(:]))", words, text
    )
