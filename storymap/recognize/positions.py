"""Find names in positions that are typical of places, such as after "near", before "-based" or in a list with places."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, Reason
from storymap.ports import Gazetteer
from storymap.recognize.bare_names import is_bare_river
from storymap.recognize.geography import geographic_words
from storymap.recognize.organisations import public_body

_LOOK_BACK = 16  # characters
_LOCATED = lazy_pattern(r"(?i)\b(?:in|near|outside|around)[^\S\n](?:the[^\S\n])?$")
_PLACED = lazy_pattern(r"(?i)\b(?:in|near|outside|around|across|at|from|to)[^\S\n](?:the[^\S\n])?$")

# In these positions in a sentence, nearly all names are those of places.
SURE_POSITIONS = frozenset({"based", "body", "resident", "placed", "listed", "geographic"})

_PLACE_PREPOSITION = lazy_pattern(
    r"(?i)\b(?:in|near|nearby|outside|inside|around|throughout|towards?|across|via|between|into|beyond|reach(?:ed|es)?"
    r"|(?:north|south|east|west)(?:-?(?:east|west))?\s+of|coast\s+of|(?:city|town|village|hamlet|suburb|port|district|province|county|region|state|island|capital)\s+of"
    r"|downtown|central|(?:north|south|east|west)ern|born\s+at|road\s+to)\s+(?:the\s+)?$"
)
_RESIDENT = lazy_pattern(
    r"(?i)\b(?:natives?|residents?|formerly|born\s+in|people|citizens|mayor|bishop|,\s\d{1,3},)\s+(?:of|in|from)\s+$"
)
_OTHER_PREPOSITION = lazy_pattern(
    r"(?i)\b(?:of|from|to|at|through|over|along|past|leaving|left|for)\s+(?:the\s+)?$|\bon\s+$"
)
_BASED = lazy_pattern(r"-(?:based|area|born|bound|trained|native)\b")
_LIST_BEFORE = lazy_pattern(
    r"(?:,[^\S\n](?:and[^\S\n]|or[^\S\n])?|[^\S\n](?:and|or|&)[^\S\n]|/|–|-|[^\S\n][–—-][^\S\n])(?:the[^\S\n])?"
)
# Matches the words after a name that begins a clause: "When it rained in Toowoomba, Brisbane went home".
_CLAUSE = lazy_pattern(r"(?:[’']s)?[^\S\n](?!(?:and|or)\b)[a-z]")
# Matches the words around a name in the result of a game: "Yellow Grass 5, Lang 5."
_SCORE_AFTER = lazy_pattern(
    r"[^\S\n]\d{1,3}(?:,[^\S\n][A-ZÀ-Þ]|[^\S\n][A-ZÀ-Þ][\w’'-]+(?:[^\S\n][A-ZÀ-Þ][\w’'-]+)?[^\S\n]\d|[.;]|[^\S\n]\(|\n|$)"
)
_SCORE_BEFORE = lazy_pattern(r"\b\d{1,3}[,;]?[^\S\n]$")
_PAIR_AFTER = lazy_pattern(r"[/–-](?P<name>[A-ZÀ-Þ][\w’']+)")
_PAIR_BEFORE = lazy_pattern(r"(?P<name>[A-ZÀ-Þ][\w’']+)[/–-]$")
_END = lazy_pattern(r"[.!?…][”\"’)\]]*(?:\s|$)|\s*\n|\s*$")


def is_located(text: str, start: int) -> bool:
    """Return whether a preposition before an offset shows that something is at the place that follows: "in Austin"."""
    return _LOCATED.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_placed(text: str, start: int) -> bool:
    """Return whether a preposition before an offset shows that something is at, goes to or comes from a place.

    Example: "to Austin".
    """
    return _PLACED.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_based(text: str, end: int) -> bool:
    """Return whether the name that ends at an offset is followed by "-based", "-born" or a similar word."""
    return _BASED.match(text, end) is not None


def suggested_known(surface: str) -> Reason:
    """Return the reason for suggesting a name only because it is in the gazetteer."""
    return Reason("suggested-known", {"name": " ".join(surface.split())})


class Positions:
    """The positions of names in a text whose mentions are known."""

    def __init__(self, text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self._text, self._gazetteer = text, gazetteer
        self._starts = {m.start: m for m in mentions}
        self._ends = {m.end: m for m in mentions}

    def of(self, start: int, end: int, *, begins: bool, known: bool) -> tuple[str, Reason]:
        """Return what the words around text[start:end] show about it: a feature ("" for none) and a reason.

        `begins`: whether the name begins a sentence. `known`: whether the gazetteer has the name.
        """
        before, after = self._text[max(0, start - 40) : start], self._text[end : end + 30]
        name = " ".join(self._text[start:end].split())
        if match := _BASED.match(after):
            return "based", Reason("suggested-before", {"name": name, "words": match.group()})
        if words := public_body(self._text, end):
            return "body", Reason("suggested-before", {"name": name, "words": words})
        follows, words = geographic_words(self._text, start, end)
        if words:
            code = "suggested-before" if follows else "suggested-in"
            return "geographic", Reason(code, {"name": name, "words": words})
        if known and is_bare_river(self._text, start, end, self._gazetteer):
            return "geographic", Reason("suggested-in", {"name": name, "words": "the"})
        if match := _RESIDENT.search(before):
            return "resident", Reason("suggested-in", {"name": name, "words": " ".join(match.group().split())})
        if match := _PLACE_PREPOSITION.search(before):
            return "placed", Reason("suggested-in", {"name": name, "words": " ".join(match.group().split())})
        if near := self._listed(start, end):
            return "listed", Reason("suggested-list", {"name": name, "neighbour": " ".join(near.split())})
        if _SCORE_AFTER.match(after) and (begins or _SCORE_BEFORE.search(before)):
            return "scored", Reason("suggested-known", {"name": name})
        if begins and _END.match(after):
            return "alone", Reason("suggested-alone", {"name": name})
        if match := _OTHER_PREPOSITION.search(before):
            return "preposition", Reason("suggested-after", {"name": name, "words": " ".join(match.group().split())})
        return "", suggested_known(name) if known else Reason("suggested-unknown", {"name": name})

    def _listed(self, start: int, end: int) -> str:
        """Return the name of a place that a comma, "and", a slash or a dash joins to a span, or "" if there is none.

        The name is that of a mention. With a slash or a dash, it may also be another name in the gazetteer.
        """
        if (match := _LIST_BEFORE.match(self._text, end)) and (near := self._starts.get(match.end())):
            return near.surface
        for length in range(1, 11):
            if (near := self._ends.get(start - length)) and _LIST_BEFORE.fullmatch(self._text, start - length, start):
                if self._text[start - length : start] == ", " and _CLAUSE.match(self._text, end):
                    break
                return near.surface
        return self._paired(start, end)

    def _paired(self, start: int, end: int) -> str:
        """Return the known name that a slash, a dash or a hyphen joins to a span ("Hagen/Dortmund"), or "" if there is none."""
        after = _PAIR_AFTER.match(self._text, end)
        before = _PAIR_BEFORE.search(self._text, max(0, start - 30), start)
        names = [match["name"] for match in (after, before) if match]
        return next((n for n in names if self._gazetteer.best(n) and not self._gazetteer.negative(n)), "")
