"""Names and confidences in English text."""

from __future__ import annotations

import storymap


def test_country_with_two_names_is_one_mention() -> None:
    found = storymap.places(
        "In 1947 he came from Rotuma by way of Wallis and Futuna. India and Pakistan were far away."
    )
    surfaces = [r.mention.surface for r in found.resolutions]
    assert "Wallis and Futuna" in surfaces
    assert {"India", "Pakistan"} <= set(surfaces)


def test_well_known_place_has_confidence_above_0_6() -> None:
    found = storymap.places("From Vladivostok a second line is planned to Otaru. Hokkaido cheered.")
    confidences = {r.mention.surface: r.confidence for r in found.resolutions}
    assert confidences["Vladivostok"] > 0.6
