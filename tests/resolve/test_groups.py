"""Groups of mentions that have the same candidates: states in lists, names with a landmark, seats, parts of a city."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from storymap.model import Mention, NameContext, Position
from storymap.resolve.candidates import Group, gather
from storymap.resolve.features import CONTEXT_FEATURES, ContextFeatures
from storymap.resolve.home import MIN_GAIN, NUMBERS_SHARE, infer_home, is_local
from storymap.resolve.namesakes import followers_of, is_listed_with
from storymap.resolve.ranker import rank, weights_of
from storymap.resolve.search import Neighbour, search_places
from tests.resolve.small import KM, entry, group
from tests.resolve.test_small_rules import row
from tests.worlds import SmallWorld

US = {"country": "US", "kind": "admin1"}
STATES = SmallWorld(
    (
        row("Washington", 38.9, 5_000_000, country="US", admin1="US.DC"),
        row("Washington", 47.4, 4_000_000, **US, admin1="US.WA"),
        row("Idaho", 44.2, 1_800_000, **US, admin1="US.ID"),
        row("Oregon", 44.0, 4_200_000, **US, admin1="US.OR"),
        row("Bavaria", 48.9, 13_000_000, kind="admin1", country="DE", admin1="DE.02"),
        row("Spokane", 47.6, 200_000, country="US", admin1="US.WA"),
        row("District of Columbia", 38.9, 700_000, **US, admin1="US.DC"),
    )
)


def grouped(world: SmallWorld, *names: str, lists: tuple[int, ...] = (), **contexts: NameContext) -> list[Group]:
    """Return the groups of a text that consists of the names.

    `lists`: the numbers of those names that are in one list. `contexts`: "_" and the number of a name -> its context.
    """
    starts = [20 * i for i in range(len(names))]
    siblings = tuple(starts[i] for i in lists)
    found = []
    for i, name in enumerate(names):
        context = contexts.get(f"_{i}", NameContext(siblings=siblings if i in lists else ()))
        found.append(Mention(name, starts[i], starts[i] + len(name), context=context))
    return gather(found, world)


def kinds(groups: list[Group], number: int) -> list[str]:
    """Return the kinds of the candidates of mention `number`."""
    return next([e.kind for e in g.candidates] for g in groups if number in g.mentions)


DC = NameContext(admin="District of Columbia")


def test_name_in_a_list_of_states_is_the_state_even_if_the_city_is_named_elsewhere() -> None:
    found = grouped(STATES, "Washington", "Idaho", "Oregon", "Washington", lists=(1, 2, 3), _0=DC)
    assert (kinds(found, 0), kinds(found, 3)) == (["city"], ["admin1"])
    assert not next(g for g in found if 3 in g.mentions).qualifies


@pytest.mark.parametrize(
    ("names", "lists", "contexts"),
    [
        (("Washington", "Idaho", "Oregon", "Washington"), (), {"_0": DC}),
        (("Washington", "Idaho", "Oregon", "Washington"), (1, 2, 3), {}),
        (("Washington", "Bavaria", "Spokane", "Washington"), (1, 2, 3), {"_0": DC}),
        (("Washington", "Idaho", "Spokane", "Washington"), (1, 2, 3), {"_0": DC}),
    ],
)
def test_name_outside_a_list_of_states_of_its_country_is_not_only_the_state(
    names: tuple[str, ...], lists: tuple[int, ...], contexts: dict[str, NameContext]
) -> None:
    assert "city" in kinds(grouped(STATES, *names, lists=lists, **contexts), 3)


def test_name_after_a_place_is_the_unit_that_contains_it() -> None:
    found = grouped(STATES, "Spokane", "Washington", _0=NameContext(admin="Washington"))
    assert kinds(found, 1) == ["admin1"]
    assert found[1].qualifies
    assert "city" in kinds(grouped(STATES, "Spokane", "Washington"), 1)


@pytest.mark.parametrize(("km", "kept"), [(24.0, ["city"]), (26.0, ["admin1"])])
def test_part_of_a_city_within_25_km_may_be_in_the_city(km: float, kept: list[str]) -> None:
    world = SmallWorld(
        (
            row("York", 40.0, 8_000_000, country="US", admin1="US.NY"),
            row("York", 43.0, 5_000_000, **US, admin1="US.NY"),
            row("Brook", 40 + km * KM, 100_000, country="US", admin1="US.NY"),
        )
    )
    found = grouped(world, "Brook", "York", _0=NameContext(admin="York"))
    assert kinds(found, 1)[:1] == kept


LANDMARKS = SmallWorld((row("Mark", 50.0), row("Richmond", 50.1, 5_000), row("Richmond", 40.0, 200_000)))


def test_landmark_selects_the_places_near_it_for_later_mentions_too() -> None:
    beside = NameContext(landmark="Mark")
    found = grouped(LANDMARKS, "Richmond", "Richmond", _0=beside)
    assert [(g.mentions, g.landmark, [e.lat for e in g.candidates]) for g in found] == [([0, 1], "Mark", [50.1])]
    found = grouped(LANDMARKS, "Richmond", "Richmond", _1=beside)
    assert [g.mentions for g in found if g.landmark] in ([[1]], [[0, 1]])
    for elsewhere in (NameContext(), NameContext(landmark="Nowhere")):
        [unknown] = grouped(LANDMARKS, "Richmond", _0=elsewhere)
        assert (unknown.landmark, len(unknown.candidates)) == ("", 2)


def test_each_mention_keeps_the_unit_that_its_own_words_name() -> None:
    world = SmallWorld()
    texas, france = NameContext(admin="Texas"), NameContext(admin="France")
    found = grouped(world, "Paris", "Paris", "Paris", _0=texas, _1=france)
    assert [(g.mentions, [e.country for e in g.candidates]) for g in found] == [([0], ["US"]), ([1, 2], ["FR"])]


def test_group_knows_where_its_mentions_start() -> None:
    found = grouped(SmallWorld(), "Paris", "Dover", "Paris")
    assert [g.starts for g in found] == [[0, 40], [20]]


def test_name_of_a_stream_is_a_town_only_near_other_places() -> None:
    world = SmallWorld(
        (
            row("Bull Run", 50.0, 500),
            row("Manassas", 50.1),
            row("Mill Run", 50.0, 500),
            row("Mill Run River", 51.0, 0, "water"),
        )
    )
    stream = NameContext(type_word="stream")
    assert kinds(grouped(world, "Bull Run", "Manassas", _0=stream), 0) == ["city"]
    assert kinds(grouped(world, "Bull Run", _0=stream), 0) == []
    assert kinds(grouped(world, "Mill Run", "Manassas", _0=stream), 0) == ["water"]
    hamlet = NameContext(type_word="hamlet", type_is_sure=True)
    assert kinds(grouped(world, "Manassas", "Bull Run", _0=hamlet), 0) == []


SEATS = SmallWorld(
    (
        row("Oaxaca", 17.0, 300_000, code="PPLA", country="MX", admin1="MX.20"),
        row("Oaxaca", 17.1, 4_000_000, "admin1", country="MX", admin1="MX.20"),
        row("Tabasco", 18.0, 2_000_000, "admin1", country="MX", admin1="MX.27"),
        row("Bavaria", 48.9, 13_000_000, "admin1", country="DE", admin1="DE.02"),
        row("Puebla", 19.0, 1_500_000, country="MX", admin1="MX.21"),
    )
)


@pytest.mark.parametrize(
    ("names", "lists", "contexts", "seat"),
    [
        (("Oaxaca", "Tabasco"), (), {}, True),
        (("Oaxaca", "Tabasco"), (0, 1), {}, False),
        (("Oaxaca", "Bavaria"), (0, 1), {}, True),
        (("Oaxaca", "Puebla"), (0, 1), {}, True),
        (("Oaxaca", "Oaxaca"), (0, 1), {}, True),
        (("Oaxaca", "Tabasco"), (), {"_0": NameContext(is_area=True)}, False),
    ],
)
def test_bare_name_of_a_unit_means_its_seat_unless_words_show_that_it_is_the_unit(
    names: tuple[str, ...], lists: tuple[int, ...], contexts: dict[str, NameContext], seat: bool
) -> None:
    found = grouped(SEATS, *names, lists=lists, **contexts)
    assert bool(found[0].named_after_seat) is seat


def test_unit_is_listed_with_units_of_its_country() -> None:
    entries = SEATS.find("Oaxaca")
    [unit] = [e.number for e in entries if e.kind == "admin1"]
    one = Mention("Oaxaca", 0, 6, context=NameContext(siblings=(0, 20, 40)))

    def listed(*others: str) -> bool:
        at = {0: one, **{20 * (i + 1): Mention(name, 0, 1) for i, name in enumerate(others)}}
        return is_listed_with(frozenset({unit}), entries, one, at, SEATS)

    assert listed("Tabasco") and listed("Bavaria", "Tabasco")
    assert not listed("Bavaria") and not listed("Puebla") and not listed("Oaxaca") and not listed("Atlantis")


def test_name_that_is_the_unit_of_the_one_before_follows_it() -> None:
    one = Mention("Xalapa", 0, 6, context=NameContext(admin="Veracruz"))
    assert followers_of([one, Mention("Veracruz", 8, 16)]) == {1}
    assert followers_of([one, Mention("Puebla", 8, 14), Mention("Veracruz", 16, 24)]) == frozenset()


# --- features and homes -------------------------------------------------------------------------------------------


def context_of(*groups: Group, beliefs: float = 1.0) -> dict[str, float]:
    found = ContextFeatures(groups, {})
    size = sum(len(g.candidates) for g in groups)
    return dict(zip(CONTEXT_FEATURES, found.columns(np.full(size, beliefs))[0].tolist(), strict=True))


def test_support_by_few_beliefs_is_a_share_of_one_whole_name() -> None:
    near = (group(entry(1)), group(entry(2, 50.1), number=1))
    assert context_of(*near)["near-50"] == pytest.approx(1.0)
    assert context_of(*near, beliefs=0.25)["near-50"] == pytest.approx(0.5)
    assert context_of(*near, beliefs=0.25)["country"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("km", "could"), [(59.0, (1.0, 1.0)), (61.0, (0.0, 1.0)), (199.0, (0.0, 1.0)), (201.0, (0.0, 0.0))]
)
def test_names_could_be_within_sixty_and_two_hundred_kilometres(km: float, could: tuple[float, float]) -> None:
    row = context_of(group(entry(1)), group(entry(2, 50 + km * KM), number=1))
    assert (row["could-60"], row["could-200"]) == pytest.approx(could)


def gain(*entries: Any, share: float) -> bool:
    """Return whether a home is inferred from names with these candidates, each of which has the same `share`."""
    return infer_home([group(*e, number=i) for i, e in enumerate(entries)], np.full(sum(map(len, entries)), share)) is not None  # fmt: skip


def test_home_needs_a_minimum_gain_of_its_names() -> None:
    one, other = [entry(1)], [entry(2, 50 + 10 * KM)]
    assert MIN_GAIN == 2.0
    assert gain(one, other, share=0.01) and not gain(one, other, share=0.003)
    many = [entry(10 + i, -60.0, 3.0 * i) for i in range(7)]
    assert not gain([*one, *many], [*other, *(e._replace(number=e.number + 50) for e in many)], share=0.01)


def test_article_with_telephone_numbers_needs_half_as_many_local_words() -> None:
    text = "mayor" + " rain" * 199
    assert is_local(text, NUMBERS_SHARE) and not is_local(f"{text} rain", NUMBERS_SHARE)


def test_evidence_is_the_product_of_weight_and_value() -> None:
    weights = weights_of({"first": {}, "full": {"prominence": 9.0, "only": 2.0}})
    [found] = rank([group(entry(1, prominence=3.0))], {}, weights=weights)
    assert found is not None
    assert sorted(found.evidence[0][found.evidence[0] != 0]) == pytest.approx([2.0, 3.0])


def test_search_result_has_the_nearest_place_of_the_story() -> None:
    world = SmallWorld((row("Holm", 50.0),))
    around = [Neighbour("Far", Position(60, 10)), Neighbour("Near", Position(50.5, 10)), Neighbour("Away", Position(0, 0))]  # fmt: skip
    [found] = search_places("Holm", world, around)
    assert found.near == "Near"
    assert found.km == pytest.approx(55.6, abs=0.2)
