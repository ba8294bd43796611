"""The object `cue` in the output of `storymap explain --json`."""

from __future__ import annotations

import pytest

from storymap.export.places_json import cue_table
from storymap.model import (
    Description,
    Distance,
    Mention,
    MentionKind,
    NameContext,
    RelativePoint,
    SpatialRelation,
)

AWAY = SpatialRelation("off", 40, Distance(1852.0, "1,000 nautical miles", away=True))
HELD = Description(
    head="islands",
    modifiers=("small", "russian-held"),
    determiner="the",
    plural=True,
    relation="off",
    anchors=("Hokkaido", "Honshu"),
    holders=("RU",),
)


@pytest.mark.parametrize(
    ("mention", "table"),
    [
        (Mention("Otaru", 0, 5), {}),
        (Mention("Krakowie", 0, 8, lemma="Kraków"), {"name": "Kraków"}),
        (
            Mention("OTARU", 0, 5, context=NameContext("Hokkaido", True, SpatialRelation("off", 3))),
            {"admin": "Hokkaido", "dateline": "yes", "relation": "off", "relation_start": "3"},
        ),
        (
            Mention("Otaru", 60, 65, context=NameContext(relation=AWAY)),
            {
                "relation": "off",
                "distance": "1,000 nautical miles",
                "distance_km": "1852",
                "away": "yes",
                "relation_start": "40",
            },
        ),
        (Mention("Tokyo", 0, 5, MentionKind.METONYM), {"speaks_for": "government"}),
        (Mention("Koreans", 0, 7, MentionKind.DEMONYM, stands_for=("KR", "KP")), {"stands_for": "KR KP"}),
        (
            Mention(
                "30 miles north of Waco", 0, 22, MentionKind.DESCRIPTION, description=RelativePoint("north of", 48.2803)
            ),
            {"relation": "north of", "distance_km": "48.2803", "head": "point", "modifiers": "", "determiner": ""},
        ),
        (
            Mention("between A and B", 0, 15, MentionKind.DESCRIPTION, description=RelativePoint("between")),
            {"relation": "between", "head": "point", "modifiers": "", "determiner": ""},
        ),
        (
            Mention("the small…", 0, 10, MentionKind.DESCRIPTION, description=HELD),
            {
                "head": "islands",
                "modifiers": "small russian-held",
                "determiner": "the",
                "plural": "yes",
                "relation": "off",
                "anchor": "Hokkaido; Honshu",
                "holders": "RU",
            },
        ),
        (
            Mention(
                "the Libyan port",
                0,
                15,
                MentionKind.DESCRIPTION,
                description=Description("port", ("libyan",), "the", year="2014", peoples=("LY",), demonym="libyan"),
            ),
            {
                "head": "port",
                "modifiers": "libyan",
                "determiner": "the",
                "year": "2014",
                "peoples": "LY",
                "people_words": "libyan",
            },
        ),
    ],
    ids=lambda value: value.surface if isinstance(value, Mention) else "",
)
def test_cue_table_has_the_documented_keys_in_order(mention: Mention, table: dict[str, str]) -> None:
    assert list(cue_table(mention).items()) == list(table.items())
