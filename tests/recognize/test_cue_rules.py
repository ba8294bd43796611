"""Words around a name: larger units, type words, lists, landmarks, rivers, relations, descriptions."""

from __future__ import annotations

import pytest

import storymap
from storymap.model import Description, Mention, MentionKind, NameContext, RelativePoint
from storymap.ports import Entry, Match
from storymap.recognize.appositions import type_words
from storymap.recognize.cues import add_cues
from storymap.recognize.demonyms import find_demonyms
from storymap.recognize.descriptions import find_descriptions, find_points
from storymap.recognize.geography import geographic_words
from storymap.recognize.landmarks import has_unread_qualifier, landmark
from storymap.recognize.qualifiers import LONGEST_LIST, find_lists, is_relative, type_word
from storymap.recognize.state_codes import read_state_codes
from tests.recognize.small import Names, place


def mention(text: str, name: str, **values: object) -> Mention:
    start = text.index(name)
    return Mention(name, start, start + len(name), **values)  # type: ignore[arg-type]


def mentions(text: str, *names: str) -> list[Mention]:
    return sorted((mention(text, name) for name in names), key=lambda m: m.start)


# --- larger units -------------------------------------------------------------------------------------------------


def units(own: Entry | list[Entry], holder: Entry | list[Entry]) -> Names:
    return Names({"Xanten": own, "Utah": holder, "D.C.": place(kind="admin1"), "Washington": place()})


def admin(text: str, gazetteer: Names, *others: str) -> str:
    found = add_cues(text, mentions(text, "Xanten", "Utah", *others), gazetteer)
    return next(m.context.admin for m in found if m.surface == "Xanten")


STATE, COUNTRY = place(6.0, "admin1", admin1="DE.02"), place(7.0, "country")
COUNTY, ISLAND = place(5.0, "admin2", admin1="DE.01"), place(5.0, "island", country="US", lat=50.3)


@pytest.mark.parametrize(
    ("own", "holder", "unit"),
    [
        (place(), COUNTRY, "Utah"),
        (place(country="US"), COUNTRY, "Utah"),
        (place(7.0, "country"), COUNTRY._replace(country="FR"), ""),
        (place(admin1="DE.02"), STATE, "Utah"),
        (place(6.0, "admin1", admin1="DE.02"), STATE, ""),
        (place(6.0, "region"), STATE, ""),
        (place(6.0, "region", admin1="DE.02"), STATE, "Utah"),
        (place(6.0, "site", admin1="", lat=50.39, lon=10.39), COUNTY, "Utah"),
        (place(6.0, "region", admin1=""), COUNTY, ""),
        (place(6.0, "site", admin1="", lat=50.41), COUNTY, ""),
        (place(6.0, "site", admin1="", lon=9.59), COUNTY, ""),
        (place(6.0, "site", admin1="", country="FR"), COUNTY, ""),
        (place(5.0, "admin2", admin1="DE.01"), COUNTY, ""),
        (place(), place(kind="city"), ""),
        (place(), COUNTRY._replace(match=Match.ALTERNATE, country="FR"), ""),
    ],
)
def test_larger_unit_contains_the_name_or_the_name_is_small(own: Entry, holder: Entry, unit: str) -> None:
    assert admin("in Xanten, Utah, now", units(own, holder)) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("in Xanten, Utah", "Utah"),
        ("in Xanten (Utah) now", "Utah"),
        ("in Xanten in Utah now", ""),
        ("in Xanten in Utah.", "Utah"),
        ("in Xanten, in northern Utah.", "Utah"),
        ("in Xanten, the capital of Utah.", "Utah"),
        ("in Xanten, a town of 2,600 people in Utah.", "Utah"),
        ("in Xanten, Utah now", ""),
        ("in Xanten,\nUtah.", ""),
        ("in Xanten and Utah.", ""),
        ("in Xanten. Utah.", ""),
    ],
)
def test_unit_follows_after_a_comma_or_in_brackets(text: str, unit: str) -> None:
    assert admin(text, units(place(), STATE)) == unit


def test_names_of_a_list_have_the_next_one_as_unit_only_if_it_contains_them() -> None:
    text = "in Xanten, Utah and Bonn."
    assert admin(text, units(place(), STATE), "Bonn") == ""
    assert admin(text, units(place(admin1="DE.02"), STATE), "Bonn") == "Utah"
    assert admin(text, units(place(), COUNTRY), "Bonn") == "Utah"
    assert admin(text, units(place(country="FR"), COUNTRY), "Bonn") == ""
    same_rank = [place(admin1="DE.02"), place(5.0, "admin1", admin1="DE.03")]
    assert admin(text, units(same_rank, STATE), "Bonn") == ""
    assert admin("in Xanten, Utah.", units(same_rank, STATE)) == "Utah"


def test_unit_of_a_name_that_is_not_in_the_gazetteer() -> None:
    gazetteer = Names({"Utah": STATE})
    assert admin("in Xanten, Utah, now", gazetteer) == "Utah"
    assert admin("in Xanten, Utah, now", Names({})) == ""


def test_district_of_columbia_is_the_unit_of_washington_only() -> None:
    gazetteer = units(place(), STATE)
    for text, name, unit in (("in Washington, D.C.", "Washington", "District of Columbia"), ("in Xanten, D.C.", "Xanten", "D.C.")):  # fmt: skip
        [first, _] = add_cues(text, mentions(text, name, "D.C."), gazetteer)
        assert first.context.admin == unit


def test_counties_of_a_list_are_not_units_of_each_other() -> None:
    text = "in Xanten, Utah"
    lemmas = {"Xanten": "Xanten County", "Utah": "Utah County"}
    gazetteer = Names({"Utah County": COUNTY, "Xanten": place()})
    found = list(add_cues(text, [mention(text, n, lemma=lemma) for n, lemma in lemmas.items()], gazetteer))
    assert found[0].context.admin == ""
    found = list(add_cues(text, [mention(text, "Xanten"), mention(text, "Utah", lemma="Utah County")], gazetteer))
    assert found[0].context.admin == "Utah County"


# --- other context ------------------------------------------------------------------------------------------------


def context(text: str, name: str = "Xanten", gazetteer: Names | None = None) -> NameContext:
    [found] = add_cues(text, [mention(text, name)], gazetteer or Names({"Xanten": place()}))
    return found.context


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("XANTEN — It came", True),
        ("It came.\nXANTEN (AP) — It came", True),
        ("XANTEN, Utah (AP) - It came", True),
        ("It came. XANTEN — It came", False),
        ("XANTEN came", False),
        (" XANTEN — It came", True),
        ("xanten XANTEN — It came", False),
        ("XANTEN" + " x" * 20 + " — It came", True),
        ("XANTEN" + " x" * 21 + " — It came", False),
    ],
)
def test_name_in_capitals_at_the_start_of_a_line_before_a_dash_is_a_dateline(text: str, dateline: bool) -> None:
    assert context(text, "XANTEN").dateline is dateline


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("two hundred miles from Xanten", 321.869),
        ("ten kilometers away from Xanten", 10),
        ("fifty km to the north of Xanten", 50),
        ("a thousand km off Xanten", 1000),
        ("1 200 km off Xanten", 1200),
        ("five nautical miles off the coast of Xanten", 9.26),
        ("twenty kms off Xanten", 20),
        ("hundred mi off Xanten", 160.934),
        ("about 30-mile off Xanten", 48.2803),
    ],
)
def test_distance_before_a_name_in_km(text: str, km: float) -> None:
    relation = context(text).relation
    assert relation is not None and relation.distance is not None
    assert relation.distance.km == pytest.approx(km)
    assert relation.start == 0


@pytest.mark.parametrize("text", ["it is 3 km Xanten", "it is 3 km from\nXanten", "it is 3 km from the old Xanten"])
def test_figure_that_does_not_lead_to_the_name_is_no_distance(text: str) -> None:
    assert context(text).relation is None


@pytest.mark.parametrize(
    ("text", "capital", "metonym"),
    [
        ("Xanten said no", True, True),
        ("Xanten has repeatedly denied it", True, True),
        ("talks between Xanten and us", True, True),
        ("“No,” said Xanten", True, True),
        ("Xanten came", True, False),
        ("Xanten said no", False, False),
    ],
)
def test_capital_that_acts_is_a_metonym(text: str, capital: bool, metonym: bool) -> None:
    gazetteer = Names({"Xanten": place(feature_code="PPLC" if capital else "PPL")})
    [found] = add_cues(text, [mention(text, "Xanten")], gazetteer)
    assert (found.kind is MentionKind.METONYM) is metonym
    alternate = Names({"Xanten": place(feature_code="PPLC", match=Match.ALTERNATE)})
    [found] = add_cues(text, [mention(text, "Xanten")], alternate)
    assert found.kind is MentionKind.NAME


def test_area_and_given_name_are_part_of_the_context() -> None:
    assert context("farmers in Xanten").is_area and context("across the Xanten").is_area
    assert not context("came to Xanten").is_area
    assert context("came to Florence", "Florence").given_name and not context("came to Xanten").given_name


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("his son, Xanten, came", True),
        ("his son Xanten and", True),
        ("his son Xanten came", False),
        ("his son, Xanten and", False),
        ("Bo’s late wife Xanten,", True),
        ("the son Xanten,", False),
        ("his old son Xanten,", False),
    ],
)
def test_name_of_a_family_member(text: str, relative: bool) -> None:
    assert is_relative(text, mention(text, "Xanten")) is relative
    [found] = add_cues(text, [mention(text, "Xanten", confidence=0.9)], Names({}))
    assert found.confidence == (0.3 if relative else 0.9)


# --- type words and lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the state of Xanten", ("state", True)),
        ("the City of the Xanten", ("city", True)),
        ("the country of Xanten", ("republic", True)),
        ("the nation of Xanten", ("republic", True)),
        ("the river Xanten", ("river", True)),
        ("Xanten river", ("river", True)),
        ("Xanten Island", ("island", True)),
        ("Xanten state", ("state", False)),
        ("Xanten states", None),
        ("the River Xanten", None),
        ("the country of old Xanten", None),
        ("estate of Xanten", None),
        ("in Xanten", None),
    ],
)
def test_type_word_beside_a_name(text: str, word: tuple[str, bool] | None) -> None:
    assert type_word(text, mention(text, "Xanten")) == word


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Xa and Xb", ["Xa", "Xb"]),
        ("Xa, Xb", []),
        ("Xa, Xb, Xc", ["Xa", "Xb", "Xc"]),
        ("Xa, Xb and the Xc", ["Xa", "Xb", "Xc"]),
        ("Xa; in Xb, and in Xc", ["Xa", "Xb", "Xc"]),
        ("Xa / Xb", ["Xa", "Xb"]),
        ("Xa und Xb", ["Xa", "Xb"]),
        ("Xa and saw Xb", []),
        ("Xa, Xb. Xc and Xd", ["Xc", "Xd"]),
    ],
)
def test_names_of_a_list(text: str, listed: list[str]) -> None:
    names = mentions(text, *(n for n in ("Xa", "Xb", "Xc", "Xd") if n in text))
    found = find_lists(text, names)
    starts = tuple(text.index(name) for name in listed)
    assert found == dict.fromkeys(starts, starts)


def test_long_list_is_divided() -> None:
    words = [f"X{i:03}" for i in range(LONGEST_LIST + 3)]
    text = ", ".join(words)
    found = find_lists(text, mentions(text, *words))
    assert sorted({len(starts) for starts in found.values()}) == [3, LONGEST_LIST] == [3, 100]


def test_demonyms_and_descriptions_are_not_listed() -> None:
    assert find_lists("Xa and Xb", [mention("Xa and Xb", "Xa"), mention("Xa and Xb", "Xb", kind=MentionKind.DEMONYM)]) == {}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Xanten, a hamlet of forty people", "hamlet"),
        ("Xanten is a tiny fishing hamlet, they said", "hamlet"),
        ("Xanten is a very tiny old fishing hamlet, they said", None),
        ("a hamlet called “Xanten”", "hamlet"),
        ("the farm at Xanten", "farm"),
        ("the hamlet of Xanten", "hamlet"),
        ("a cattle station called Xanten", "station"),
        ("Xanten, a farm worker", None),
        ("In Xanten, a hamlet of forty", None),
        ("down the Xanten", "stream"),
        ("down the muddy Xanten and", "stream"),
        ("the Xanten flows", "stream"),
        ("down Xanten", None),
        ("down the Xanten border", None),
        ("saw the Xanten", None),
    ],
)
def test_phrase_shows_that_a_name_is_a_small_place_or_a_river(text: str, word: str | None) -> None:
    found = type_words(text, [mention(text, "Xanten")])
    assert [w.word for w in found.values()] == ([word] if word else [])
    assert all(w.sure for w in found.values())


def test_pass_after_words_for_rivers_is_no_river() -> None:
    assert type_words("down the Fern Pass", [mention("down the Fern Pass", "Fern Pass")]) == {}


def test_phrase_applies_to_the_same_name_elsewhere() -> None:
    for text, expected in (
        ("Xanten is a hamlet. Xanten came.", ["hamlet", "hamlet"]),
        ("They came. Xanten came. Xanten is a hamlet.", ["hamlet", "hamlet"]),
        ("down the Xanten. The Xanten came.", ["stream", "stream"]),
        ("down the Xanten. Old Xanten came.", ["stream"]),
    ):
        starts = [text.index("Xanten"), text.rindex("Xanten")]
        found = type_words(text, [Mention("Xanten", s, s + 6) for s in starts])
        assert [found[s].word for s in starts if s in found] == expected


@pytest.mark.parametrize(
    ("text", "follows", "words"),
    [
        ("Xanten lies at the foot of the ridge", True, "lies at the foot"),
        ("Xanten is on the river", True, "is on the river"),
        ("Xanten is old", False, ""),
        ("The Xanten flows into the sea", True, "flows into"),
        ("Xanten flows into the sea", False, ""),
        ("a bend of the Xanten,", False, "bend of the"),
        ("a bend of the Xanten man", False, ""),
        ("Xanten (ski station, shower)", True, "(ski station"),
    ],
)
def test_geographic_words_around_a_name(text: str, follows: bool, words: str) -> None:
    start = text.index("Xanten")
    assert geographic_words(text, start, start + 6) == (follows, words)


# --- landmarks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Xanten, on the Tyne", "Tyne"),
        ("Xanten near Tyne", "Tyne"),
        ("Xanten on the Tyne", ""),
        ("Xanten, which lies on the Tyne", "Tyne"),
        ("Xanten, on the\nTyne", ""),
        ("Xanten, saw the Tyne", ""),
        ("Tyne, whose Xanten", "Tyne"),
        ("Tyne came to it, whose Xanten", ""),
        ("Tyne and Xanten", ""),
    ],
)
def test_landmark_of_a_name(text: str, name: str) -> None:
    one, other = mention(text, "Xanten"), mention(text, "Tyne")
    before = other if other.start < one.start else None
    assert landmark(text, one, {m.start: m for m in (one, other)}, before, Names({})) == name


def test_landmark_may_begin_with_a_word_of_the_preposition() -> None:
    text = "Xanten, on the River Tyne"
    one, other = mention(text, "Xanten"), mention(text, "River Tyne")
    assert landmark(text, one, {other.start: other}, None, Names({})) == "River Tyne"
    assert landmark(text, one, {}, None, Names({})) == ""
    assert landmark(text, one, {other.start: mention(text, "Xanten")}, None, Names({})) == ""


def test_unread_qualifier_after_a_name() -> None:
    assert has_unread_qualifier("Xanten, in the Vale of Ure", mention("Xanten, in", "Xanten"))
    assert has_unread_qualifier("Xanten near Qwzyx", mention("Xanten", "Xanten"))
    assert not has_unread_qualifier("Xanten came near Qwzyx", mention("Xanten", "Xanten"))


# --- demonyms, state codes ----------------------------------------------------------------------------------------


def test_demonyms_outside_names_are_found() -> None:
    gazetteer = Names({}, demonyms={"Danish": ("DK",), "Dan": ("DK",)})
    text = "Danish’s ships, danish bread, Danish Steel, Dan's, Dan"
    found = find_demonyms(text, [mention(text, "Danish Steel")], [], gazetteer)
    assert [(m.surface, m.start, m.stands_for) for m in found] == [
        ("Danish", 0, ("DK",)),
        ("Dan", text.index("Dan's"), ("DK",)),
        ("Dan", len(text) - 3, ("DK",)),
    ]


def test_state_code_is_the_unit_of_a_town_of_the_state() -> None:
    sao = place(6.0, "admin1", country="BR", admin1="BR.27")
    gazetteer = Names(
        {"São Paulo": sao, "Santos": place(country="BR", admin1="BR.27"), "Natal": place(country="BR", admin1="BR.22")}
    )
    for text, units_found in (
        ("em Santos (SP)", ["São Paulo"]),
        ("em Santos-SP", ["São Paulo"]),
        ("em Natal (SP)", [""]),
    ):
        found, codes = read_state_codes(text, mentions(text, text.split()[1].split("-")[0]), "pt-BR", gazetteer)
        assert [m.context.admin for m in found] == units_found
        assert [text[a:b] for a, b in codes] == ["SP"] * bool(units_found[0])
    found, codes = read_state_codes("em Santos (SP)", mentions("em Santos (SP)", "Santos", "SP"), "pt-BR", gazetteer)
    assert [m.surface for m in found] == ["Santos"]
    found, codes = read_state_codes("em Santos (SP)", mentions("em Santos (SP)", "Santos", "SP"), "en", gazetteer)
    assert [m.surface for m in found] == ["Santos", "SP"] and codes == []


# --- descriptions -------------------------------------------------------------------------------------------------

PEOPLES = Names({}, demonyms={"Russian": ("RU",), "Libyan": ("LY",)})


def described(text: str) -> list[tuple[str, Description]]:
    found = find_descriptions(text, PEOPLES)
    assert all(m.kind is MentionKind.DESCRIPTION and m.confidence == 0.9 for m in found)
    return [(m.surface, m.description) for m in found if isinstance(m.description, Description)]


@pytest.mark.parametrize(
    ("text", "surface", "values"),
    [
        ("saw the disputed islands now", "the disputed islands", {"head": "islands", "modifiers": ("disputed",), "plural": True}),
        ("saw the small Russian-held group of islands off Xanten.", "the small Russian-held group of islands off Xanten", {"head": "islands", "relation": "off", "anchors": ("Xanten",), "holders": ("RU",)}),
        ("saw the Libyan port now", "the Libyan port", {"peoples": ("LY",), "demonym": "libyan"}),
        ("saw the islands off the coast of Xa and Xb now", "the islands off the coast of Xa and Xb", {"relation": "off", "anchors": ("Xa", "Xb")}),
        ("saw the strip held by the Xanten now", "the strip held by the Xanten", {"relation": "held", "anchors": ("Xanten",)}),
        ("saw the strait between the Xa and the Xb now", "the strait between the Xa and the Xb", {"relation": "between", "anchors": ("Xa", "Xb")}),
        ("saw the peninsula annexed in 2014 now", "the peninsula annexed in 2014", {"relation": "annexed", "year": "2014"}),
        ("saw the capital of Xanten now", "the capital of Xanten", {"head": "capital", "anchors": ("Xanten",)}),
        ("saw the province’s capital now", "the province’s capital", {"modifiers": ("provincial",)}),
        ("saw the island nation now", "the island nation", {"head": "island"}),
        ("saw the buffer zone now", "the buffer zone", {"head": "buffer-zone", "plural": False}),
        ("saw its capital now", "its capital", {"determiner": "its"}),
        ("saw the islands’ coast", None, None),
        ("saw the sea wall", None, None),
        ("saw the nation now", None, None),
        ("saw the city council", None, None),
        ("saw the city grew", "the city", {}),
        ("saw the town of her birth", None, None),
        ("saw the old town of her birth", "the old town", {}),
        ("moved to the country now", None, None),
        ("saw the country now", "the country", {}),
        ("saw the Taiwan strait now", None, None),
        ("saw the big Taiwan strait now", "the big Taiwan strait", {}),
        ("saw the Tai-Wan strait now", "the Tai-Wan strait", {}),
        ("saw the Taiwan islands now", "the Taiwan islands", {}),
        ("saw the disputed Islands now", None, None),
        ("saw the disputed\n\nislands now", None, None),
    ],
)  # fmt: skip
def test_definite_descriptions(text: str, surface: str | None, values: dict[str, object] | None) -> None:
    found = described(text)
    assert [s for s, _ in found] == ([surface] if surface else [])
    for _, description in found:
        assert {key: getattr(description, key) for key in values or {}} == (values or {})


def points(text: str, *names: str) -> list[tuple[str, RelativePoint | Description | None]]:
    cued = list(add_cues(text, mentions(text, *names), Names({})))
    return [(m.surface, m.description) for m in find_points(text, cued)]


@pytest.mark.parametrize(
    ("text", "surface", "point"),
    [
        ("it is 30 km north of Xanten", "30 km north of Xanten", RelativePoint("north of", 30)),
        ("it is just north of Xanten", "just north of Xanten", RelativePoint("north of", 4)),
        ("it is a few miles outside Xanten", "a few miles outside Xanten", RelativePoint("from", 6)),
        ("it is several km to the east of Xanten", "several km to the east of Xanten", RelativePoint("east of", 6)),
    ],
)
def test_points_beside_a_name(text: str, surface: str, point: RelativePoint) -> None:
    assert points(text, "Xanten") == [(surface, point)]


def test_point_between_two_names() -> None:
    text = "the waters between the Xanten and Utah"
    assert points(text, "Xanten", "Utah") == [("between the Xanten and Utah", RelativePoint("between"))]
    assert points(text, "Xanten") == points("talks between Xanten and Utah", "Xanten", "Utah") == []


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("The gang crossed the Leitrim border at night and hid near Manorhamilton.", "Leitrim"),
        ("Houses on the Donegal side of the Foyle flooded.", "Donegal"),
        ("Boats from the Antrim coast met those of Campbeltown.", "Antrim"),
    ],
)
def test_name_with_a_border_or_a_coast_is_the_area(text: str, county: str) -> None:
    found = next(r for r in storymap.places(text) if r.mention.surface == county)
    assert found.place is not None and found.place.feature_code in ("ADM2", "RGN", "RGNH")


def test_distance_from_a_border_is_not_measured_from_the_centre() -> None:
    assert [r.mention.surface for r in storymap.places("The farm is a mile from the Kansas line, west of Joplin.")] == [
        "Kansas",
        "Joplin",
    ]
