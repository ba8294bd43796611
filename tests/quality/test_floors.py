"""The quality gate: every score reaches the floor in floors.toml.

Do not lower a floor to make a test pass: a change that lowers one must give the reason.
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
    """The report that a failing test prints: all tables and failures."""
    return report.whole(outcomes, measured, FLOORS | CEILINGS)


def test_every_score_has_a_floor_or_a_ceiling(measured: dict[str, float]) -> None:
    assert set(measured) == set(FLOORS) | set(CEILINGS)


@pytest.mark.parametrize("figure", FLOORS)
def test_score_reaches_its_floor(figure: str, measured: dict[str, float], story: str) -> None:
    assert measured[figure] >= FLOORS[figure], f"{figure} = {measured[figure]:.3f} is below its floor\n\n{story}"


@pytest.mark.parametrize("figure", CEILINGS)
def test_score_does_not_exceed_its_ceiling(figure: str, measured: dict[str, float], story: str) -> None:
    assert measured[figure] <= CEILINGS[figure], f"{figure} = {measured[figure]:.3f} is above its ceiling\n\n{story}"


@pytest.fixture(scope="module")
def languages() -> dict[str, list[Outcome]]:
    return gate.languages()


def test_every_language_has_a_floor(languages: dict[str, list[Outcome]]) -> None:
    assert set(languages) == set(gate.floors_of_languages())


@pytest.mark.parametrize(("language", "floor"), gate.floors_of_languages().items())
def test_language_reaches_its_floor(language: str, floor: float, languages: dict[str, list[Outcome]]) -> None:
    measured = figures(languages[language])["end_to_end_f1"]
    assert measured >= floor, (
        f"{language}: {measured:.3f} is below its floor\n\n{report.whole(languages[language], {}, {})}"
    )
