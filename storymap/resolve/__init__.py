"""The third stage: find the place that each mention refers to, with confidence, reason and other candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from storymap.errors import GeocodeError
from storymap.language import is_language
from storymap.model import (
    Article,
    Candidate,
    Mention,
    MentionKind,
    Place,
    Reason,
    Rejected,
    Resolution,
    Suggestion,
)
from storymap.ports import Entry, Gazetteer, Geocoder
from storymap.resolve.candidates import Group, gather, gather_evidence
from storymap.resolve.certainty import certainty_features
from storymap.resolve.confidence import confidence_features, probability
from storymap.resolve.descriptions import resolve_descriptions
from storymap.resolve.dialect import NO_DIALECT
from storymap.resolve.features import FEATURES
from storymap.resolve.home import NUMBERS_SHARE, dialect_of, home_of, is_local
from storymap.resolve.promotion import PROMOTED, promotion_features, promotion_probability
from storymap.resolve.ranker import Ranking, Weights, load_weights, rank
from storymap.resolve.reasons import Names, explain
from storymap.resolve.suggestions import (
    Support,
    crosses,
    is_sure,
    may_be_supported,
    points_of,
    suggested_groups,
    suggested_points,
    support_of,
    with_context,
)
from storymap.resolve.surroundings import Surroundings
from storymap.resolve.telephone import home_of_numbers

SHOWN = 5  # maximum number of candidates in a Resolution or Suggestion
# The best candidate is considered the only likely one if it has at least this share (0–1, see `Ranking`)
CLEAR_SHARE = 0.7
# A name that was rejected for one of these reasons is still evidence for the region of the article.
_EVIDENCE = frozenset({"inside-organisation", "read-as-organisation"})
_COUNTRY = FEATURES.index("country")
_NEW = -1  # used as the index of a suggestion's group, which is not one of the groups of mentions
# A candidate whose probability is lower, on the condition that the name is a place, is usually wrong and stays off the
# map.
ABSTAIN = 0.3
# A place with a lower confidence also stays off the map. The confidence includes whether the name is a place.
DOUBTFUL = 0.2


def resolve(
    article: Article,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    rejected: Sequence[Rejected] = (),
    geocoder: Geocoder | None = None,
    weights: Weights | None = None,
) -> tuple[Resolution, ...]:
    """Return a Resolution for each mention, in text order. Descriptions that do not refer to a place are left out.

    `rejected`: names that are not mentions. Names in the names of organisations are evidence for the region of the
    article. Names that are not in the gazetteer are looked up with `geocoder`, if there is one.
    """
    return Resolver(gazetteer, geocoder, weights or load_weights()).run(article, mentions, rejected)


def resolve_with_suggestions(
    article: Article,
    mentions: Sequence[Mention],
    suggestions: Sequence[Suggestion],
    gazetteer: Gazetteer,
    *,
    rejected: Sequence[Rejected] = (),
    weak: Sequence[Suggestion] = (),
    geocoder: Geocoder | None = None,
) -> tuple[tuple[Resolution, ...], tuple[Suggestion, ...]]:
    """Return resolutions as `resolve` does, and the suggestions with their candidates.

    Suggestions that are well supported by the places in the article become resolutions. `weak`: names that are only
    suggested if places in the article support them.
    """
    resolver = Resolver(gazetteer, geocoder, load_weights())
    resolutions = resolver.run(article, mentions, rejected, suggestions, weak)
    return resolutions, tuple(resolver.suggested)


class Resolver:
    """Resolves the mentions of an article. Call `run`, which uses the other methods."""

    def __init__(self, gazetteer: Gazetteer, geocoder: Geocoder | None, weights: Weights) -> None:
        self.gazetteer = gazetteer
        self.geocoder = geocoder
        self.weights = weights
        self._places: dict[int, Place] = {}
        self.suggested: list[Suggestion] = []  # suggestions of the last run, with their candidates
        self.home_is_stated = False  # whether the article of the last run states where it was published
        self.surroundings = Surroundings((), ())  # the surroundings in the last run

    def run(
        self,
        article: Article,
        mentions: Sequence[Mention],
        rejected: Sequence[Rejected] = (),
        suggestions: Sequence[Suggestion] = (),
        weak: Sequence[Suggestion] = (),
    ) -> tuple[Resolution, ...]:
        home, country = home_of(article, self.gazetteer)
        self.home_is_stated = home is not None
        if home is None and is_local(article.text, NUMBERS_SHARE):
            home = home_of_numbers(article.text)
        groups = self.groups(mentions, home)
        inside = [r.surface for r in rejected if r.reason.code in _EVIDENCE]
        evidence = gather_evidence(inside, groups, self.gazetteer)
        demonyms = Counter(c for m in mentions if m.kind is MentionKind.DEMONYM for c in m.stands_for)
        suggestions = (*suggestions, *weak)
        extra = suggested_groups(suggestions, mentions, self.gazetteer, home)
        local = home is None and is_local(article.text)
        everything = [*groups, *extra, *evidence]
        dialect = dialect_of(article.text) if home is None and is_language(article.language, "en") else NO_DIALECT
        rankings = rank(everything, demonyms, home, country, self.weights, find_home=local, dialect=dialect)
        rankings, extra_rankings = rankings[: len(groups)], rankings[len(groups) : len(groups) + len(extra)]
        decided: dict[int, Resolution] = {}
        winners = [
            g.candidates[int(r.shares.argmax())] if r is not None else None
            for g, r in zip(groups, rankings, strict=True)
        ]
        self.surroundings = Surroundings(groups, winners, article.text.count(" ") + 1)
        words = {w.number: g.surface for g, w in reversed(list(zip(groups, winners, strict=True))) if w is not None}
        names = Names(self.gazetteer, article.language, words)
        for i, (group, ranking) in enumerate(zip(groups, rankings, strict=True)):
            others = winners[:i] + winners[i + 1 :]
            place, share, reason, candidates = self.decide(i, group, ranking, others, names)
            for number in group.mentions:
                whole = Resolution(mentions[number], place, share, reason, candidates)
                decided[number] = self.judged(whole, group, i, ranking)
        for number, mention in enumerate(mentions):
            if mention.kind is MentionKind.DEMONYM:
                decided[number] = Resolution(mention, None, 1.0, Reason("demonym", {"name": mention.surface}))
        decided |= resolve_descriptions(article, mentions, decided, self.gazetteer, rejected)
        resolutions = [decided[n] for n in sorted(decided)]
        promoted = self.suggest(article, suggestions, extra, extra_rankings, winners, names, resolutions, len(weak))
        return tuple(sorted([*resolutions, *promoted], key=lambda r: (r.mention.start, -r.mention.end)))

    def judged(self, resolution: Resolution, group: Group, number: int, ranking: Ranking | None) -> Resolution:
        """Return the Resolution with its final confidence. If this confidence is low, the place is removed.

        The final confidence is the probability that the mention is a place and that this place is right. In the
        argument `resolution`, it is still the probability that the place is right if the mention is a place. `number`:
        the index of the group.
        """
        mention, share = resolution.mention, resolution.confidence
        if ranking is None or resolution.place is None:
            return replace(resolution, confidence=round(mention.confidence * share, 4))
        confidence = round(self.certainty(mention, group, number, ranking, share), 4)
        if confidence >= DOUBTFUL:
            return replace(resolution, confidence=confidence)
        reason = _unresolved(group, float(ranking.shares.max()), resolution.candidates)
        return replace(resolution, place=None, confidence=confidence, reason=reason)

    def groups(self, mentions: Sequence[Mention], home: tuple[float, float] | None) -> list[Group]:
        """Return the groups of mentions that are resolved together, with their candidates."""
        return gather(mentions, self.gazetteer, home)

    def certainty(self, mention: Mention, group: Group, number: int, ranking: Ranking, share: float) -> float:
        """Return the probability that a mention is a place and that its best candidate is the right place."""
        shares, values = ranking.shares, ranking.values
        features = certainty_features(mention, group, number, share, shares, values, self.surroundings)
        return probability(features, self.weights.certainty)

    def suggest(
        self,
        article: Article,
        suggestions: Sequence[Suggestion],
        groups: Sequence[Group],
        rankings: Sequence[Ranking | None],
        winners: Sequence[Entry | None],
        names: Names,
        resolutions: Sequence[Resolution],
        weak: int,
    ) -> list[Resolution]:
        """Return resolutions for the suggestions that become mentions.

        Set `suggested` to the other suggestions with their candidates. The last `weak` suggestions are left out if no
        places nearby support them.
        """
        mentions = [r.mention for r in resolutions]
        starts, surfaces = [m.start for m in mentions], {m.surface for m in mentions}
        points, promoted, self.suggested = points_of(winners), list[Resolution](), []
        english = is_language(article.language, "en")
        others = [] if english else suggested_points(groups, rankings)
        for number, (suggestion, group, ranking) in enumerate(zip(suggestions, groups, rankings, strict=True)):
            is_weak = number >= len(suggestions) - weak
            if ranking is None:
                self.suggested += [] if is_weak else [suggestion]
                continue
            order = sorted(range(len(group.candidates)), key=lambda i: (-ranking.shares[i], i))
            best = group.candidates[order[0]]
            places = [*points, *(p for p in others if p.number != best.number)]
            support = support_of(best, places, other_name=suggestion.surface not in surfaces)
            share = float(ranking.shares[order[0]])
            scored = replace(suggestion, score=with_context(suggestion.score, support))
            if english:
                country = float(ranking.values[order[0]][_COUNTRY])
                likely = (
                    (m, self.promotion(article.text, m, best, share, country, points)) for m in suggestion.mentions
                )
                sure = [(m, probability) for m, probability in likely if probability >= PROMOTED]
            else:
                likely = ((m, scored.score * share) for m in suggestion.mentions)
                sure = list(likely) if is_sure(scored, best, share, article, support) else []
            sure = [(m, confidence) for m, confidence in sure if not crosses(m, mentions, starts)]
            if sure:
                place, _, reason, candidates = self.decide(_NEW, group, ranking, winners, names)
                for m, confidence in sure:
                    # `confidence` is the probability that the name is a place and that this place is right, so the
                    # probability that it is a place is at least as high.
                    known = replace(m, confidence=max(m.confidence, round(confidence, 4)))
                    promoted.append(Resolution(known, place, round(confidence, 4), reason, candidates))
            left = tuple(m for m in suggestion.mentions if all(m is not other for other, _ in sure))
            if left and not (is_weak and (support < Support.STRONG or not may_be_supported(suggestion, best, article))):
                candidates = tuple(self.candidate(group.candidates[i], ranking, i) for i in order[:SHOWN])
                self.suggested.append(replace(scored, mentions=left, candidates=candidates))
        return promoted

    def promotion(
        self, text: str, mention: Mention, best: Entry, share: float, country: float, points: Sequence[Entry]
    ) -> float:
        """Return the probability that an occurrence of a suggestion means its best candidate."""
        why = self.gazetteer.negative(mention.surface)
        return promotion_probability(promotion_features(text, mention, best, share, country, points, why))

    def decide(
        self, number: int, group: Group, ranking: Ranking | None, others: Sequence[Entry | None], names: Names
    ) -> tuple[Place | None, float, Reason, tuple[Candidate, ...]]:
        if ranking is None:
            return self.ask(group)
        order = sorted(range(len(group.candidates)), key=lambda i: (-ranking.shares[i], i))
        features = confidence_features(group, number, ranking.shares, ranking.values, order[0], self.surroundings)
        share = probability(features, self.weights.confidence)
        candidates = tuple(self.candidate(group.candidates[i], ranking, i) for i in order[:SHOWN])
        candidates += self.excluded(group)[: SHOWN - len(candidates)]
        best = group.candidates[order[0]]
        place = candidates[0].place
        if best.kind == "historical":
            first, last = place.years or ("?", "?")
            return (
                None,
                share,
                Reason("historical", {"place": place.name, "from": str(first), "to": str(last)}),
                candidates,
            )
        if share < ABSTAIN:
            return None, share, _unresolved(group, float(ranking.shares[order[0]]), candidates), candidates
        reason = explain(group, ranking, order, others, place, names, home_is_stated=self.home_is_stated)
        return place, share, reason, candidates

    def candidate(self, entry: Entry, ranking: Ranking, i: int) -> Candidate:
        evidence = {
            n: round(float(v), 3) for n, v in zip(FEATURES, ranking.evidence[i], strict=True) if abs(v) >= 0.0005
        }
        return Candidate(self.place(entry), round(float(ranking.shares[i]), 4), evidence)

    def excluded(self, group: Group) -> tuple[Candidate, ...]:
        """Return the candidates that the words next to the name exclude.

        They are listed because an editor may still choose them.
        """
        return tuple(Candidate(self.place(entry), 0.0) for entry in group.excluded[:SHOWN])

    def place(self, entry: Entry) -> Place:
        place = self._places.get(entry.number)
        if place is None:
            place = self._places[entry.number] = self.gazetteer.place(entry)
        return place

    def ask(self, group: Group) -> tuple[Place | None, float, Reason, tuple[Candidate, ...]]:
        """Look up a name that is not in the gazetteer with the online geocoder, if there is one.

        Return (place, confidence, reason, candidates). The place is None if the name is not found.
        """
        found: Sequence[Place] = ()
        if self.geocoder is not None:
            try:
                found = self.geocoder.find(group.surface)
            except GeocodeError:
                found = ()
        if not found:
            if group.outside:
                holder = self.place(group.holders[0]).name
                return None, 0.0, Reason("outside", {"name": group.surface, "holder": holder}), self.excluded(group)
            if group.type_word and group.excluded:
                known = self.excluded(group)
                described = describe(known[0].place)
                return None, 0.0, Reason("absent", {"name": group.surface, "candidates": described}), known
            return None, 0.0, Reason("unknown", {"name": group.surface}), self.excluded(group)
        candidates = tuple(Candidate(p, round(1 / (i + 2), 4)) for i, p in enumerate(found[:SHOWN]))
        return found[0], 0.5, Reason("online", {"name": group.surface, "source": found[0].source}), candidates


def _unresolved(group: Group, share: float, candidates: Sequence[Candidate]) -> Reason:
    """Return the reason why a name with candidates is not on the map.

    There are two such reasons: several candidates are likely, or the only likely one does not fit the article. `share`:
    the share of the best candidate (0–1, see `Ranking`).
    """
    if share >= CLEAR_SHARE:
        return Reason("absent", {"name": group.surface, "candidates": describe(candidates[0].place)})
    likely = "; ".join(dict.fromkeys(describe(c.place) for c in candidates[:3]))
    return Reason("unsure", {"name": group.surface, "candidates": likely})


def describe(place: Place) -> str:
    """Return the name of a place with its admin-1 unit and country, "Paris (Texas, US)", or only the name of a unit or
    country."""
    country = place.country_codes[0] if place.country_codes else ""
    where = ", ".join(x for x in (place.admin1 if place.admin1 != place.name else "", country) if x)
    return f"{place.name} ({where})" if where and place.feature_class != "A" else place.name
