"""Find the longest known names with "of" or a noun for a kind of place: "Sea of Okhotsk", "Lake Nipigon".

Such names are found anywhere in a sentence, even if the tagger finds only a part of the name or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Entry, Gazetteer, Match

CONFIDENCE = 0.9  # the names that this module finds are nearly always places

_GAP = r"(?:[^\S\n]|(?<![.!?])\n(?!\n))"  # matches the gap between two words of a name, in which a line may be wrapped
_WORD = r"(?:St\.|[A-ZÀ-Þ][\w’'-]*)"
_LINK = rf"{_GAP}(?:of|Of|OF|and|AND|de|del|la|upon){_GAP}(?:(?:the|The|THE){_GAP})?"
_RUN = lazy_pattern(
    rf"(?<![\w’'-]){_WORD}(?:{_GAP}{_WORD}){{0,3}}{_GAP}(?:of|Of|OF){_GAP}(?:(?:the|The|THE){_GAP})?{_WORD}(?:{_LINK}{_WORD}|{_GAP}{_WORD}){{0,4}}"
)
_PAIR = rf"(?:{_WORD}–)?{_WORD}"  # "Murray–Darling"
_PIECE = lazy_pattern(r"\S+")
_POSSESSIVE = lazy_pattern(r"[’']s?$")
_LONGEST = 8  # maximum number of words in a name

# The first words of formal names "X of Y". Only Y is the mention ("City of Boston"), except if "X of Y" is a country.
_FORMAL = frozenset(
    [
        "area",
        "borough",
        "canton",
        "city",
        "commonwealth",
        "commune",
        "community",
        "county",
        "department",
        "diocese",
        "district",
        "government",
        "governorate",
        "manor",
        "municipality",
        "parish",
        "prefecture",
        "province",
        "region",
        "state",
        "territory",
        "town",
        "township",
        "village",
    ]
)
# The first words of names of institutions, which are not places (see `organisations`).
_INSTITUTION = frozenset(
    [
        "academy",
        "bank",
        "battle",
        "bishop",
        "board",
        "bureau",
        "cathedral",
        "center",
        "centers",
        "centre",
        "church",
        "college",
        "council",
        "court",
        "department",
        "duke",
        "duchess",
        "earl",
        "faculty",
        "friends",
        "hospital",
        "house",
        "institute",
        "king",
        "library",
        "lord",
        "ministry",
        "museum",
        "office",
        "prince",
        "princess",
        "queen",
        "school",
        "society",
        "treaty",
        "university",
    ]
)

_DETERMINERS = frozenset(["a", "an", "the", "this", "that", "these", "those", "our", "their", "its", "his", "her"])
# Nouns that begin or end the names of seas, lakes, rivers, islands, mountains and similar features.
_BEFORE = (
    "Bahía|Bay|Beinn|Ben|Cabo|Cape|Càrn|Carn|Cerro|Col|Fort|Glen|Gulf|Isla|Islas|Isle|Lac|Lago|Laguna|Lake|Llyn|Loch|Lough|Mont|Monte|Mount"
    "|Mt\\.?|Mynydd|Nevado|Passo|Pico|Piz|Point|Pointe|Port|Puerto|Rio|Río|River|Sgùrr|Sgurr|Sierra|Stob|Strait|Straits|Strath|Val|Valle|Volcán"
)
_AFTER = (
    "Archipelago|Basin|Bay|Canal|Canyon|Channel|Coast|Cove|Creek|Delta|Desert|Escarpment|Fjord|Glacier|Gulf|Hills|Island|Islands|Isles|Lagoon"
    "|Lake|Lakes|Mountain|Mountains|Oasis|Ocean|Pass|Peak|Peninsula|Plain|Plains|Plateau|Range|Reef|Reservoir|Ridge|River|Sea|Sound|Steppe"
    "|Strait|Straits|Swamp|Valley|Volcano"
)
_LOWER = "bay|canal|desert|gulf|islands?|lake|mountains|ocean|peninsula|river|sea|strait|valley"
_TYPED = lazy_pattern(
    rf"(?<![\w’'-])(?:(?P<before>{_BEFORE}){_GAP}{_WORD}(?:{_GAP}{_WORD}){{0,2}}|{_PAIR}(?:{_GAP}{_WORD}){{0,2}}{_GAP}(?:{_AFTER}|{_LOWER})(?![\w-]))"
)
# Nouns that end the names of small places. Before them is usually the name of the owner: "Kelly's Ford", "Amelia Court
# House".
_OWNED = (
    "Bend|Bluff|Bridge|Church|Copse|Court House|Cross Roads|Crossing|Crossroads|Depot|Farm|Ferry|Ford|Gap|Junction|Landing|Mills?|Post|Redoubt"
    "|Station|Store|Switch|Tavern|Wood"
)
_OF_OWNER = lazy_pattern(rf"(?<![\w’'-]){_WORD}(?:{_GAP}{_WORD}){{0,2}}?{_GAP}(?:{_OWNED})(?![\w’'-])(?!{_GAP}{_WORD})")
_SMALL = frozenset({"site", "land", "water", "city"})
_NATURAL = frozenset({"sea", "water", "island", "land", "region", "country", "historical", "dispute"})


def find_whole_names(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield known names with "of" or a noun for a kind of place, in text order.

    At each position, only the longest is used.
    """
    spans = [*_spans_with_of(text, gazetteer), *_typed_spans(text, gazetteer), *_owned_spans(text, gazetteer)]
    end = 0
    for start, stop in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start >= end:
            yield Mention(text[start:stop], start, stop, confidence=CONFIDENCE)
            end = stop


def _spans_with_of(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    position = 0
    while run := _RUN.search(text, position):
        words = [(run.start() + m.start(), run.start() + m.end()) for m in _PIECE.finditer(run.group())]
        span = _longest(text, words, gazetteer)
        if span is not None:
            yield span
        # Another name may begin after the first "of": "Gulf of Carpentaria Isle of Man".
        of = next(i for i, (a, b) in enumerate(words) if text[a:b].lower() == "of")
        position = span[1] if span is not None else words[of][1]


def _longest(text: str, words: list[tuple[int, int]], gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Find the known names in a run of words that have "of" inside. Return the span of the longest one, or None."""
    ofs = [i for i, (a, b) in enumerate(words) if text[a:b].lower() == "of"]
    for size in range(min(len(words), _LONGEST), 2, -1):
        for first in range(len(words) - size + 1):
            last = first + size - 1
            if not any(first < i < last for i in ofs):
                continue
            start, end = words[first][0], _without_possessive(text, *words[last])
            if (
                text[start:end][:1].isupper()
                and text[words[last][0]].isupper()
                and _is_place(text[start:end], gazetteer)
            ):
                return start, end
    return None


def _is_place(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether a name with "of" is the usual name of a place.

    Return False for names of institutions, and for formal names of towns and units ("City of Boston").
    """
    first = name.split(maxsplit=1)[0].lower()
    if first in _DETERMINERS or first in _INSTITUTION:
        return False
    best = _best(name, gazetteer)
    if best is None or best.match > Match.OFFICIAL:
        return False
    if first in _FORMAL:
        return best.kind in ("country", "dispute", "historical")
    return True


def _typed_spans(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the spans of known names that begin or end with a noun such as "Lake" or "Sea": "Lake Nipigon".

    The places are natural features, regions, disputed areas or countries ("Marshall Islands"), not towns.
    """
    position = 0
    while match := _TYPED.search(text, position):
        words = [(match.start() + m.start(), match.start() + m.end()) for m in _PIECE.finditer(match.group())]
        span = _longest_typed(text, words, bool(match["before"]), gazetteer)
        if span is not None:
            yield span
        # Another name may begin at the second word, or after a dash: "Beneath Lake Vostok", "Toronto–Georgian Bay".
        dash = text.find("–", *words[0]) + 1
        position = span[1] if span is not None else dash or words[1][0]


def _longest_typed(
    text: str, words: Sequence[tuple[int, int]], noun_first: bool, gazetteer: Gazetteer
) -> tuple[int, int] | None:
    """Return the span of the longest known natural feature in a run of words, or None if there is none.

    `noun_first`: whether the noun is the first of the words, as in "Lake Nipigon", or the last.
    """
    for size in range(len(words), 1, -1):
        first = 0 if noun_first else len(words) - size
        start = words[first][0]
        if text[start : words[first][1]].lower() in _DETERMINERS:
            continue
        end = _without_possessive(text, *words[first + size - 1])
        best = _best(text[start:end], gazetteer)
        if best is not None and best.kind in _NATURAL and best.match <= Match.OFFICIAL:
            return start, end
    return None


def _owned_spans(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the spans of known small places that end with a noun in `_OWNED`: "Hamilton's Crossing"."""
    for match in _OF_OWNER.finditer(text):
        words = [(match.start() + m.start(), match.start() + m.end()) for m in _PIECE.finditer(match.group())]
        for start, _ in words[:-1]:
            name = text[start : match.end()]
            best = _best(name, gazetteer) if "’" in name or "'" in name or name.endswith(("House", "Roads")) else None
            if best is not None and best.kind in _SMALL and best.match <= Match.OFFICIAL:
                yield start, match.end()
                break


def _best(name: str, gazetteer: Gazetteer) -> Entry | None:
    if gazetteer.negative(name) or gazetteer.best(name) is None:
        return None
    return gazetteer.find(name)[0]


def _without_possessive(text: str, start: int, end: int) -> int:
    """Return the offset of the end of a word. A final "’s" does not count."""
    tail = _POSSESSIVE.search(text[start:end])
    return start + tail.start() if tail else end
