"""Find reasons to reject a place name: the words after it, or a longer name of an organisation or person."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, Reason, Rejected
from storymap.ports import Gazetteer, Match
from storymap.recognize.clubs import CLUBS, club_around
from storymap.recognize.geography import geographic_words
from storymap.recognize.organisations import Bearer, is_public_body
from storymap.recognize.positions import is_located
from storymap.recognize.possible_names import NAMESAKES, WORD_OF_ENGLISH
from storymap.recognize.saints import AN_INSTITUTION, institution_of_saint
from storymap.recognize.spans import trim
from storymap.recognize.tagger import Span, Tagging
from storymap.recognize.things import thing
from storymap.recognize.topics import other_meaning

# (code of the reason, pattern of words after a name). The words show that the name is part of a longer name of
# something that is not a place.
_FOLLOWERS = (
    (
        "inside-organisation",
        lazy_pattern(
            rf"[^\S\n](?:Times|Post|Herald|Tribune|Gazette|Journal|Globe|Chronicle|Courier|Mercury|Advertiser|Argus|Republican(?=[^\S\n](?:that|of|says|said)\b)|Airlines|Airways|{CLUBS})\b"
        ),
    ),
    (
        "inside-treaty",
        lazy_pattern(
            r"(?:[^\S\n][Cc]limate)?[^\S\n](?:[Aa]ccords?|[Aa]greements?|[Tt]reaty|[Pp]rotocol|[Cc]onventions?|[Pp]act|[Dd]eclaration|[Cc]onsensus)\b"
        ),
    ),
    (
        "inside-organisation",
        lazy_pattern(r"[^\S\n](?:and|&)[^\S\n](?:[A-Z][\w’'-]*[^\S\n]){1,2}(?:Railroad|Railway|R\.[^\S\n]?R\.|Ry\.?)"),
    ),
    ("inside-organisation", lazy_pattern(r"[^\S\n]v\.[^\S\n][A-Z]")),
    ("inside-disease", lazy_pattern(r"[^\S\n](?:virus|disease|fever|syndrome|flu)\b")),
)


# (reason, pattern of words after a name). The words show that the name is that of a thing.
_THINGS = (
    (
        "a street",
        lazy_pattern(
            r"-(?:street|lane|road|square)\b|[^\S\n](?:St\.(?![^\S\n][A-Z])|Streets?(?![^\S\n][A-Z])|Ave\.?|Avenues?|Boulevard|Blvd\.?|Drive|Road|Rd\.?|Lane|Terrace|Pike|Loop)(?![\w-])"
        ),
    ),
    ("a holiday", lazy_pattern(r"[’']s?[^\S\n](?:Day|Eve)\b")),
)
A_PEOPLE = "a people, a language or a faith"
_ERAS = frozenset({"BC", "B.C."})
_MEASURES = frozenset({"GB", "MB", "TB"})
_NUMBER = lazy_pattern(r"\d[^\S\n]?$")
_YEAR = lazy_pattern(r"(?:\d|\bcentury|\bcenturies|\bmillennium)[^\S\n]$")
# Matches the words after the name in "Reading, writing and swimming"
_GERUND = lazy_pattern(r"(?:,|[^\S\n]and)[^\S\n][a-z]+ing(?:,|[^\S\n]and)[^\S\n][a-z]")
# Matches the words after a part of a surname with a hyphen: "-Houston cousins" and "cousins".
_FAMILY_AFTER = lazy_pattern(r"(?:-[A-ZÀ-Þ][\w’']+)?[^\S\n](?:brothers|sisters|twins|cousins)\b")
_KINDS_OF_PLACE = frozenset({
    "Borough", "City", "County", "District", "Forest", "Harbour", "Heights", "National Park", "Parish", "State Park",
    "Town", "Township", "Village",
})  # fmt: skip
_CAPITAL_BEFORE = lazy_pattern(r"[A-ZÀ-Þ][\w’'-]*[^\S\n]$")
_UNIT_AFTER = lazy_pattern(r"(?:,[^\S\n]|[^\S\n]\()[A-ZÀ-Þ]|[^\S\n]*[—–-]")
_STORM = lazy_pattern(r"\b(?:Hurricane|Tropical[^\S\n]Storm|Typhoon|Cyclone)[^\S\n]$")


def context_rejection(text: str, mention: Mention, gazetteer: Gazetteer) -> Reason | None:
    """Return the reason to reject a name if the words next to it make it part of another name, otherwise None.

    The other name may be, for example, that of a newspaper or a ship.
    """
    after = text[mention.end : mention.end + 40]
    for code, pattern in _FOLLOWERS:
        if match := pattern.match(after):
            return Reason(code, {"whole": mention.surface + " ".join(match.group().rstrip().split(" "))})
    for why, pattern in _THINGS:
        if pattern.match(text, mention.end) and not mention.surface.endswith("County"):
            return Reason("negative", {"why": why})
    if club := club_around(text, mention, gazetteer):
        return Reason("inside-organisation", {"whole": club})
    if institution_of_saint(text, mention.start, mention.end, gazetteer):
        return Reason("negative", {"why": AN_INSTITUTION})
    why = other_meaning(text, mention, gazetteer) or _word(text, mention, gazetteer) or thing(text, mention, gazetteer)
    return Reason("negative", {"why": why}) if why else None


def _word(text: str, mention: Mention, gazetteer: Gazetteer) -> str:
    """Return what a word or abbreviation that is only spelled like a place is, such as "an era", or "" if it may be one."""
    if is_kind_of_place(text, mention):
        return "the kind of a place"
    if is_abbreviation(text, mention, gazetteer):
        return "an abbreviation"
    if is_foreign_name(text, mention, gazetteer):
        return "a word that is the name of a country only in another language"
    if mention.surface in _MEASURES and _NUMBER.search(text, max(0, mention.start - 3), mention.start):
        return "a unit of measurement"
    if mention.surface in _ERAS and _YEAR.search(text[max(0, mention.start - 12) : mention.start]):
        return "an era"
    if mention.surface.endswith("ing") and _GERUND.match(text, mention.end):
        return "an English word"
    hyphen = text[mention.end : mention.end + 1] == "-" or text[mention.start - 1 : mention.start] == "-"
    if hyphen and _FAMILY_AFTER.match(text, mention.end):
        return "a surname"
    if _STORM.search(text[max(0, mention.start - 20) : mention.start]):
        return "a storm"
    return ""


def is_kind_of_place(text: str, mention: Mention) -> bool:
    """Return whether a name is only the noun of a longer name or of a public body.

    Examples: "State Park" in "Big Basin Redwoods State Park", "Borough" in "Borough Council".
    """
    if mention.surface not in _KINDS_OF_PLACE:
        return False
    before = text[max(0, mention.start - 20) : mention.start]
    return bool(_CAPITAL_BEFORE.search(before)) or is_public_body(text, mention.end)


def is_foreign_name(text: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether a word is the name of a country or continent only in another language, such as "Europa" and "Kine".

    After a preposition of place it is the country: "in Rossiya".
    """
    best = gazetteer.find(mention.name)[:1]
    foreign = bool(best) and best[0].kind in ("country", "region") and best[0].match is Match.ALTERNATE
    return foreign and mention.surface.isalpha() and not is_located(text, mention.start)


def is_people_only(mention: Mention, why: str, gazetteer: Gazetteer) -> bool:
    """Return whether `why` is that the name is a people's, and no place has it as its usual name: "Jewish" is only another
    name of a region."""
    best = gazetteer.find(mention.name)[:1]
    return why == A_PEOPLE and bool(best) and best[0].match >= Match.ALTERNATE


def is_abbreviation(text: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether two capital letters are an abbreviation, because they are only in the gazetteer as the name of a town.

    In text in capitals, and before a larger unit, they are the name: "HO, Ghana".
    """
    name = mention.surface
    if len(name) != 2 or not name.isupper() or mention.lemma or _UNIT_AFTER.match(text, mention.end):
        return False
    around = text[max(0, mention.start - 40) : mention.start] + text[mention.end : mention.end + 40]
    found = gazetteer.find(name)
    towns = all(e.kind in ("city", "admin2", "site") for e in found)
    return bool(found) and towns and any(map(str.islower, around))


def with_schools(text: str, bearers: Iterable[Bearer], tagging: Tagging) -> list[Bearer]:
    """Return the names of organisations with `is_mention` set for those of schools.

    The place in a school's name is a mention if the text also names this place elsewhere.
    """
    bearers = list(bearers)
    inside = {b.start for b in bearers}
    places = {
        text[slice(*trim(text, s.start, s.end))]
        for s in tagging.spans
        if s.label == "LOC" and s.probability >= 0.5 and s.start not in inside
    }
    return [b._replace(is_mention=text[b.start : b.end] in places) if b.school else b for b in bearers]


def is_in_organisation(mention: Mention, left_out: dict[int, Bearer], gazetteer: Gazetteer) -> bool:
    """Return whether a mention is, or is part of, an organisation's name.

    `left_out` maps start offsets to the places in names of organisations.

    Return False for a place that has the whole name of an organisation, such as the settlement "Boys Town". This
    exception does not apply to names such as "University of Iowa".
    """
    bearer = next((left_out[i] for i in range(mention.start, mention.end) if i in left_out), None)
    if bearer is None:
        return False
    is_place = mention.surface == bearer.whole and mention.start == bearer.start and gazetteer.find(mention.surface)
    return not is_place


def left_out_names(text: str, bearers: Iterable[Bearer], rejected: Iterable[Rejected]) -> Iterable[Rejected]:
    """Yield the names inside names of organisations as rejected names, unless they are already in `rejected`."""
    starts = {r.start for r in rejected}
    for bearer in bearers:
        if bearer.start not in starts:
            reason = Reason("inside-organisation", {"whole": bearer.whole})
            yield Rejected(text[bearer.start : bearer.end], bearer.start, bearer.end, reason)


def inside_others(text: str, others: Sequence[Span], names: Sequence[Mention], gazetteer: Gazetteer) -> list[Rejected]:
    """Return the known names of places in names of people and organisations as rejected names."""
    taken = [m.start for m in names]
    rejected = []
    for span in others:
        if (i := bisect_right(taken, span.end - 1)) and names[i - 1].end > span.start:
            continue
        whole = text[span.start : span.end]
        for start, end in _capitalized_runs(whole):
            name = whole[start:end]
            if gazetteer.find(name) and not gazetteer.negative(name):
                kind = "person" if span.label == "PER" else "organisation"
                part = Reason(f"inside-{kind}", {"whole": " ".join(whole.split())})
                reason = part if name != whole else Reason(f"read-as-{kind}")
                rejected.append(Rejected(name, span.start + start, span.start + end, reason))
                break
    return rejected


# If a name is not part of a longer name, the tagger may take a place for a person or an organisation ("Salcombe was
# full"). Therefore, a name that was rejected for one of these reasons can still be suggested.
_DOUBTFUL = frozenset({"read-as-person", "read-as-organisation"})


def is_doubtful(text: str, rejected: Rejected) -> bool:
    """Return whether a rejected name can still be suggested."""
    why = rejected.reason.params.get("why")
    if rejected.reason.code in _DOUBTFUL or why in NAMESAKES:
        return True
    if why == WORD_OF_ENGLISH and geographic_words(text, rejected.start, rejected.end)[1]:
        return True
    return is_bearer_elsewhere(text, rejected)


def is_bearer_elsewhere(text: str, rejected: Rejected) -> bool:
    """Return whether a name was rejected because of a person with this name elsewhere in the text.

    Return False if the name is here part of the person's full name.
    """
    if rejected.reason.code != "inside-person":
        return False
    whole = rejected.reason.params["whole"]
    before = rejected.start - whole.find(rejected.surface)
    return before < 0 or " ".join(text[before : before + len(whole)].split()) != whole


def _capitalized_runs(whole: str) -> Iterable[tuple[int, int]]:
    """Return the spans of one to four consecutive capitalized words in a name, longest first.

    For "Council on Foreign Relations", the first is the span of "Foreign Relations".
    """
    words = [m.span() for m in re.finditer(r"[^\s,]+", whole)]
    runs = []
    for i, (start, _) in enumerate(words):
        for j in range(i, min(i + 4, len(words))):
            if all(whole[a].isupper() for a, _ in words[i : j + 1]):
                runs.append(trim(whole, start, words[j][1]))
    return sorted((r for r in runs if r[0] < r[1]), key=lambda r: r[0] - r[1])
