"""Enough of the places that are labelled on maps have a name in each language of pages."""

from __future__ import annotations

import pytest

from tests.page.label_names import LANGUAGES, labelled, missing

FLOORS = {"ar": 0.81, "de": 0.91, "es": 0.91, "fr": 0.91, "ja": 0.88, "ru": 0.87, "uk": 0.87}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_have_names(language: str) -> None:
    assert 1 - len(missing(language)) / len(labelled()) >= FLOORS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_and_oceans_have_names(language: str) -> None:
    lost = [one.place.name for one in missing(language) if one.kind == "country" or one.place.feature_code == "OCN"]
    assert lost == []
