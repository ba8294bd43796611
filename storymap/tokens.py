"""Split text into tokens, and tokens into sentences. Offsets are in code points of the text.

A token never contains white space, so it never crosses a line break. A place name always consists of whole tokens.
Therefore, "Moscow–Beijing" and "Tokyo-based" are three tokens each, because a name ends inside them. "F-15" and
"co-operate" are one token each. A possessive ending ("'s") is a token of its own, and an abbreviation includes its full
stop.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from storymap.language import may_be_east_asian
from storymap.lazy_pattern import lazy_pattern


class Token(NamedTuple):
    """A token: a part of the text. `text[start:end]` is `token.text`."""

    start: int
    end: int
    text: str


# These characters are parts of words, but are not matched by \w: combining marks, which are frequent in Hindi and Thai,
# and soft hyphens.
_MARKS = "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
_MARKS += "\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd"
_MARKS += "\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31-\u0e3a\u0e47-\u0e4e\u1031-\u103e\u17b4-\u17d3\u200c\u200d"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = (
    "Adm|Brig|Capt|Cmdr|Col|Cpl|Cpt|Det|Dr|Fr|Gen|Gov|Hon|Lt|Maj|Messrs|Mr|Mrs|Ms|Pfc|Pres|Prof|Pvt|Rep|Reps|Rev|Sen|Sens"
    "|Sgt|Supt"
)
_SHORTENED = (
    # streets, companies, others
    "Ave|Blvd|Bros|Co|Corp|Dept|Ft|Hwy|Inc|Jr|Ltd|Mt|Mts|No|Ph|Pt|Rd|Rt|Sr|St|Ste|Sts|Univ|vs"
    # months
    "|Jan|Feb|Mar|Apr|Aug|Sep|Sept|Oct|Nov|Dec"
    # the abbreviations of states and provinces that newspapers use
    "|Ala|Alta|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    "|Ont|Ore|Pa|Que|Sask|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
_ABBREVIATIONS = f"{_TITLES}|{_SHORTENED}"
# These scripts are written without spaces, so a run of characters of one script is one token
_HAN, _KANA = "\u3400-\u9fff\uf900-\ufaff", "\u3041-\u30ff"


def _token(letter: str, runs: str = "") -> re.Pattern[str]:
    """Return a pattern for one token.

    `letter`: a pattern for a letter of a script with spaces. `runs`: alternatives for runs of letters of other scripts.
    """
    return lazy_pattern(
        rf"""(?x)
    [A-Za-z]++ (?= [\s,] )                                   # most words; no alternative below applies to them
    | (?: [A-Z] \. )+ [A-Z] \b (?! \. )                      # U.S.S.R without its last full stop
    | (?: {letter} \. ){{2,}} (?! {letter} {letter} )     # U.S., N.Y., a.m.
    | (?: {_ABBREVIATIONS} ) \. (?! [a-z0-9] ) | W\.Va\. (?! \w )
    | [A-Z]{{1,3}} \$                                         # US$
    | [A-Z] \. (?= \s? [A-Z] )                               # an initial: George W. Bush
    | ['’] [sS] \b (?! ['’] )                                # the possessive
    | (?: https?:// | www\. ) [^\s<>"]+ | [A-Za-z0-9] [\w.+-]{{0,63}} @ [\w-]+ (?: \. [\w-]+ )+
    | \d+ (?: [.,:/] \d+ )* (?: (?: st | nd | rd | th | s | km | m ) \b )?
    | [A-Za-z]{{1,5}} - \d+ [A-Za-z]* \b                     # F-15, COVID-19
    | [A-Z] - [a-z]+ \b                                      # X-ray
    | (?: [a-zß-öø-ÿ]+ - )+ [a-zß-öø-ÿ]+ \b                  # co-operate: all parts in lower case
    | (?: {letter} [{_MARKS}]* )+ (?: \d+ {letter}* )? (?: ['’] (?! [sS] \b ) (?: {letter} [{_MARKS}]* )+ )*
    {runs}
    | [.…]+ | -{{2,}}
    | \S
    """
    )


_TOKEN = _token(r"[^\W\d_]")  # for texts without East Asian characters
_EAST_ASIAN_TOKEN = _token(rf"[^\W\d_{_HAN}{_KANA}]", f"| [{_HAN}]+ | [{_KANA}]+")
# Matches where a sentence may end: at a full stop or similar, with closing quotation marks and brackets after it, or at
# a line end.
_BOUNDARY = lazy_pattern(
    r"""(?x)
    (?<! [.!?…] ) (?P<stop> [.!?…]++ ) ["'”’»«“)\]]* (?: [ \u00a0\u202f] » )? (?= \s | (?<= [a-z]{2} [.!?] ) [A-Z] [a-z] )
    | (?<! [।۔؟։።] ) [।۔؟։።]++ ["'”’»«“)\]]* (?= \s )
    | [。！？｡]+ (?P<quoted> [」』”’）)"]* )
    | (?P<line> [\n\r\v\f\x1c-\x1e\x85\u2028\u2029] \s*+ )
    """
)
_NEXT_WORD = lazy_pattern(r"[\s\"'“”‘’„«»(\[¿¡—–-]*(?P<word>[^\W\d_]+|\d)?")
_LIST_ITEM = lazy_pattern(r"(?:[-*•]|\d{1,3}[.)])[^\S\n]")
_LAST_WORD = lazy_pattern(r"(?:(?P<before>[\w.]+)[^\S\n]+)?(?P<word>[\w'’]+(?:\.\w+)*)$")
_DOTTED = lazy_pattern(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")  # U.S, p.m, W.Va
_LOOK_BACK = 40  # the word before a full stop is searched for in this many characters
# These abbreviations never end a sentence. They are titles, and lower-case abbreviations of other languages.
_NEVER_LAST = frozenset(_TITLES.split("|")) | {"MM", "EE"}
_NEVER_LAST_LOWER = _words("""
    dr prof gen cf ca
    bzw evtl ggf inkl vgl mio mrd geb gest hl hrsg tel
    av apr bd env sra srta dra avda gral lic
    sig sigg dott ing avv geom rag exmo dhr mevr mw bijv drs resp jl
    ul tzn np im św pl tys mln mld godz płk ks
    ул им просп обл тыс млн млрд проф акад ген св напр вул ім тис див ред
    """)
_BEFORE_NUMBER = _words("no nr fig figs abb bd kap abs p pp pág núm pag str стр рис гл ст")
# These abbreviations end a sentence only if one of _FIRST_WORDS follows
_SOMETIMES_LAST = frozenset(_SHORTENED.split("|")) - {"No"}
_FIRST_WORDS = _words("""
    He She It They We You I The This That These Those There A An In On At But And Or So When While After Before As If For
    His Her Its Their Our My What Who Where How Why However Meanwhile
    """)
# Between one of these words and a capital letter, "3." is an ordinal number.
_BEFORE_ORDINAL = _words("am im der die das des dem den vom zum zur beim ab bis seit ein eine einen einem")
# The months of German, which writes dates with ordinal numbers ("3. Juni").
_MONTHS = _words("Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember")
# If a line has at least this many characters and does not end with a sentence, the sentence continues on the next line
_WRAPPED = 50


def tokenize(text: str, start: int = 0, end: int = sys.maxsize) -> list[Token]:
    """Return the tokens of text[start:end], in order. Offsets are those in the whole text."""
    pattern = _EAST_ASIAN_TOKEN if may_be_east_asian(text[start:end]) else _TOKEN
    return [Token(match.start(), match.end(), match.group()) for match in pattern.finditer(text, start, end)]


def sentence_ranges(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the sentences of a text as half-open ranges of token indices.

    Together, the ranges contain all `tokens`.
    """
    if not tokens:
        return []
    starts = [token.start for token in tokens]
    cuts = {bisect_left(starts, at) for at in _boundaries(text, starts[0], tokens[-1].end)}
    return list(pairwise(sorted({0, *cuts, len(tokens)})))


def sentence_spans(text: str, start: int = 0, end: int = sys.maxsize) -> list[tuple[int, int]]:
    """Return the half-open offsets of the sentences in text[start:end].

    White space around a sentence is not included.
    """
    edges = [start, *_boundaries(text, start, end), min(end, len(text))]
    spans = []
    for first, after in pairwise(edges):
        piece = text[first:after]
        if words := piece.strip():
            begin = first + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(words)))
    return spans


@lru_cache(8192)  # enough results for the passages of a book, which the editor composes repeatedly
def sentences_of(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return what `sentence_spans` returns for a passage. The result is cached."""
    return tuple(sentence_spans(text, start, end))


def sentence_starts(text: str, start: int = 0, end: int = sys.maxsize) -> list[int]:
    """Return the offset of the start of each sentence in text[start:end], in order."""
    return [first for first, _ in sentence_spans(text, start, end)]


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets between sentences, in order.

    A sentence ends at a full stop or a similar mark, at a blank line, and before a list item. The end of a line also
    ends a sentence, unless the line was wrapped there.
    """
    for match in _BOUNDARY.finditer(text, start, end):
        if match["line"] is not None:
            ends = _ends_line(text, match.start(), match.end())
        elif match["stop"] is not None:
            ends = _ends_at_stop(text, start, match)
        else:  # after a quotation with "と", the sentence continues: "「行く。」と言った"
            ends = not (match["quoted"] and text.startswith("と", match.end()))
        if ends:
            yield match.end()


def _ends_line(text: str, start: int, end: int) -> bool:
    """Return whether the white space text[start:end], which begins with a line end, is between two sentences."""
    if len((text[start:end] + "x").splitlines()) > 2 or _LIST_ITEM.match(text, end):
        return True
    if text[end : end + 1].islower() or text[end : end + 1].isdigit():
        return False
    before = text[max(0, start - _WRAPPED) : start].rstrip()
    return start < _WRAPPED or len(before.splitlines()) > 1


def _ends_at_stop(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether a full stop before white space ends a sentence.

    The full stop does not end a sentence if the next word is in lower case, or if it is part of an abbreviation or an
    ordinal number.
    """
    following = _NEXT_WORD.match(text, match.end())
    word = (following and following["word"]) or ""
    if word[:1].islower():
        return False
    if match["stop"] != "." or not word:
        return True
    start = max(start, match.start() - _LOOK_BACK)
    earlier = text[start : match.start()].rsplit(None, 2)[:-2]  # the pattern matches at most two words
    last = _LAST_WORD.search(text, start + sum(map(len, earlier)), match.start())
    return last is None or _ends_after(last, word)


def _ends_after(last: re.Match[str], following: str) -> bool:
    """Return whether the full stop after the word `last` ends a sentence.

    `following`, the next word, begins with a capital or a digit.
    """
    word, before = last["word"], last["before"] or ""
    if word.isdigit():
        ordinal = len(word) <= 2 and (before.lower() in _BEFORE_ORDINAL or following in _MONTHS)
        return not ordinal and not (last["before"] is None and following.isalpha() and _begins_line(last))
    if word in _SOMETIMES_LAST or _DOTTED.fullmatch(word):
        return following in _FIRST_WORDS
    # A word with one letter is usually an abbreviation ("J. K. Rowling", "z. B.", "г. Москва"), but can end a sentence
    # ("So do I.", "в 1998 г.").
    if len(word) == 1:
        return before.isdigit() if word.islower() else following in _FIRST_WORDS and before[:1].islower()
    if following.isdigit() and (word.lower() in _BEFORE_NUMBER or word.endswith("str")):
        return False
    return word not in _NEVER_LAST and word.lower() not in _NEVER_LAST_LOWER


def _begins_line(last: re.Match[str]) -> bool:
    """Return whether a word is the first word of its line, such as the number "1." of a list item."""
    return last.start() == 0 or last.string[last.start() - 1] in "\n\r"
