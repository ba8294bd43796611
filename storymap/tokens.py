"""Cuts text into tokens and tokens into sentences. Offsets are code points of the text.

A token never holds white space, so it never crosses a line break. What is one token and what is several follows from
what a place name may be a part of: "Moscow–Beijing" and "Tokyo-based" are three tokens, because a name ends inside
them; "F-15" and "co-operate" are one; the possessive ending stands alone; an abbreviation keeps its full stop.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import NamedTuple


class Token(NamedTuple):
    """A stretch of the text: `text[start:end] == token.text`."""

    start: int
    end: int
    text: str


# Combining marks are not \w for `re`, though Hindi and Thai words are full of them; soft hyphens hide inside words.
_MARKS = "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
_MARKS += "\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd"
_MARKS += "\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31-\u0e3a\u0e47-\u0e4e\u1031-\u103e\u17b4-\u17d3\u200c\u200d"
_ABBREVIATIONS = (
    # titles, streets, companies
    "Adm|Ave|Blvd|Bros|Brig|Capt|Cmdr|Col|Co|Corp|Cpl|Cpt|Dept|Det|Dr|Fr|Ft|Gen|Gov|Hon|Hwy|Inc|Jr|Lt|Ltd|Maj|Messrs"
    "|Mr|Mrs|Ms|Mt|Mts|No|Pfc|Ph|Pres|Prof|Pt|Pvt|Rd|Rep|Reps|Rev|Rt|Sen|Sens|Sgt|Sr|St|Ste|Sts|Supt|Univ|vs"
    # months
    "|Jan|Feb|Mar|Apr|Aug|Sep|Sept|Oct|Nov|Dec"
    # states and provinces as newspapers shorten them
    "|Ala|Alta|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    "|Ont|Ore|Pa|Que|Sask|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
_HAN, _KANA = "\u3400-\u9fff\uf900-\ufaff", "\u3041-\u30ff"  # written without spaces: a run of one script is a token
_LETTER = rf"[^\W\d_{_HAN}{_KANA}]"
_TOKEN = re.compile(
    rf"""(?x)
    [A-Za-z]++ (?= [\s,] )                                   # most words: nothing below can apply to them
    | (?: [A-Z] \. )+ [A-Z] \b (?! \. )                      # U.S.S.R without its last stop
    | (?: {_LETTER} \. ){{2,}} (?! {_LETTER} {_LETTER} )     # U.S., N.Y., a.m.
    | (?: {_ABBREVIATIONS} ) \. (?! [a-z0-9] ) | W\.Va\. (?! \w )
    | [A-Z]{{1,3}} \$                                         # US$
    | [A-Z] \. (?= \s? [A-Z] )                               # an initial: George W. Bush
    | ['’] [sS] \b (?! ['’] )                                # the possessive
    | (?: https?:// | www\. ) [^\s<>"]+ | [A-Za-z0-9] [\w.+-]{{0,63}} @ [\w-]+ (?: \. [\w-]+ )+
    | \d+ (?: [.,:/] \d+ )* (?: (?: st | nd | rd | th | s | km | m ) \b )?
    | [A-Za-z]{{1,5}} - \d+ [A-Za-z]* \b                     # F-15, COVID-19
    | [A-Z] - [a-z]+ \b                                      # X-ray
    | (?: [a-zß-öø-ÿ]+ - )+ [a-zß-öø-ÿ]+ \b                  # co-operate: all parts in lower case
    | (?: {_LETTER} [{_MARKS}]* )+ (?: \d+ {_LETTER}* )? (?: ['’] (?! [sS] \b ) (?: {_LETTER} [{_MARKS}]* )+ )*
    | [{_HAN}]+ | [{_KANA}]+
    | [.…]+ | -{{2,}}
    | \S
    """
)
_ENDS = frozenset({".", "!", "?", "…", "...", "。", "！", "？", "।"})
_CLOSERS = frozenset("\"'”’»)]")
_STOPS = _ENDS | _CLOSERS
_WRAPPED = 50  # characters: a line at least this long that does not end a sentence was wrapped, not ended, there
_LONGEST = 160  # tokens: a longer sentence is a table or has no punctuation; it is cut so that work stays linear


def tokenize(text: str, start: int = 0, end: int = sys.maxsize) -> list[Token]:
    """The tokens of the text, or of a part of it, in order. Offsets are those of the whole text."""
    return [Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text, start, end)]


def sentences(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Half-open ranges of token indices that tile `tokens`. A sentence ends at its full stop, at a blank line, and at
    a line break that is not the wrapping of a long line; it never has more than 160 tokens."""
    ranges = []
    first = 0
    for i in range(1, len(tokens)):
        before = tokens[i - 1]
        gap = text[before.end : tokens[i].start]
        if i - first < _LONGEST:
            if before.text not in _STOPS and (gap == " " or not gap):
                continue
            if not (_breaks(text, before.end, gap) or _stops(tokens, i, gap)):
                continue
        ranges.append((first, i))
        first = i
    if tokens:
        ranges.append((first, len(tokens)))
    return ranges


def _stops(tokens: Sequence[Token], i: int, gap: str) -> bool:
    """Whether a sentence's last mark stands before token i; quotation marks and brackets that close it belong to it."""
    word = tokens[i].text
    if word in _CLOSERS or word[0].islower():
        return False
    last = tokens[i - 1].text
    if last in _CLOSERS:
        return bool(gap) and i > 1 and tokens[i - 2].text in _ENDS
    return last in _ENDS


def _breaks(text: str, end: int, gap: str) -> bool:
    """Whether the white space `gap` from offset `end` ends a line that was not merely wrapped there."""
    breaks = len((gap + "x").splitlines()) - 1
    if breaks != 1:
        return breaks > 1
    head = text[max(0, end - _WRAPPED) : end]
    return end < _WRAPPED or "\n" in head or "\r" in head
