"""Resolution of mentions with a small gazetteer."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from storymap.model import Home, Mention, MentionKind, Position, Resolution
from storymap.read import read_string
from storymap.recognize.cues import add_cues
from storymap.recognize.demonyms import find_demonyms
from storymap.recognize.descriptions import find_descriptions
from storymap.recognize.nesting import nest
from storymap.resolve import resolve
from tests.worlds import SmallWorld

WORLD = SmallWorld()
NAMES = re.compile(
    r"\b(?:"
    + "|".join(
        sorted(
            {re.escape(n) for r in WORLD.rows for n in (r[0], *r[8])} | {"Crimea", "Taiwan", "Atlantis"},
            key=len,
            reverse=True,
        )
    )
    + r")(?!\w)"
)


def resolved(text: str, home: Home | None = None) -> list[Resolution]:
    """Resolve a text in which all names from the gazetteer are mentions; the tagger is not used."""
    article = read_string(text + "\n", home=home)
    names = [Mention(m.group(), *m.span()) for m in NAMES.finditer(article.text)]
    demonyms = find_demonyms(article.text, names, (), WORLD)
    mentions = list(add_cues(article.text, nest([*names, *demonyms, *find_descriptions(article.text, WORLD)]), WORLD))
    return list(resolve(article, mentions, WORLD))


def ids(text: str, home: Home | None = None) -> dict[str, str | None]:
    return {r.mention.surface: r.place.id if r.place else None for r in resolved(text, home)}


def test_state_after_a_city_selects_the_city() -> None:
    (paris, texas) = resolved("A tower stands in Paris, Texas.")
    assert paris.place is not None
    assert paris.place.position == Position(33.66, -95.55)
    assert (paris.reason.code, paris.reason.params["holder"]) == ("admin", "Texas")
    assert texas.place is not None and texas.place.name == "Texas"


def test_all_mentions_of_a_name_have_the_same_place() -> None:
    found = resolved("They met in Paris, Texas.\n\nParis is small.")
    assert [r.place and r.place.id for r in found if r.mention.surface == "Paris"] == ["test:10", "test:10"]


def test_most_prominent_place_is_chosen_without_other_evidence() -> None:
    (paris,) = resolved("They met in Paris on Monday.")
    assert paris.place is not None and paris.place.id == "test:9"
    assert paris.reason.code == "largest"
    assert [c.place.id for c in paris.candidates] == ["test:9", "test:10"]


def test_nearby_places_outweigh_prominence() -> None:
    found = resolved("The storm hit Sherman, Bonham and Paris before noon.")
    assert found[-1].place is not None and found[-1].place.id == "test:10"
    assert found[-1].reason.code == "near"


def test_home_outweighs_prominence() -> None:
    assert ids("The council of Paris met.", Home(position=Position(33.6, -96.0)))["Paris"] == "test:10"
    assert ids("The council of Paris met.", Home(name="Bonham, Texas"))["Paris"] == "test:10"


def test_chitose_before_hokkaido_is_in_hokkaido() -> None:
    (chitose, _) = resolved("an air base in Chitose, Hokkaido")
    assert chitose.place is not None and chitose.place.admin1 == "Hokkaido"


def test_historical_country_is_not_on_the_map() -> None:
    (union,) = resolved("The Soviet Union ended a pact.")
    assert union.place is None
    assert union.reason.code == "historical"
    assert union.candidates[0].place.name == "Soviet Union"


def test_unknown_name_is_not_on_the_map() -> None:
    (atlantis,) = resolved("They sailed to Atlantis.")
    assert (atlantis.place, atlantis.reason.code) == (None, "unknown")


def test_demonym_is_evidence_but_not_a_place() -> None:
    found = resolved("Russian planes came.")
    assert [(r.mention.kind, r.place) for r in found] == [(MentionKind.DEMONYM, None)]


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("Japan and Russia argue over the small Russian-held group of islands off Hokkaido.", "the small Russian-held group of islands off Hokkaido", "storymap:south-kuril-islands"),
        ("Japan wants Russia to return the disputed islands.", "the disputed islands", "storymap:south-kuril-islands"),
        ("Russian troops hold Crimea. Ukraine wants the peninsula back.", "the peninsula", "storymap:crimea"),
        ("Russia and Ukraine fight. Ships left the peninsula annexed in 2014.", "the peninsula annexed in 2014", "storymap:crimea"),
    ],
)  # fmt: skip
def test_description_of_disputed_area_is_resolved(text: str, surface: str, place: str) -> None:
    assert ids(text)[surface] == place


def test_short_description_refers_to_previous_description() -> None:
    found = resolved(
        "Japan and Russia argue over the Russian-held islands off Hokkaido.\n\nTalks on the islands failed."
    )
    assert [r.place.id for r in found if r.place and r.mention.surface == "the islands"] == [
        "storymap:south-kuril-islands"
    ]
    assert found[-1].reason.code == "antecedent"


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("The disputed islands are far away.", "The disputed islands"),
        ("Japan spoke about the islands.", "the islands"),
        ("France opened the peninsula to visitors.", "the peninsula"),
    ],
)
def test_ambiguous_description_is_not_on_the_map(text: str, description: str) -> None:
    assert [m.surface for m in find_descriptions(text, WORLD)] == [description]
    assert [r for r in resolved(text) if r.mention.kind is MentionKind.DESCRIPTION] == []


def test_description_with_region_as_head_is_vague() -> None:
    (_, region) = resolved("Japan is worried about the region.")
    assert (region.place, region.reason.code) == (None, "vague")


def test_mentions_nest_but_never_cross() -> None:
    found = resolved("Japan and Russia argue over the Russian-held islands off Hokkaido, near Tokyo.")
    spans = [(r.mention.start, r.mention.end) for r in found]
    nested = []
    for (a, b), (c, d) in combinations(spans, 2):
        inside = (a <= c and d <= b) or (c <= a and b <= d)
        assert b <= c or d <= a or inside
        nested += [found[spans.index((c, d))].mention.surface] if inside else []
    assert nested == ["Russian", "Hokkaido"]
