"""Salience, names, roles and the ranking of the places of a story, and edits of its scenes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.compose import compose
from storymap.compose.edits import edited_places, edited_scenes
from storymap.compose.overview import overview_camera
from storymap.compose.places import affiliations, homes, is_small_country, qualifiers, story_places
from storymap.compose.ranking import label_ranking
from storymap.model import (
    BoundingBox,
    Camera,
    Dispute,
    Edits,
    MentionKind,
    PassageKind,
    Role,
    Scene,
    SceneEdit,
    SideName,
    StoryPlace,
)
from storymap.read import read_string
from storymap.read.markdown.article import parse_markdown
from storymap.sphere import contains
from tests.compose.examples import Streets, mentions, place, story_place
from tests.worlds import SmallWorld

LIMA, CUZCO, PUNO = place("Lima", -12, -77), place("Cuzco", -13.5, -72), place("Puno", -15.8, -70)
PERU = place("Peru", -10, -76, "PCLI", country_codes=("PE",), radius_km=640, bbox=BoundingBox(-81, -18, -69, 0))
OSLO = place("Oslo", 59.9, 10.7, "PPLC")


def roles(text: str, *places: object, **values: object) -> dict[str, Role]:
    found, _ = story_places(read_string(text), mentions(text, *places, **values))  # type: ignore[arg-type]
    return {p.slug: p.role for p in found}


def salience(text: str, **values: MentionKind) -> dict[str, float]:
    rows = mentions(text, LIMA, CUZCO)
    rows = [replace(r, mention=replace(r.mention, kind=values.get(r.mention.surface, MentionKind.NAME))) for r in rows]
    return {p.slug: p.salience for p in story_places(read_string(text), rows)[0]}


def test_frequent_early_and_title_mentions_are_salient() -> None:
    filler = "It rained for days. " * 20
    assert salience(f"News\n\nCuzco. {filler}Lima and Lima.\n") == {"lima": 1.0, "cuzco": pytest.approx(0.98, abs=0.02)}
    assert salience(f"News\n\nCuzco. {filler}Lima.\n") == {"cuzco": 1.0, "lima": pytest.approx(0.51, abs=0.03)}
    titled = salience(f"# In Lima\n\nCuzco. {filler}\n\nLima.\n")
    assert titled["lima"] == 1.0 and titled["cuzco"] < 0.5


def test_salience_is_the_share_of_the_highest_weight() -> None:
    text = "Rain falls\n\n" + "It rained. " * 9 + "Lima, and then Cuzco, where it rained for days.\n"
    article = read_string(text)
    early, late = (2 - 2 * x + x * x for x in (article.text.index(n) / len(article.text) for n in ("Lima", "Cuzco")))
    assert salience(text) == {"lima": 1.0, "cuzco": round(late / early, 4)}
    assert salience(text, Lima=MentionKind.METONYM) == {"cuzco": 1.0, "lima": round(0.3 * early / late, 4)}
    titled = {
        p.slug: p.salience for p in story_places(replace(article, title="In Cuzco"), mentions(text, LIMA, CUZCO))[0]
    }
    assert titled == {"cuzco": 1.0, "lima": round(early / (late + 1), 4)}


def test_two_distant_neighbours_in_one_passage_are_not_in_passing() -> None:
    near, far = place("Barranco", -12.1, -77), place("Callao", -12.05, -77.1)
    text = "Oslo\n\nOslo is cold.\n\nOslo is dark.\n\nHer sister lives in {}.\n\nOslo again.\n"
    assert roles(text.format("Callao"), OSLO, far)["callao"] is Role.PASSING
    both = roles(text.format("Callao and works in Barranco"), OSLO, far, near)
    assert (both["callao"], both["barranco"]) == (Role.MAIN, Role.MAIN)


def test_metonyms_count_less() -> None:
    found = salience("Rain falls\n\nLima and Cuzco.\n", Lima=MentionKind.METONYM)
    assert found == {"cuzco": 1.0, "lima": pytest.approx(0.35, abs=0.05)}


def test_towns_come_before_countries() -> None:
    text = "Peru votes\n\nPeru, Peru and Lima.\n"
    places, slugs = story_places(read_string(text), mentions(text, PERU, LIMA))
    assert [p.slug for p in places] == ["lima", "peru"]
    assert slugs == ("peru", "peru", "peru", "lima")
    assert roles("Peru votes\n\nNothing else.\n", PERU) == {"peru": Role.MAIN}


def test_small_countries_are_like_towns() -> None:
    def small(radius_km: float, code: str = "PCLI") -> bool:
        return is_small_country(place("X", 0, 0, code, radius_km=radius_km))

    assert [small(r) for r in (0, 0.5, 49, 50, 90)] == [False, True, True, False, False]
    assert not small(20, "PPL")
    text = "Rain\n\nMalta and Lima.\n"
    malta = place("Malta", 35.9, 14.4, "PCLI", radius_km=15)
    assert roles(text, malta, LIMA)["malta"] is Role.MAIN


def test_large_region_is_a_setting() -> None:
    def role(radius_km: float) -> Role:
        text = "Rain\n\nSahel and Lima.\n"
        return roles(text, place("Sahel", 14, 5, "RGN", feature_class="L", radius_km=radius_km), LIMA)["sahel"]

    assert (role(900), role(1001)) == (Role.MAIN, Role.SETTING)


def test_late_single_mention_far_away_is_in_passing() -> None:
    text = "Rain\n\nLima and Cuzco.\n\nLima again.\n\nLima.\n\nAs in Oslo.\n"
    assert roles(text, LIMA, CUZCO, OSLO)["oslo"] is Role.PASSING
    assert roles(text.replace("As in Oslo", "As in Oslo and Oslo"), LIMA, CUZCO, OSLO)["oslo"] is Role.MAIN
    assert roles(text.replace("Rain", "# Oslo", 1), LIMA, CUZCO, OSLO)["oslo"] is Role.MAIN
    assert roles("Rain\n\nLima, Cuzco and Oslo.\n\nLima again.\n\nLima.\n", LIMA, CUZCO, OSLO)["oslo"] is Role.MAIN
    assert roles(text.replace("Oslo", "Puno"), LIMA, CUZCO, PUNO)["puno"] is Role.MAIN  # Puno is near the other places


def test_story_about_distant_places_has_no_places_in_passing() -> None:
    far = [place(name, lat, lon) for name, lat, lon in (("Oslo", 60, 10), ("Delhi", 28, 77), ("Perth", -32, 116))]
    text = "Rain\n\nLima and Lima.\n\nLima.\n\nIn Oslo.\n\nIn Delhi.\n\nIn Perth.\n"
    assert set(roles(text, LIMA, *far).values()) == {Role.MAIN}
    two = roles(text.replace("In Perth", "In rain"), LIMA, *far[:2])
    assert two == {"lima": Role.MAIN, "oslo": Role.PASSING, "delhi": Role.PASSING}


def test_distant_places_near_each_other_in_a_passage_are_not_in_passing() -> None:
    north = [place(name, 60 + i, 10) for i, name in enumerate(("Oslo", "Hamar", "Lillehammer"))]
    text = "Rain\n\nLima and Lima.\n\nCuzco and Puno.\n\nLima.\n\nCuzco.\n\nOslo, Hamar and Lillehammer.\n"
    others = [CUZCO, PUNO, *(place(f"P{i}", -12, -76 - i / 10) for i in range(9))]
    text += "".join(f"\n{p.name} is dry.\n" for p in others[2:])
    found = roles(text, LIMA, *others, *north)
    assert {found[p.name.lower()] for p in north} == {Role.MAIN}
    apart = roles(text.replace("Oslo, Hamar and", "Oslo.\n\nHamar.\n\nIn"), LIMA, *others, *north)
    assert {apart[p.name.lower()] for p in north} == {Role.PASSING}


def test_institutions_and_metonyms_are_in_passing() -> None:
    text = "Rain\n\nLima, said the Peace Research Institute in Oslo, is dry.\n"
    rows = mentions(text, LIMA, OSLO)
    assert affiliations(read_string(text), rows) == {text.index("Oslo")}
    other = text.replace("Institute in", "group of men in")
    assert affiliations(read_string(other), mentions(other, OSLO)) == frozenset()
    assert roles(text, LIMA, OSLO) == {"lima": Role.MAIN, "oslo": Role.PASSING}
    assert roles(f"{text}\nOslo again.\n", LIMA, OSLO)["oslo"] is Role.MAIN
    # Oslo is the only place.
    assert roles("Rain\n\nOslo said no.\n", OSLO, kind=MentionKind.METONYM) == {"oslo": Role.MAIN}


def test_home_of_a_person_with_an_age_is_in_passing() -> None:
    for text in ("Ann, 39, a midwife from Oslo", "Ann (39), from Oslo", "Ann, 39, eine Hebamme aus Oslo"):
        assert affiliations(read_string(text), mentions(text, OSLO)) == {text.index("Oslo")}, text
    for text in ("Ann, 39, has lived in Oslo", "The train, a day from Oslo", "In 1939, a flight from Oslo"):
        assert affiliations(read_string(text), mentions(text, OSLO)) == frozenset(), text


def test_origin_of_a_person_is_in_passing() -> None:
    for text in (
        "A retired captain from Oslo",
        "The owner came from Oslo",
        "A widow from Oslo wept",
        "his grandfather had come from Oslo",
        "Her mother was born in Oslo",
    ):
        assert affiliations(read_string(text), mentions(text, OSLO)) == {text.index("Oslo")}, text
    for text in (
        "The captain sailed from Oslo",
        "The cobalt comes from Oslo",
        "The men in Oslo",
        "a doctor left for Oslo",
        "We came from Oslo",
    ):
        assert affiliations(read_string(text), mentions(text, OSLO)) == frozenset(), text


def test_state_after_a_town_qualifies_it() -> None:
    waco = place("Waco", 31.5, -97, admin1="Texas")
    texas = place("Texas", 31, -99, "ADM1")
    at = "In Waco, Texas".index("Texas")
    for text, starts in (("In Waco, Texas", {at}), ("In Waco. Texas", set()), ("In Waco and Texas", set())):
        assert qualifiers(read_string(text), mentions(text, waco, texas)) == starts
    other = replace(texas, name="Texas", feature_code="PPL")
    assert not qualifiers(read_string("In Waco, Texas"), mentions("In Waco, Texas", waco, other))
    assert not qualifiers(
        read_string("In Waco, Texas"), mentions("In Waco, Texas", replace(waco, admin1="Ohio"), texas)
    )


def test_country_after_a_town_qualifies_it() -> None:
    lima = replace(LIMA, country_codes=("PE",))
    for text, found in (("LIMA, Peru", True), ("In Lima. Peru", False), ("Oslo, Peru", False)):
        rows = mentions(text.replace("LIMA", "Lima"), lima, OSLO, PERU)
        assert qualifiers(read_string(text), rows) == ({text.index("Peru")} if found else set()), text


def test_what_is_far_depends_on_the_size_of_the_story() -> None:
    """Ayacucho is 330 km from Lima: far in a story about Lima, not in a story about Peru."""
    ayacucho, callao = place("Ayacucho", -13.2, -74.2), place("Callao", -12.05, -77.1)
    text = "Lima\n\nLima, {0}, Lima.\n\nLima, {0}, {0}.\n\nA bus leaves for Ayacucho.\n\nLima again.\n"
    assert roles(text.format("Callao"), LIMA, callao, ayacucho)["ayacucho"] is Role.PASSING
    assert roles(text.format("Cuzco"), LIMA, CUZCO, ayacucho)["ayacucho"] is Role.MAIN


def test_home_of_somebody_is_found() -> None:
    for text, found in (("Her brother lives in Oslo", True), ("He lives near Oslo", True), ("He lived in Oslo", False)):
        assert homes(read_string(text), mentions(text, OSLO)) == ({text.index("Oslo")} if found else set()), text


def test_label_is_the_most_frequent_name_in_the_text() -> None:
    def label(text: str, language: str = "en", lemma: str = "") -> str:
        names = ("Bombay", "Mumbai", "MUMBAI", "Mum.")
        mumbai = place("Mumbai", 19, 73, names=(SideName("Bombay", "pl"),))
        rows = []
        for name in names:
            rows += mentions(text, replace(mumbai, name=name))
        rows = [replace(r, place=mumbai, mention=replace(r.mention, lemma=lemma)) for r in rows]
        return story_places(read_string(text, language=language), rows)[0][0].label

    assert label("Rain\n\nBombay, Bombay and Mumbai.\n") == "Bombay"
    assert label("Rain\n\nBombay and Mumbai.\n") == "Mumbai"  # the gazetteer's name
    assert label("Rain\n\nMUMBAI and Mum. are wet.\n") == "Mumbai"
    assert label("Rain\n\nMumbai is wet.\n", "pl", "Mumbaj") == "Bombay"


@pytest.mark.parametrize(
    ("surface", "lemma", "label"),
    [
        ("Krakow", "Krakow", "Kraków"),  # the same name without its accent
        ("Cracow", "Cracow", "Cracow"),
        ("Krakówie", "Krakow", "Kraków"),
        ("Krakowie", "Cracow", "Cracow"),
        ("Krakowie", "", "Krakowie"),
        ("Krakowie", "Krakówo", "Krakowie"),  # the base form is not in the same script
    ],
)
def test_label_is_the_base_form_of_a_name(surface: str, lemma: str, label: str) -> None:
    here = place("Kraków", 50, 20)
    text = f"{surface} is wet."
    mention = replace(mentions(text, replace(here, name=surface))[0].mention, lemma=lemma)
    row = replace(mentions(text, replace(here, name=surface))[0], mention=mention, place=here)
    assert story_places(read_string(text, language="en"), [row])[0][0].label == label


def test_label_of_a_disputed_place_is_that_of_the_text_unless_a_side_has_its_own_name() -> None:
    rock = place("Rock and Islets", 54, 3, "ISL", dispute=Dispute("disputed", ("AA",), ("BB",)))
    rows = [replace(r, place=rock) for r in mentions("News\n\nThe Rock is far.\n", replace(rock, name="Rock"))]
    article = read_string("News\n\nThe Rock is far.\n")
    assert story_places(article, rows)[0][0].label == "Rock"
    sided = replace(rock, names=(SideName("Cliff", "en", "BB"),))
    assert story_places(article, [replace(r, place=sided) for r in rows])[0][0].label == "Rock and Islets"
    foreign = replace(rock, names=(SideName("Fels", "de", "BB"),))
    assert story_places(article, [replace(r, place=foreign) for r in rows])[0][0].label == "Rock"


def test_small_region_has_a_higher_zoom() -> None:
    def zoom(radius_km: float, code: str = "RGN") -> float:
        here = place("Valley", 42, 42, code, feature_class="L", radius_km=radius_km)
        return story_places(read_string("Valley"), mentions("Valley", here))[0][0].zoom

    assert zoom(0) == zoom(400) == 6.0
    assert 7.0 < zoom(40) < zoom(20) <= 9.0
    assert zoom(2) == 9.0


# --- ranking -------------------------------------------------------------------------------------------------------------


def ranking(*places: StoryPlace, named: str = "", **values: object) -> list[str]:
    return list(label_ranking(places, named.split(), **values))  # type: ignore[arg-type]


def test_ends_of_a_journey_are_ranked_higher() -> None:
    towns = [story_place(name, 50 + i, 5, salience=0.5) for i, name in enumerate("abcde")]
    assert ranking(*towns, named="c a b d e c")[:2] == ["a", "c"]
    assert ranking(*towns, named="d a b c e")[1:3] == ["d", "e"]


def test_unsure_places_count_half() -> None:
    towns = [story_place(name, 50 + i, 5, salience=1.0) for i, name in enumerate("abc")]
    doubtful, other = story_place("y", 60, 5, salience=0.5), story_place("z", 61, 5, salience=0.3)
    named = "a a b b c c"
    assert ranking(*towns, doubtful, other, named=named)[3:] == ["y", "z"]
    assert ranking(*towns, doubtful, other, named=named, unsure={"y"})[3:] == ["z", "y"]
    passing = replace(doubtful, role=Role.PASSING)
    assert ranking(*towns, passing, other, named=named)[3:] == ["z", "y"]
    assert ranking(*towns, passing, other, named=named, unsure={"y"})[3:] == ["z"]


def test_known_towns_and_lakes_are_ranked_above_villages() -> None:
    towns = [story_place(name, 50 + i, 5, salience=1.0) for i, name in enumerate("abc")]
    city = story_place("city", 60, 5, population=8_000_000, salience=0.4)
    lake = story_place("lake", 61, 5, "LK", radius_km=100, salience=0.4)
    region = story_place("region", 62, 5, "RGN", radius_km=300, salience=0.4)
    village = story_place("village", 63, 5, salience=0.4)
    named = "a a b b c c"
    assert ranking(village, region, lake, city, *towns, named=named)[3:] == ["city", "lake", "region", "village"]
    often = story_place("often", 64, 5, salience=1.0)
    # the score of a city is multiplied by up to three
    assert ranking(often, city, *towns, named=named)[-2:] == ["city", "often"]
    assert ranking(replace(often, slug="x", salience=1.25), city, *towns, named=f"{named} a")[0] == "x"


def test_countries_are_ranked_after_three_and_after_twelve_places() -> None:
    towns = [story_place(f"t{i:02}", 40 + i, 5, salience=1 - i / 100) for i in range(16)]
    countries = [story_place(f"c{i}", 40 + i, 5, "PCLI", role=Role.SETTING, radius_km=100) for i in range(6)]
    sea = story_place("atlantic", 50, -30, "OCN", role=Role.SETTING, radius_km=3000)
    europe = story_place("europe", 50, 10, "CONT", role=Role.SETTING, radius_km=3000)
    named = " ".join(2 * [p.slug for p in towns])
    found = ranking(sea, europe, *countries, *towns, named=named)
    assert [found.index(f"c{i}") for i in range(6)] == [3, 4, 5, 6, 16, 17]
    assert found[-1] == "atlantic" and len(found) == 23 and "europe" not in found


def test_state_that_only_qualifies_a_town_is_not_ranked() -> None:
    waco, texas = story_place("Waco", 31, -97), story_place("Texas", 31, -99, "ADM1", role=Role.SETTING)
    assert ranking(waco, texas, named="waco texas waco") == ["waco"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(-60, 60), st.integers(-170, 170), st.integers(1, 9)), min_size=1, max_size=50))
def test_ranking_has_each_place_once_and_the_most_salient_first(rows: list[tuple[int, int, int]]) -> None:
    places = [story_place(f"p{i}", lat, lon, salience=weight / 10) for i, (lat, lon, weight) in enumerate(rows)]
    found = label_ranking(places, [p.slug for p in places], overview=overview_camera(places))
    assert sorted(found) == sorted(p.slug for p in places)
    assert found[0] == min(places, key=lambda p: (-p.salience, p.slug)).slug


# --- edits and the whole stage --------------------------------------------------------------------------------------------


def test_edits_change_only_their_places() -> None:
    lima, cuzco = story_place("Lima", 0, 0), story_place("Cuzco", 1, 1)
    edited = edited_places(
        [lima, cuzco], Edits(shown={"lima": "The capital"}, notes={"lima": "N"}, zooms={"lima": 5.0})
    )
    assert edited == (replace(lima, label="The capital", note="N", zoom=5.0), cuzco)


SCENES = [
    Scene("p1", ("p1", "p2", "p3"), ("lima",), Camera(BoundingBox(0, 0, 1, 1), 5.0)),
    Scene("p4", ("p4", "p5"), ("cuzco",), None),
]


def parts(**edits: SceneEdit) -> list[tuple[str, ...]]:
    return [scene.passages for scene in edited_scenes(SCENES, Edits(scenes=edits))]


def test_scene_is_split_at_a_passage() -> None:
    assert parts() == [("p1", "p2", "p3"), ("p4", "p5")]
    assert parts(p2=SceneEdit(1, split=True)) == [("p1",), ("p2", "p3"), ("p4", "p5")]
    assert parts(p1=SceneEdit(1, split=True)) == parts()
    second = edited_scenes(SCENES, Edits(scenes={"p3": SceneEdit(1, split=True)}))[1]
    assert (second.id, second.places, second.camera) == ("p3", ("lima",), SCENES[0].camera)


def test_passage_joins_another_scene() -> None:
    assert parts(p5=SceneEdit(1, joined="p1")) == [("p1", "p2", "p3", "p5"), ("p4",)]
    assert parts(p4=SceneEdit(1, joined="p1"), p5=SceneEdit(2, joined="p2")) == [("p1", "p2", "p3", "p4", "p5")]
    assert parts(p5=SceneEdit(1, joined="p9")) == parts()
    assert parts(p3=SceneEdit(1, joined="p1")) == parts()


def test_title_and_camera_of_a_passage_are_those_of_its_scene() -> None:
    camera = Camera(BoundingBox(5, 5, 6, 6), 7.0)
    first, second = edited_scenes(SCENES, Edits(scenes={"p2": SceneEdit(1, title="Rain", camera=camera)}))
    assert (first.title, first.camera) == ("Rain", camera)
    assert (second.title, second.camera) == ("", None)


def story(text: str, *places: object, **values: object):  # type: ignore[no-untyped-def]
    rows = values.pop("rows", None) or mentions(text, *places)  # type: ignore[arg-type]
    return compose(read_string(text), rows, [], SmallWorld(), footprint=lambda _: None, **values)  # type: ignore[arg-type]


def test_hidden_passages_bylines_and_boilerplate_are_left_out() -> None:
    text = "Rain\n\nIn Lima.\n\nIn Cuzco.\n\nIn Puno.\n"
    article = read_string(text)
    kinds = [PassageKind.PARAGRAPH, PassageKind.BYLINE, PassageKind.BOILERPLATE]
    article = replace(
        article, passages=tuple(replace(p, kind=k) for p, k in zip(article.passages[-3:], kinds, strict=True))
    )
    rows, ids = mentions(text, LIMA, CUZCO, PUNO), [p.id for p in article.passages]

    def made(**values: object):  # type: ignore[no-untyped-def]
        return compose(article, rows, [], SmallWorld(), footprint=lambda _: None, **values)  # type: ignore[arg-type]

    assert made().left_out == tuple(ids[1:])
    assert [p.slug for p in made().places] == ["lima"]
    assert made(keep_boilerplate=True).left_out == (ids[1],)
    assert made(edits=Edits(scenes={ids[0]: SceneEdit(1, hidden=True)})).left_out == tuple(ids)


def test_overview_introduces_places_that_a_section_is_the_first_to_name() -> None:
    peru = "Lima, Cuzco, Puno. " * 4
    north = [OSLO, *(place(name, 60 + i / 5, 10) for i, name in enumerate(("Hamar", "Bergen", "Voss", "Skien")))]
    source = f"# Rain\n\n{peru}\n\n## Later\n\nOslo, Hamar, Bergen, Voss, Skien, Lima, Cuzco, Puno.\n"

    def overview(source: str) -> BoundingBox:
        article = parse_markdown(source)
        rows = mentions(article.text, LIMA, CUZCO, PUNO, *north)
        return compose(article, rows, [], SmallWorld(), footprint=lambda _: None).overview.box

    assert any(contains(overview(source), *p.position) for p in north)
    assert not contains(
        overview(source.replace("Hamar, Bergen, Voss, Skien, ", "")), *OSLO.position
    )  # now the section introduces only one place
    assert not contains(overview(source.replace("## Later", "Later")), *OSLO.position)


def test_place_at_the_start_of_a_paragraph_is_ranked_higher() -> None:
    text = "Rain\n\nLima, Lima, Lima. " + "It rained. " * 8 + "Cuzco.\n\nPuno is dry.\n\nThe road ends there. Lima.\n"
    slugs = story(text, LIMA, CUZCO, PUNO).ranking
    assert slugs.index("puno") < slugs.index("cuzco")


def test_uncertain_place_does_not_widen_the_overview() -> None:
    text = "Rain\n\nLima and Oslo. Lima.\n"
    rows = [replace(r, confidence=0.2 if r.place is OSLO else 0.9) for r in mentions(text, LIMA, OSLO)]
    found = story(text, rows=rows)
    assert not contains(found.overview.box, *OSLO.position)
    assert contains(story(text, LIMA, OSLO).overview.box, *OSLO.position)
    assert found.scenes[-1].framed == ("lima",)


def test_streets_are_credited_where_they_are_shown() -> None:
    text = "Rain\n\nLima and Lima.\n"
    names = [a.name for a in story(text, LIMA, streets=Streets()).attributions]
    assert names[0] == "OpenStreetMap" and "Natural Earth" in " ".join(names)
    far = Streets(area=BoundingBox(0, 0, 1, 1))
    assert "OpenStreetMap" not in [a.name for a in story(text, LIMA, streets=far).attributions]


def test_overview_shows_a_place_of_each_passage_that_begins_with_a_place() -> None:
    text = "In court\n\nLima. Lima, Ica, Lima.\n\nIca. Ica, Lima, Ica.\n\nCuzco. Ica, Lima.\n\nPuno. Rain.\n"
    ica = place("Ica", -14.1, -75.7)

    def overview(text: str) -> BoundingBox:
        box: BoundingBox = story(text, LIMA, ica, CUZCO, PUNO).overview.box
        return box

    assert contains(overview(text), *PUNO.position)
    assert not contains(overview(text.replace("Cuzco. Ica", "Ica").replace("Puno.", "In Puno.")), *PUNO.position)
