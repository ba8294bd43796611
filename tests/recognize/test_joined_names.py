"""An unknown name with a particle inside is one name, and its parts are not placed elsewhere."""

from __future__ import annotations

import pytest

import storymap
from storymap.model import Resolution
from storymap.particles import joined_names, split_name


def names(text: str) -> dict[str, Resolution]:
    return {r.mention.surface: r for r in storymap.places(text) if r.mention.kind.value in ("name", "metonym")}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The team camped at San Juan del Rosario on Friday.", "San Juan del Rosario"),
        ("The priest was born in São João do Limoeiro, in Portugal.", "São João do Limoeiro"),
        ("The mill at Stoke upon Wend burned down in 1840.", "Stoke upon Wend"),
        ("The mill at Barton on the Marsh burned down in 1840.", "Barton on the Marsh"),
        ("They walked to Kirchberg bei Ravensbach and drank beer.", "Kirchberg bei Ravensbach"),
        ("El camino terminaba en Villanueva de los Olmos, cerca de Burgos.", "Villanueva de los Olmos"),
        ("O padre nasceu em São João do Limoeiro, uma aldeia em Portugal.", "São João do Limoeiro"),
        ("Il a grandi à Villefranche de la Combe, près de Montpellier.", "Villefranche de la Combe"),
        ("La frana ha colpito Castelnuovo della Valle Bruna, in Toscana.", "Castelnuovo della Valle Bruna"),
        ("Der Zug hielt in Neustadt an der Wesel und fuhr weiter.", "Neustadt an der Wesel"),
    ],
)
def test_unknown_name_with_particle_is_one_name_without_place(text: str, whole: str) -> None:
    found = names(text)
    assert found[whole].place is None
    assert not any(surface != whole and surface in whole for surface in found)


def test_parts_of_unknown_name_are_candidates_for_the_author() -> None:
    found = names("The team left San Juan del Rosario for Burgos, in Spain.")["San Juan del Rosario"]
    assert found.reason.code == "unknown"
    assert {c.place.country_codes[0] for c in found.candidates} == {"ES"}


def test_short_form_after_unknown_name_means_the_same_place() -> None:
    found = names("San Isidro del Monte Negro is in Spain. In San Isidro there is no water.")
    assert found["San Isidro"].place is None
    assert found["San Isidro"].mention.lemma == "San Isidro del Monte Negro"


def test_short_form_with_larger_unit_is_another_place() -> None:
    found = names("He left San Isidro del Monte Negro for San Isidro, Costa Rica.")
    assert (place := found["San Isidro"].place) is not None and place.country_codes == ("CR",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("San Juan de Puerto Rico is hot.", {"San Juan", "Puerto Rico"}),
        ("A eleição em São Paulo do PSDB e em Lisboa não está decidida.", {"São Paulo", "Lisboa"}),
        ("In Kirchberg am Wochenende und in Köln am Montag.", {"Kirchberg", "Köln"}),
        ("We sailed from Newcastle on the Tyne.", {"Newcastle", "Tyne"}),
        ("The Catedral de León lent pictures to Nantes.", {"León", "Nantes"}),
    ],
)
def test_two_places_stay_two_names(text: str, expected: set[str]) -> None:
    assert expected <= names(text).keys()


def test_known_part_of_longer_name_is_the_name() -> None:
    assert names("A strike in Rio Grande do Sul reached Porto Alegre.").keys() == {"Rio Grande do Sul", "Porto Alegre"}


def test_unknown_name_is_resolved_beside_its_river() -> None:
    found = names("The mill in Richmond upon Swale burned.")["Richmond upon Swale"]
    assert found.place is not None and found.place.id == "geonames:2639388"


def test_name_is_split_at_its_first_particle() -> None:
    joined = split_name("Santa Rita dos Campos")
    assert joined is not None and (joined.head, joined.particle, joined.tail) == ("Santa Rita", "dos", "Campos")
    assert not joined.is_beside
    assert split_name("Santa Rita") is None
    assert [j.whole for j in joined_names("at Saint-Martin-sur-Loue and Puy d’Arzenc")] == [
        "Saint-Martin-sur-Loue",
        "Puy d’Arzenc",
    ]
