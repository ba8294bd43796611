"""Names that begin with a word that also begins phrases, such as "In Salah" and "The Entrance"."""

from __future__ import annotations

import pytest

import storymap


def surfaces(text: str) -> list[str]:
    return [r.mention.surface for r in storymap.places(text) if r.mention.kind.value in ("name", "metonym")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The last fuel is at In Guezzam, near the border.", "In Guezzam"),
        ("The road from Reggane to In Salah crosses gravel.", "In Salah"),
        ("Surfers live near The Entrance, north of Gosford.", "The Entrance"),
        ("We took the bus to Au, across the river from Lustenau.", "Au"),
        ("She paints in Le Bar-sur-Loup, above Grasse.", "Le Bar-sur-Loup"),
        ("The factory at Upper Hutt shut.", "Upper Hutt"),
        ("Sheep come down to Le Puy from the plateau.", "Le Puy"),
    ],
)
def test_first_word_of_a_known_name_is_kept(text: str, name: str) -> None:
    assert name in surfaces(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Salzburg the trams stopped.", "Salzburg"),
        ("The Bahamas closed their ports, and so did Cuba.", "Bahamas"),
        ("At Lyon the rail line was cut. To Dijon it was open.", "Dijon"),
        ("The clinic in Accra is new. In Tamale there is none.", "Tamale"),
        ("From Hull they went home. Up Whitby way it rained.", "Hull"),
        ("They met at Old Trafford in Manchester.", "Manchester"),
    ],
)
def test_preposition_and_article_are_not_part_of_the_name(text: str, name: str) -> None:
    assert name in surfaces(text)
