"""Find names of places in English text.

The spans of the tagger are trimmed and made consistent within the article. Rejected names get a reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, Reason, Rejected
from storymap.ports import Gazetteer, Match
from storymap.recognize.defined_terms import defined_terms, term_rejection, with_whole_name
from storymap.recognize.edges import fit
from storymap.recognize.longer_names import extended, joined, without_overlaps
from storymap.recognize.neighbours import find_neighbours, split_pairs
from storymap.recognize.older_forms import find_older_forms
from storymap.recognize.organisations import find_organisations
from storymap.recognize.patterns import find_patterns
from storymap.recognize.people import PERSON_VERB, find_people, is_located_anywhere, is_person
from storymap.recognize.rejections import (
    context_rejection,
    inside_others,
    is_in_organisation,
    is_people_only,
    left_out_names,
    with_schools,
)
from storymap.recognize.relabelled import is_town, without_prepositions
from storymap.recognize.spans import Spans, trim
from storymap.recognize.support import find_supported
from storymap.recognize.tagger import Span, Tagging
from storymap.recognize.typed_names import find_typed_names
from storymap.recognize.units import find_counties, find_possessed, find_qualified, find_units
from storymap.recognize.whole_names import find_whole_names

# Minimum probability (from the tagger) of a name that is in the gazetteer. It was chosen with the training texts.
MIN_KNOWN = 0.42
MIN_UNKNOWN = 0.6  # minimum probability of a name that is not in the gazetteer
# Minimum probability of a country or admin-1 unit. Its name must not be part of the name of a person or organisation.
MIN_COUNTRY = 0.15
MIN_REPEATED = 0.10  # minimum probability of a name that has a high confidence elsewhere in the article
BODY = 0.85  # confidence of the place in the name of a public body, measured on the training texts
# Minimum probability of the name of a person, if its first word may be the name of a place, or if it has more than two
# words.
SURE_PERSON = 0.8
# If a name has at least this confidence, its other occurrences in the article are also treated as places.
MIN_SURE = 0.8
# Minimum probability of a span that is the name of a person or organisation. Names inside such a span are usually not
# places.
MIN_OTHER = 0.5

# A place with at least this prominence (100,000 people) is well known, and gets a higher confidence (see DOUBT).
WELL_KNOWN = 5.0
# For a well-known place, the confidence becomes 1 - DOUBT * (1 - confidence). The value was measured on the training
# texts.
DOUBT = 0.35
_WORD = lazy_pattern(r"[A-ZÀ-Þ][^\W_]*|(?<![^\W_])[^\W\d_a-zA-ZÀ-ÿ][^\W_]*")
_LETTER = lazy_pattern(r"[^\W\d_]")


def find_names(text: str, tagging: Tagging, gazetteer: Gazetteer) -> tuple[list[Mention], list[Rejected]]:
    """Return mentions of kind NAME, and rejected names, such as names of people and parts of longer names."""
    spans = without_prepositions(text, tagging.spans)
    others = [s for s in spans if s.label != "LOC" and s.probability >= MIN_OTHER]
    certain = _certain(text, others, gazetteer)
    certain_spans = Spans((m.start, m.end) for m in certain)
    others = [s for s in others if not certain_spans.overlap(s.start, s.end)]
    people = _people(text, spans, gazetteer)
    introduced = find_people(text, gazetteer)
    organisations = with_schools(text, find_organisations(text, gazetteer), tagging)
    left_out = {b.start: b for b in organisations if not b.is_mention}
    terms = defined_terms(text, gazetteer)
    names: list[Mention] = []
    uncertain: list[Mention] = []
    rejected: list[Rejected] = []
    tagged = (m for m in _candidates(text, tagging, gazetteer) if not certain_spans.overlap(m.start, m.end))
    for mention in (with_whole_name(text, m, terms, gazetteer) for m in (*tagged, *certain)):
        if is_in_organisation(mention, left_out, gazetteer):
            continue  # `left_out_names` adds this name to the rejected names
        reason = (
            introduced.rejection(text, mention)
            or _rejection(text, mention, people, gazetteer)
            or term_rejection(text, mention, terms)
            or context_rejection(text, mention, gazetteer)
        )
        if reason is not None:
            rejected.append(Rejected(mention.surface, mention.start, mention.end, reason))
        elif mention.confidence >= _threshold(mention.surface, gazetteer):
            names.append(mention)
        else:
            uncertain.append(mention)
    names += [m for m in find_patterns(text, tagging, gazetteer) if context_rejection(text, m, gazetteer) is None]
    names += [Mention(text[b.start : b.end], b.start, b.end, confidence=BODY) for b in organisations if b.is_mention]
    rejected += left_out_names(text, left_out.values(), rejected)
    capitals = [s for s in others if not introduced.overlap(s) and is_town(text, s, people, gazetteer)]
    towns = [Mention(text[s.start : s.end], s.start, s.end, confidence=MIN_KNOWN) for s in capitals]
    names += [m for m in towns if context_rejection(text, m, gazetteer) is None]
    known_people = _words_of_people(text, [s for s in spans if s not in capitals]) | set(introduced.names)
    places = {n.surface for n in names if n.confidence >= MIN_SURE} - known_people
    others = [s for s in others if s not in capitals and text[s.start : s.end] not in places]
    taken_spans = Spans([*((s.start, s.end) for s in others), *((r.start, r.end) for r in rejected)])
    names += _countries(uncertain, taken_spans, gazetteer)
    repeated = _repetitions(text, names, taken_spans, tagging, gazetteer)
    names += [m for m in repeated if context_rejection(text, m, gazetteer) is None]
    supported = find_supported(text, names, taken_spans, known_people, tagging, gazetteer)
    names += [m for m in supported if context_rejection(text, m, gazetteer) is None]
    persons = [(r.start, r.end) for r in rejected if r.reason.code == "inside-person"]
    names = [*split_pairs(names, gazetteer)]
    names += find_neighbours(text, names, persons, gazetteer)
    names = without_overlaps([extended(text, n, taken_spans, gazetteer) for n in names], gazetteer)
    names = list(joined(text, names, gazetteer))
    kept = Spans((n.start, n.end) for n in names)
    rejected = [r for r in rejected if not kept.overlap(r.start, r.end)]
    return [_with_confidence(n, gazetteer) for n in names], [
        *rejected,
        *_others_than(rejected, inside_others(text, others, names, gazetteer)),
    ]


def _others_than(rejected: Sequence[Rejected], more: Iterable[Rejected]) -> Iterable[Rejected]:
    """Yield the names in `more` that do not start at the same offset as a name in `rejected`."""
    starts = {r.start for r in rejected}
    return (r for r in more if r.start not in starts)


def _certain(text: str, others: Sequence[Span], gazetteer: Gazetteer) -> list[Mention]:
    """Return names that are places in any context, such as "Sea of Okhotsk" and "Erie, Pa.".

    Names inside longer names of people and organisations are left out.
    """
    people = Spans((s.start, s.end) for s in others if s.label == "PER")
    units = [*find_units(text, people, gazetteer), *find_counties(text, gazetteer)]
    units += [*find_qualified(text, gazetteer), *find_possessed(text, gazetteer)]
    units += find_older_forms(text, gazetteer)
    taken = Spans((m.start, m.end) for m in units)
    names = [m for m in find_whole_names(text, gazetteer) if not taken.overlap(m.start, m.end)]
    taken = Spans((m.start, m.end) for m in (*units, *names))
    names += [m for m in find_typed_names(text, gazetteer) if not taken.overlap(m.start, m.end)]
    around = Spans((s.start, s.end) for s in others)
    return units + [m for m in names if not around.hold(m.start, m.end)]


def _with_confidence(name: Mention, gazetteer: Gazetteer) -> Mention:
    """Return the name. Its confidence is raised if it is the name of a well-known place.

    About nine in ten names of well-known places are recognised correctly.
    """
    best = gazetteer.find(name.surface)[:1]
    if not best or best[0].match > Match.OFFICIAL or best[0].prominence < WELL_KNOWN:
        return name
    return replace(name, confidence=round(1 - DOUBT * (1 - name.confidence), 4))


def _candidates(text: str, tagging: Tagging, gazetteer: Gazetteer) -> Iterable[Mention]:
    """Yield the place names that the tagger found, trimmed and without demonyms."""
    for span in tagging.spans:
        if span.label != "LOC":
            continue
        start, end = fit(text, *trim(text, span.start, span.end), gazetteer)
        surface = text[start:end]
        if start < end and _LETTER.search(surface) and not (gazetteer.demonym(surface) and not gazetteer.find(surface)):
            yield Mention(surface, start, end, confidence=round(span.probability, 4))


def _rejection(text: str, mention: Mention, people: dict[str, str], gazetteer: Gazetteer) -> Reason | None:
    """Return the reason why a span is not the name of a place, or None if it may be the name of a place."""
    whole = people.get(mention.surface)
    if whole is not None and (
        mention.confidence < 0.9 or _acts_as_person(text, mention, whole) or _is_surname_only(text, mention, whole)
    ):
        return Reason("inside-person", {"whole": whole})
    why = gazetteer.negative(mention.name)
    if why is not None and (mention.confidence < 0.9 or is_people_only(mention, why, gazetteer)):
        return Reason("negative", {"why": why})
    return None


def _acts_as_person(text: str, mention: Mention, whole: str) -> bool:
    """Return whether a surname is used for the person here: "Fairfield’s team", "Rhodes has been on"."""
    return (
        whole.endswith(mention.surface)
        and is_person(text, mention.start, mention.end)
        and PERSON_VERB.match(text, mention.end) is not None
    )


def _is_surname_only(text: str, mention: Mention, whole: str) -> bool:
    """Return whether a surname is used for the person here, and nowhere in the text as a place name."""
    return (
        whole.endswith(f" {mention.surface}")
        and is_person(text, mention.start, mention.end)
        and not is_located_anywhere(text, mention.surface)
    )


def _threshold(surface: str, gazetteer: Gazetteer) -> float:
    return MIN_KNOWN if gazetteer.find(surface) else MIN_UNKNOWN


def _people(text: str, spans: Iterable[Span], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the full names of people, by surname and by first name. Names of one word are left out."""
    people: dict[str, str] = {}
    for span in spans:
        words = text[span.start : span.end].split()
        if span.label == "PER" and span.probability >= MIN_OTHER and len(words) > 1:
            start, end = trim(text, span.start, span.end)
            full = text[start:end].split()
            if full[0].isupper() and "." not in full[0]:
                continue  # the name is that of a club: "FC Porto"
            if span.probability < SURE_PERSON and (len(full) != 2 or gazetteer.best(full[0]) is not None):
                continue
            people.setdefault(full[-1], " ".join(full))
            people.setdefault(full[0], " ".join(full))
    return people


def _words_of_people(text: str, spans: Iterable[Span]) -> set[str]:
    """Return the words of all names that the tagger labels as people with a probability of at least MIN_OTHER."""
    return {
        word
        for span in spans
        if span.label == "PER" and span.probability >= MIN_OTHER
        for word in re.findall(r"\w+", text[span.start : span.end])
    }


def _countries(uncertain: Iterable[Mention], taken_spans: Spans, gazetteer: Gazetteer) -> list[Mention]:
    """Return uncertain names that are countries or admin-1 units, and not part of a person's or organisation's name."""
    found = []
    for mention in uncertain:
        if mention.confidence < MIN_COUNTRY or taken_spans.overlap(mention.start, mention.end):
            continue
        if not mention.surface[0].islower() and _is_country_name(mention.surface, gazetteer):
            found.append(mention)
    return found


def _is_country_name(surface: str, gazetteer: Gazetteer) -> bool:
    """Return whether the most prominent place with this name is a large country or admin-1 unit."""
    best = gazetteer.find(surface)[:1]
    return (
        bool(best)
        and best[0].kind in ("country", "admin1")
        and best[0].match <= Match.OFFICIAL
        and best[0].prominence >= 5
    )


def _repetitions(
    text: str, names: Iterable[Mention], taken_spans: Spans, tagging: Tagging, gazetteer: Gazetteer
) -> list[Mention]:
    """Return further occurrences of names that were accepted with high confidence elsewhere in the article.

    This is the rule "one sense per discourse". Names of countries and states are accepted with any probability of the
    tagger, other names with at least `MIN_REPEATED`.
    """
    confident: dict[str, float] = defaultdict(float)
    taken = set()
    for name in names:
        taken.add(name.start)
        confident[name.surface] = max(confident[name.surface], name.confidence)
    by_word: dict[str, list[str]] = defaultdict(list)
    for surface in sorted((s for s, c in confident.items() if c >= MIN_SURE and len(s) >= 4), key=len, reverse=True):
        if first := _WORD.match(surface):
            by_word[first.group()].append(surface)
    repetitions = []
    for word in _WORD.finditer(text):  # the text is searched only once, for all names together
        start = word.start()
        surface = next((s for s in by_word.get(word.group(), ()) if text.startswith(s, start)), "")
        if not surface or start in taken or text[start - 1 : start] == "-":
            continue
        end = start + len(surface)
        probability = tagging.place(start, end)
        minimum = 0.0 if _is_country_name(surface, gazetteer) else MIN_REPEATED
        if not text[end : end + 1].isalnum() and probability >= minimum and not taken_spans.overlap(start, end):
            repetitions.append(Mention(surface, start, end, confidence=round(max(probability, 0.5), 4)))
    return repetitions
