"""From the tagger's spans to names."""

from __future__ import annotations

import storymap


def test_a_country_of_two_names_is_one_name() -> None:
    found = storymap.places(
        "In 1947 he came from Rotuma by way of Wallis and Futuna. India and Pakistan were far away."
    )
    surfaces = [r.mention.surface for r in found.resolutions]
    assert "Wallis and Futuna" in surfaces
    assert {"India", "Pakistan"} <= set(surfaces)


def test_what_the_tagger_hesitates_over_is_surer_when_it_is_well_known() -> None:
    found = storymap.places("From Vladivostok a second line is planned to Otaru. Hokkaido cheered.")
    confidences = {r.mention.surface: r.confidence for r in found.resolutions}
    assert confidences["Vladivostok"] > 0.6
