"""The quality gate: places are read at least as well as floors.toml says.

Lowering a floor is a decision, not a repair.
"""

from __future__ import annotations

import pytest

from tests.quality import gate, report
from tests.quality.annotated import TEXTS, read_folder
from tests.quality.figures import figures
from tests.quality.outcomes import Outcome

FLOORS, CEILINGS = gate.floors()


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return gate.run(read_folder(TEXTS / "gate"))


@pytest.fixture(scope="module")
def measured(outcomes: list[Outcome]) -> dict[str, float]:
    return figures(outcomes)


@pytest.fixture(scope="module")
def story(outcomes: list[Outcome], measured: dict[str, float]) -> str:
    """What a person needs to see when a floor breaks."""
    return report.whole(outcomes, measured, FLOORS | CEILINGS)


def test_every_figure_is_pinned(measured: dict[str, float]) -> None:
    assert set(measured) == set(FLOORS) | set(CEILINGS)


@pytest.mark.parametrize("figure", FLOORS)
def test_the_figure_keeps_its_floor(figure: str, measured: dict[str, float], story: str) -> None:
    assert measured[figure] >= FLOORS[figure], f"{figure} fell below its floor\n\n{story}"


@pytest.mark.parametrize("figure", CEILINGS)
def test_the_figure_stays_under_its_ceiling(figure: str, measured: dict[str, float], story: str) -> None:
    assert measured[figure] <= CEILINGS[figure], f"{figure} rose above its ceiling\n\n{story}"


@pytest.fixture(scope="module")
def languages() -> dict[str, list[Outcome]]:
    return gate.languages()


def test_every_language_is_pinned(languages: dict[str, list[Outcome]]) -> None:
    assert set(languages) == set(gate.floors_of_languages())


@pytest.mark.parametrize(("language", "floor"), gate.floors_of_languages().items())
def test_a_language_keeps_its_floor(language: str, floor: float, languages: dict[str, list[Outcome]]) -> None:
    measured = figures(languages[language])["end_to_end_f1"]
    assert measured >= floor, f"{language} fell to {measured:.3f}\n\n{report.whole(languages[language], {}, {})}"
