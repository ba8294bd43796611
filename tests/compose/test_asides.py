"""Places that a passage is not about: origins, comparisons, and persons who are elsewhere."""

from __future__ import annotations

import pytest

from storymap.compose.asides import asides
from storymap.compose.framing import zoom_of
from storymap.compose.scenes import make_scenes
from storymap.model import MentionKind, Place, StoryPlace
from storymap.read import read_string
from tests.compose.examples import mentions, place, story_place

LEIDEN, KIGALI, LAGOS, ACCRA = (place(name, 0, 0) for name in ("Leiden", "Kigali", "Lagos", "Accra"))
TREFRIW = story_place("Trefriw", 53.15, -3.82)
FAR = story_place("Leiden", 52.16, 4.49)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Campers from Leiden slept in the hall.", True),
        ("They remembered the cobbles of Leiden.", True),
        ("The lake is as long as Leiden.", True),
        ("It is twice the size of Leiden.", True),
        ("Her sister in Leiden was asleep.", True),
        ("They walked up from Leiden.", False),
        ("The bus from Leiden was late.", False),
        ("A cargo from Leiden to Kigali was lost.", False),
        ("West of Leiden there is the sea.", False),
        ("We slept in Leiden.", False),
    ],
)
def test_origin_and_comparison_are_asides_but_a_way_is_not(text: str, found: bool) -> None:
    article = read_string(text, language="en")
    rows = mentions(article.text, LEIDEN)
    assert asides(article, rows) == ({rows[0].mention.start} if found else frozenset())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ein Händler aus Leiden blieb.", "de"),
        ("Un marchand originaire de Leiden est resté.", "fr"),
        ("Era tan grande como Leiden.", "es"),
        ("Kupiec z Leiden został.", "pl"),
    ],
)
def test_asides_of_other_languages(text: str, language: str) -> None:
    article = read_string(text, language=language)
    assert len(asides(article, mentions(article.text, LEIDEN))) == 1


def test_two_listed_origins_are_asides_and_three_are_a_subject() -> None:
    two = read_string("There were orders from Kigali and Lagos.", language="en")
    three = read_string("There were orders from Kigali, Lagos and Accra.", language="en")
    assert len(asides(two, mentions(two.text, KIGALI, LAGOS, ACCRA))) == 2
    assert asides(three, mentions(three.text, KIGALI, LAGOS, ACCRA)) == frozenset()


def test_description_is_an_aside() -> None:
    article = read_string("Leiden, they said", language="xx")
    assert len(asides(article, mentions(article.text, LEIDEN, kind=MentionKind.DESCRIPTION))) == 1


def _framed(text: str, *places: StoryPlace) -> tuple[str, ...]:
    article = read_string(text, language="en")
    rows = mentions(article.text, *(p.place for p in places))
    names: dict[Place, str] = {p.place: p.slug for p in places}
    slugs = [names[r.place] if r.place else None for r in rows]
    return make_scenes(article, article.passages, rows, slugs, places, ())[0].framed


def test_distant_origin_does_not_widen_the_view_of_a_passage() -> None:
    assert _framed("In Trefriw, campers from Leiden slept in the hall.", TREFRIW, FAR) == ("trefriw",)
    assert set(_framed("They went from Trefriw to Leiden.", TREFRIW, FAR)) == {"trefriw", "leiden"}


def test_near_or_only_origin_is_shown() -> None:
    near = story_place("Conwy", 53.28, -3.83)
    assert zoom_of([TREFRIW]) - zoom_of([TREFRIW, near]) < 0.7
    assert set(_framed("In Trefriw, campers from Conwy slept.", TREFRIW, near)) == {"trefriw", "conwy"}
    assert _framed("Campers from Leiden slept in the hall.", FAR) == ("leiden",)
