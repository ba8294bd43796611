"""Stories for export tests: the seed article, an article with hostile text, and others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from storymap.compose import compose
from storymap.export import exporter
from storymap.model import (
    Article,
    BoundingBox,
    Candidate,
    Dispute,
    Edits,
    Footprint,
    Mention,
    MentionKind,
    Passage,
    PassageKind,
    Place,
    Position,
    Reason,
    Rejected,
    Resolution,
    SideName,
    Story,
)
from storymap.overrides.apply import override_reason
from storymap.pipeline import build_story
from storymap.ports import Lookups
from storymap.results import lookups
from storymap.source import Source
from tests.render import stories as drawn
from tests.worlds import SmallWorld

SEED = Path(__file__).parents[2] / "seeds" / "000_b6515417aea22efc.txt"
COUNTRIES = {
    "JP": "Japan",
    "RU": "Russia",
    "FJ": "Fiji",
    "FR": "France",
    "XA": "Left <b>Side</b>",
    "XB": 'Right & "Side"',
}

FIJI = Place(
    "geonames:2205218", "Fiji", Position(-17.8, 178.0), "A", "PCLI", country_codes=("FJ",), radius_km=250,
    bbox=BoundingBox(177, -19, -179, -16), source="geonames", licence="CC BY 4.0",
    footprint=Footprint((
        (  # The outer ring is clockwise and has a hole. Both rings cross the antimeridian.
            (Position(-16, 178), Position(-16, -179), Position(-19, -179), Position(-19, 178)),
            (Position(-17, 179.5), Position(-17.5, 179.5), Position(-17.5, -179.5), Position(-17, -179.5)),
        ),
        ((Position(-18.2, 177.0), Position(-18.2, 177.6), Position(-17.4, 177.6)),),
    )),
)  # fmt: skip
TWO_NAMES = Place(
    "storymap:two-names", "Łeft Ísle / 'Right' Isle", Position(10.25, -40.5), "T", "ISL", country_codes=("XA", "XB"),
    names=(SideName("Łeft Ísle", "pl", "XA"), SideName("'Right' Isle", "en", "XB"), SideName("الجزيرة", "ar", "XB")),
    dispute=Dispute("occupied", ("XA",), ("XB", "XA"), "1999", "Held by one <side> & claimed by two."),
    radius_km=20, source="own", licence="MIT",
    footprint=Footprint((((Position(10, -41), Position(10, -40), Position(10.5, -40), Position(10.5, -41)),),)),
)  # fmt: skip
SCRIPT = Place(
    "editor:<script>alert(1)</script>", "<script>alert(1)</script>", Position(1.5, 2.25), "P", "PPL", source="editor"
)
FORMULA = Place("editor:=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", Position(-3.125, 4.0), "P", "PPL", source="editor")
CDATA = Place(
    "editor:]]> & \"quotes\" `ticks` {{ braces }} ${x}", "]]> & \"quotes\" `ticks` {{ braces }} ${x}", Position(5, -6.5), "P", "PPL",
    approximate=True, radius_km=12.5, source="editor",
)  # fmt: skip
CITY = Place(
    "editor:القدس 🏙️", "القدس 🏙️", Position(-89.9, 179.999999), "P", "PPLC", country_codes=("FJ",), source="editor"
)
ELSEWHERE = Place(
    "geonames:1", "Elsewhere-on-Sea", Position(50, 1), "P", "PPL", country_codes=("FR",), source="geonames"
)

_TITLE = 'A "hostile" story: <script>alert(0)</script> & ]]> =1+1'
_PARTS = (
    "# Two isles",
    "The disputed island off Fiji lies far from Fiji’s coast, 2 500 km from Łeft Ísle. [brackets](x) *stars* _underlines_ | pipes",
    "A place called <script>alert(1)</script> is not\nfar from =cmd|' /C calc'!A0, and ]]> & \"quotes\" `ticks` {{ braces }} ${x} is near.",
    "\u200fالقدس 🏙️ lies at the end of the world; a\u0007bell rings in Nowhereville. The Fijian crew sleeps in May.",
    "- Fiji again, of a list, next to 🏝️ Łeft Ísle.\n1. And Fiji.",
    "Subscribe to our newsletter from Fiji today.",
)
TEXT = "\n\n".join(_PARTS) + "\n"


@cache
def seed() -> Story:
    """Return the story of the seed article, built by the whole pipeline."""
    return build_story(Source(SEED))


@cache
def hostile() -> Story:
    """Return a story with places across the antimeridian, a dispute, an unsure place, nested mentions, and markup and
    formulas as names."""
    unsure = Reason("unsure", {"name": "]]>", "candidates": "this & that"})
    plain = Reason("only", {"name": "x", "place": "x", "where": "", "all": "1"})
    found: list[Resolution] = []

    def add(surface: str, nth: int, place: Place | None, confidence: float, **more: object) -> None:
        start = -1
        for _ in range(nth):
            start = TEXT.index(surface, start + 1)
        kind = more.get("kind", MentionKind.NAME)
        reason = more.get("reason", plain)
        assert isinstance(kind, MentionKind) and isinstance(reason, Reason)
        candidates = (
            tuple(Candidate(p, s) for p, s in ((place, 0.6), (ELSEWHERE, 0.4)) if p) if confidence < 0.6 else ()
        )
        found.append(
            Resolution(Mention(surface, start, start + len(surface), kind), place, confidence, reason, candidates)
        )

    add("The disputed island off Fiji", 1, TWO_NAMES, 0.72, kind=MentionKind.DESCRIPTION)
    add("Fiji", 1, FIJI, 0.99)
    add("Fiji", 2, FIJI, 0.97)
    add("Łeft Ísle", 1, TWO_NAMES, 0.9)
    add(SCRIPT.name, 1, SCRIPT, 1.0, reason=override_reason("places.yaml", 3))
    add(FORMULA.name, 1, FORMULA, 1.0)
    add(CDATA.name, 1, CDATA, 0.31, reason=unsure)
    add(CITY.name, 1, CITY, 0.8)
    add("Nowhereville", 1, None, 0.5, reason=Reason("unknown", {"name": "Nowhereville"}))
    add("Fijian", 1, None, 0.9, kind=MentionKind.DEMONYM, reason=Reason("demonym", {"name": "Fijian"}))
    add("Fiji", 4, FIJI, 0.95)
    add("Łeft Ísle", 2, TWO_NAMES, 0.9)
    add("Fiji", 5, FIJI, 0.95)
    add("Fiji", 6, FIJI, 0.95)
    may = TEXT.index("May")
    rejected = (Rejected("May", may, may + 3, Reason("negative", {"why": "a month"})),)
    edits = Edits(notes={TWO_NAMES.id: "The editor’s note: <i>mind</i> the gap."})
    return compose(
        article(), found, rejected, SmallWorld(), footprint=lambda place_id: None, keep_boilerplate=False, edits=edits
    )


def article() -> Article:
    """Return the hostile article with its passages. The last passage is boilerplate."""
    kinds = (
        *(PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.QUOTE, PassageKind.PARAGRAPH),
        *(PassageKind.LIST_ITEM, PassageKind.BOILERPLATE),
    )
    starts = [TEXT.index(part) for part in _PARTS] + [len(TEXT)]
    passages = tuple(
        Passage(f"p{i}", start, end, kind, 1 if i == 1 else 0)
        for i, ((start, end), kind) in enumerate(zip(pairwise(starts), kinds, strict=True), 1)
    )
    return Article(_TITLE, TEXT, passages, byline="A. <Writer> & B.", published="2026-01-02", source="hostile.txt")


@cache
def empty() -> Story:
    """Return a story without places."""
    text = "It rained all night.\n\nIn the morning nobody spoke of it.\n"
    passages = (Passage("p1", 0, 22, PassageKind.PARAGRAPH), Passage("p2", 22, len(text), PassageKind.PARAGRAPH))
    bare = Article("Rain", text, passages)
    return compose(bare, (), (), SmallWorld(), footprint=lambda place_id: None)


@cache
def crowd() -> Story:
    """Return a story with 800 places, one per sentence, in paragraphs of ten sentences."""
    names = [f"Town {chr(65 + i % 26)}{i}" for i in range(800)]
    blocks = [" ".join(f"We saw {name}." for name in names[i : i + 10]) for i in range(0, 800, 10)]
    text = "\n\n".join(blocks) + "\n"
    starts = [text.index(block) for block in blocks] + [len(text)]
    passages = tuple(Passage(f"p{i}", a, b, PassageKind.PARAGRAPH) for i, (a, b) in enumerate(pairwise(starts), 1))
    found = []
    for i, name in enumerate(names):
        start = text.index(name + ".")
        place = Place(f"geonames:{i + 1}", name, Position(i / 10 - 40, i / 4 - 100), "P", "PPL", source="geonames")
        found.append(
            Resolution(
                Mention(name, start, start + len(name)),
                place,
                0.9,
                Reason("only", {"name": name, "place": name, "where": "", "all": "1"}),
            )
        )
    bare = Article("A long way", text, passages)
    return compose(bare, found, (), SmallWorld(), footprint=lambda place_id: None)


STORIES: Mapping[str, Callable[[], Story]] = {
    "seed": seed,
    "hostile": hostile,
    "ferry": drawn.ferry,
    "empty": empty,
    "crowd": crowd,
}


def looked_up(name: str) -> Lookups:
    """Return the functions that look up places and names of countries for one of these stories."""
    if name == "seed":
        return lookups(seed())
    return Lookups(lambda place_id: None, lambda code: COUNTRIES.get(code, code))


@cache
def written(story: str, form: str) -> bytes:
    """Return one of these stories in a format, as bytes."""
    return exporter(form).write(STORIES[story](), looked_up(story))
