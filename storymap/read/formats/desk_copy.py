"""Convert what writers and editors add to a manuscript: notes to the editors, and tables of images with captions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Omitted
from storymap.read.html.tree import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPTION_WORDS = 45  # maximum number of words in a caption
# Matches a paragraph in brackets that begins with a label in capitals: "[DESK: caption to come]".
_NOTE = lazy_pattern(r"\[(?P<label>[^\W\d_]{2,}(?: [^\W\d_]{2,}){0,3}):[^\[\]]*\]")
# Matches a line with the length of the manuscript: "Zeichen: 1.420 mit Leerzeichen", "Word count: 812".
_COUNT = lazy_pattern(
    r"(?i)\W*(?:(?:word|character)s?(?:\s?count)?|zeichen(?:zahl)?|anschläge|wörter|wortzahl|signes|caractères|mots|caracteres|matrices|palabras|palavras|battute|caratteri|parole|tekens|woorden|tecken|ord|tegn|merkkiä|znaki|znaków|słów|znaků|slov|знаков|слов|字数)"
    r"(?:\s\(?[^\W\d_]+){0,3}\)?\s*[:：]\s*(?:ca\.?\s|~)?\d[\d.,'\s]*(?:\W*[^\W\d_]+){0,4}\W*"
)


def drop_notes(body: HtmlElement) -> list[Omitted]:
    """Remove paragraphs that are notes to the editors, and return them."""
    found = [
        p
        for p in body.iter("p")
        if ((note := _NOTE.fullmatch(words_of(p))) and note["label"].isupper()) or _COUNT.fullmatch(words_of(p))
    ]
    omitted = [Omitted("hidden text", words_of(note)) for note in found]
    for note in found:
        note.drop_tree()
    return omitted


def join_captions_in_tables(body: HtmlElement) -> None:
    """Convert each row of images that has a row of captions below it to figures before its table."""
    for table in list(body.iter("table")):
        for above, below in pairwise(list(table.iter("tr"))):
            pairs = list(zip(_cells(above), _cells(below), strict=False))
            if len(_cells(above)) != len(_cells(below)) or not all(_is_captioned(image, text) for image, text in pairs):
                continue
            for cell, text in pairs:
                figure = body.makeelement("figure")
                caption = body.makeelement("figcaption")
                caption.text = words_of(text)
                figure.extend([next(cell.iter("img")), caption])
                table.addprevious(figure)
            above.drop_tree()
            below.drop_tree()
        if next(table.iter("tr"), None) is None and table.getparent() is not None:
            table.drop_tree()


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_captioned(image: HtmlElement, text: HtmlElement) -> bool:
    """Return whether a cell has one image and no words, and the cell below it has words for a caption and no image."""
    alone = sum(1 for _ in image.iter("img")) == 1 and not words_of(image)
    plain = next(text.iter("img"), None) is None
    return alone and plain and 0 < len(words_of(text).split()) <= _CAPTION_WORDS
