"""Decisions of the resolver: confidence limits, reasons for unresolved names, and the candidates that are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from storymap.model import Candidate, Mention, MentionKind, Place, Position, Reason, Rejected, Resolution, Suggestion
from storymap.ports import Entry
from storymap.read import read_string
from storymap.resolve import Resolver, resolve, resolve_with_suggestions
from storymap.resolve.certainty import CERTAINTY_FEATURES
from storymap.resolve.confidence import CONFIDENCE_FEATURES
from storymap.resolve.features import FEATURES, FIRST_FEATURES
from storymap.resolve.ranker import Ranking, Weights, weights_of
from storymap.resolve.reasons import Names
from storymap.resolve.surroundings import Surroundings
from tests.resolve.small import entry, group
from tests.worlds import SmallWorld

WORLD = SmallWorld()
FRENCH, TEXAN = WORLD.find("Paris")
PLAIN = weights_of({"first": {}, "full": {}})  # with these weights, the confidence is the share, limited to 98 %


def resolver(geocoder: Any = None) -> Resolver:
    return Resolver(WORLD, geocoder, PLAIN)


def ranking(*shares: float) -> Ranking:
    table = np.zeros((len(shares), len(FEATURES)))
    return Ranking(np.array(shares), table, table)


def decided(shares: tuple[float, ...], *candidates: Entry, **values: Any) -> tuple[Place | None, float, Reason, Any]:
    found = resolver()
    chosen = group(*candidates, **values)
    found.surroundings = Surroundings([chosen], [candidates[0]])
    return found.decide(0, chosen, ranking(*shares), [], Names(WORLD, "en", {}))


def test_default_weights_use_the_share_alone() -> None:
    found = weights_of({"first": {}, "full": {}})
    assert dict(zip(CONFIDENCE_FEATURES, found.confidence, strict=True))["share"] == found.confidence.sum() == 1
    assert dict(zip(CERTAINTY_FEATURES, found.certainty, strict=True))["product"] == found.certainty.sum() == 1
    assert found.first.tolist() == [0.0] * len(FIRST_FEATURES) and found.full.tolist() == [0.0] * len(FEATURES)
    plain = Weights(found.first, found.full)
    assert (
        plain.confidence.tolist() == found.confidence.tolist() and plain.certainty.tolist() == found.certainty.tolist()
    )
    for table in ({"confidence": {"x": 1.0}}, {"certainty": {"x": 1.0}}, {"first": {"x": 1.0}}, {"full": {"x": 1.0}}):
        with pytest.raises(KeyError, match="unknown features"):
            weights_of({"first": {}, "full": {}, **table})


def test_candidate_below_thirty_percent_stays_off_the_map() -> None:
    six = [entry(i, 10.0 * i) for i in range(6)]
    place, share, reason, candidates = decided((0.31, 0.29, 0.1, 0.1, 0.1, 0.1), *six)
    assert place is not None and share == pytest.approx(0.31) and len(candidates) == 5
    place, share, reason, candidates = decided((0.1, 0.1, 0.29, 0.26, 0.15, 0.1), *six)
    assert place is None and reason.code == "unsure"
    assert [round(c.score, 2) for c in candidates] == [0.29, 0.26, 0.15, 0.1, 0.1]
    assert len(reason.params["candidates"].split("; ")) == 3


def test_excluded_candidates_fill_the_list_up_to_five() -> None:
    others = [entry(i, 10.0 * i) for i in range(3, 9)]
    place, _, _, candidates = decided((0.2, 0.8), FRENCH, TEXAN, excluded=others)
    assert place == WORLD.place(TEXAN)
    assert [c.score for c in candidates] == [0.8, 0.2, 0.0, 0.0, 0.0]


def test_historical_place_is_named_with_its_years() -> None:
    place, _, reason, _ = decided((1.0,), WORLD.find("Soviet Union")[0])
    assert place is None and reason.code == "historical"
    assert (reason.params["from"], reason.params["to"]) == ("1922", "1991")


def test_evidence_of_a_candidate_is_rounded_without_zeros() -> None:
    table = np.zeros((1, len(FEATURES)))
    table[0, 0], table[0, 1], table[0, 2] = 0.0004, -0.0006, 1.23456
    found = resolver().candidate(TEXAN, Ranking(np.array([0.123456]), table, table), 0)
    assert found.score == 0.1235 and found.evidence == {FEATURES[1]: -0.001, FEATURES[2]: 1.235}


def judged(tagger: float, share: float, best: float = 0.9) -> Resolution:
    whole = Resolution(Mention("Paris", 0, 5, confidence=tagger), WORLD.place(TEXAN), share, Reason("only"))
    whole = Resolution(whole.mention, whole.place, share, whole.reason, (Candidate(WORLD.place(TEXAN), best),))
    return resolver().judged(whole, group(TEXAN, FRENCH), 0, ranking(best, 1 - best))


def test_confidence_below_twenty_percent_removes_the_place() -> None:
    assert judged(0.5, 0.41).place is not None and judged(0.5, 0.41).confidence == 0.205
    low = judged(0.5, 0.39)
    assert (low.place, low.confidence, low.reason.code) == (None, 0.195, "absent")
    assert judged(0.5, 0.39, best=0.7).reason.code == "absent" and judged(0.5, 0.39, best=0.69).reason.code == "unsure"


def test_name_without_a_place_has_the_product_of_its_probabilities() -> None:
    whole = Resolution(Mention("Paris", 0, 5, confidence=0.5), None, 0.5, Reason("unsure"))
    assert resolver().judged(whole, group(TEXAN), 0, ranking(1.0)).confidence == 0.25
    assert resolver().judged(whole, group(), 0, None).confidence == 0.25


class Online:
    def find(self, name: str) -> Sequence[Place]:
        return [Place(f"osm:{i}", name, Position(1, i), source="nominatim") for i in range(7)]


def test_unknown_name_has_a_reason_and_no_confidence() -> None:
    texas = WORLD.find("Texas")[0]
    place, share, reason, candidates = resolver().ask(group(outside=True, holders=[texas], excluded=[TEXAN]))
    assert (place, share, reason.code, reason.params["holder"], len(candidates)) == (None, 0, "outside", "Texas", 1)
    place, share, reason, candidates = resolver().ask(group(type_word="river", excluded=[TEXAN, FRENCH]))
    assert (place, share, reason.code, [c.score for c in candidates]) == (None, 0, "absent", [0, 0])
    assert reason.params["candidates"] == "Paris (Texas, US)"
    for unknown in (group(), group(type_word="river")):
        assert resolver().ask(unknown) == (None, 0.0, Reason("unknown", {"name": "name 0"}), ())
    place, _, reason, candidates = resolver().ask(group(excluded=[TEXAN]))
    assert (place, reason.code, [c.score for c in candidates]) == (None, "unknown", [0])


def test_online_places_have_half_the_confidence_and_falling_scores() -> None:
    place, share, reason, candidates = resolver(Online()).ask(group())
    assert place is not None and (place.id, share, reason.params["source"]) == ("osm:0", 0.5, "nominatim")
    assert [c.score for c in candidates] == [0.5, 0.3333, 0.25, 0.2, 0.1667]


TEXT = "Rain fell in Sherman and Bonham. It rained in Paris. The Texan rain.\n"


def mention(name: str, kind: MentionKind = MentionKind.NAME, **values: Any) -> Mention:
    return Mention(name, TEXT.index(name), TEXT.index(name) + len(name), kind, **values)


def test_demonym_is_certain_and_has_no_place() -> None:
    (found,) = resolve(read_string(TEXT), [mention("Texan", MentionKind.DEMONYM, stands_for=("US",))], WORLD)
    assert (found.place, found.confidence, found.reason.code) == (None, 1.0, "demonym")


def suggested(
    names: tuple[str, ...], score: float = 0.5, weak: bool = False, code: str = "suggested-in"
) -> tuple[Any, Any]:
    known = [mention(name) for name in names]
    one = Suggestion((mention("Paris", confidence=score),), Reason(code, {"words": "in"}), score)
    return resolve_with_suggestions(
        read_string(TEXT), known, () if weak else (one,), WORLD, weak=(one,) if weak else ()
    )


def test_suggestion_near_the_places_of_the_article_becomes_a_mention() -> None:
    resolutions, left = suggested(("Sherman", "Bonham"))
    assert [r.mention.surface for r in resolutions] == ["Sherman", "Bonham", "Paris"] and left == ()
    assert resolutions[2].place == WORLD.place(TEXAN) and 0.5 < resolutions[2].confidence < 0.9
    resolutions, (left_over,) = suggested(())
    assert resolutions == () and left_over.score == 0.5
    assert sorted(c.place.id for c in left_over.candidates) == ["test:10", "test:9"]
    assert left_over.candidates[0].score >= left_over.candidates[1].score


def test_suggestions_support_each_other_only_in_languages_without_a_tagger() -> None:
    names = ("Sherman", "Bonham", "Paris")
    found = [
        Suggestion((mention(name, confidence=0.5),), Reason("suggested-in", {"words": "in"}), 0.5) for name in names
    ]
    for language, promoted in (("en", False), ("de", True)):
        article = replace(read_string(TEXT), language=language)
        resolutions, _ = resolve_with_suggestions(article, [], found, WORLD)
        assert bool(resolutions) is promoted


def test_weak_name_without_strong_support_is_no_suggestion() -> None:
    resolutions, left = suggested(("Sherman", "Bonham"), score=0.05, weak=True)
    assert [r.mention.surface for r in resolutions] == ["Sherman", "Bonham"] and left == ()


def test_unknown_suggestion_is_kept_unless_it_is_weak() -> None:
    one = Suggestion((mention("Rain"),), Reason("suggested-in"), 0.5)
    assert resolve_with_suggestions(read_string(TEXT), [], [one], WORLD) == ((), (one,))
    assert resolve_with_suggestions(read_string(TEXT), [], [], WORLD, weak=[one]) == ((), ())


def test_name_inside_an_organisation_supports_places_of_its_region() -> None:
    def score(code: str) -> float:
        rejected = Rejected("Texas", 0, 5, Reason(code))
        (found,) = resolve(read_string(TEXT), [mention("Paris")], WORLD, rejected=[rejected])
        return next(c.score for c in found.candidates if c.place.id == "test:10")

    assert score("inside-organisation") == score("read-as-organisation") > score("person")
