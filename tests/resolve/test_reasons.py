"""Reasons of resolutions: the evidence that decided between candidates."""

from __future__ import annotations

import numpy as np

from storymap.gazetteer import open_gazetteer
from storymap.model import Reason
from storymap.pipeline import places
from storymap.resolve.candidates import Group
from storymap.resolve.features import FEATURES
from storymap.resolve.ranker import Ranking
from storymap.resolve.reasons import Names, explain


def reason_of(text: str, name: str) -> Reason:
    return next(r.reason for r in places(text).resolutions if r.mention.surface == name)


def test_type_word_before_a_name_is_the_reason() -> None:
    reason = reason_of(
        "Nets hold the slopes of Norway, and others hold those in the state of Washington.", "Washington"
    )
    assert reason.code == "type"
    assert reason.params["word"] == "state"
    assert int(reason.params["all"]) > 1


def test_reason_is_home_only_if_the_place_of_publication_is_stated() -> None:
    gazetteer = open_gazetteer()
    perth = [next(e for e in gazetteer.find("Perth") if e.country == country) for country in ("GB", "AU")]
    evidence = np.zeros((2, len(FEATURES)))
    evidence[0, FEATURES.index("home-50")] = 3.0
    ranking = Ranking(np.array([0.9, 0.1]), evidence, evidence)
    dundee = gazetteer.find("Dundee")[0]
    place, names = gazetteer.place(perth[0]), Names(gazetteer, "en", {})
    codes = [
        explain(Group("Perth", [0], perth), ranking, [0, 1], [dundee], place, names, home_is_stated=stated).code
        for stated in (True, False)
    ]
    assert codes == ["home", "near"]
