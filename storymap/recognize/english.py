"""From the tagger's spans to names of places: trimmed, made consistent within the document, and with reasons for what is refused."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from storymap.model import Mention, Reason, Rejected
from storymap.ports import Gazetteer, Match
from storymap.recognize.patterns import find_patterns
from storymap.recognize.tagger import Span, Tagging

SURE = 0.42  # a span at least this probable is a name if the gazetteer knows it; found on texts of our own
SURE_UNKNOWN = 0.7  # …and if it does not: nothing on the map would show the mistake, but the list would
STRONG = 0.15  # a country or an admin-1 unit needs only this where nothing else claims the words
ECHO = 0.10  # as does another occurrence of a name that was surely found elsewhere
CLAIM = 0.5  # a person or organisation at least this probable forbids a place inside it

# What North American clubs call themselves: "Boston Red Sox" is a club, whoever else is called so.
_CLUBS = (
    "49ers Angels Argonauts Astros Athletics Avalanche Bears Bengals Bills Blackhawks Blue[^\\S\\n]Jackets Blue[^\\S\\n]Jays Blues Braves Brewers Broncos Browns Bruins Buccaneers"
    " Bucks Bulls Canadiens Canucks Capitals Cardinals Cavaliers Celtics Chargers Chiefs Clippers Colts Commanders Cowboys Coyotes Cubs Devils Diamondbacks Dodgers Dolphins Ducks"
    " Eagles Falcons Flames Flyers Grizzlies Guardians Hawks Hornets Hurricanes Islanders Jaguars Jazz Jets Kings Knicks Lakers Lightning Lions Magic Maple[^\\S\\n]Leafs Mariners"
    " Marlins Mavericks Mets Nationals Nets Nuggets Oilers Orioles Packers Padres Pacers Panthers Patriots Pelicans Penguins Phillies Pirates Pistons Predators Raiders Rams Rangers"
    " Raptors Ravens Rays Red[^\\S\\n]Sox Red[^\\S\\n]Wings Reds Rockets Rockies Royals Sabres Saints Seahawks Senators Sharks Spurs Steelers Suns Texans Thunder Timberwolves Titans"
    " Trail[^\\S\\n]Blazers Twins Vikings White[^\\S\\n]Sox Wild Wizards Yankees"
)

# What a name becomes part of when these words follow: then it names no place, though it is evidence for one.
_FOLLOWERS = (
    (
        "inside-organisation",
        re.compile(
            r"[^\S\n](?:Army|Navy|Air[^\S\n]Force|Marines?|Marine[^\S\n]Corps|Coast[^\S\n]Guard|Armed[^\S\n]Forces|Times|Post|Herald|Tribune|Gazette|Journal|Globe"
            r"|Chronicle|Airlines|Airways|United|Rovers|Wanderers|Albion|Hotspur|Athletic|F\.?C\.?)\b"
        ),
    ),
    (
        "inside-treaty",
        re.compile(
            r"(?:[^\S\n][Cc]limate)?[^\S\n](?:[Aa]ccords?|[Aa]greements?|[Tt]reaty|[Pp]rotocol|[Cc]onventions?|[Pp]act|[Dd]eclaration|[Cc]onsensus)\b"
        ),
    ),
    ("inside-organisation", re.compile(rf"[^\S\n](?:{'|'.join(_CLUBS.split())})\b")),
    ("inside-disease", re.compile(r"[^\S\n](?:virus|disease|fever|syndrome|flu)\b")),
)
CAPITAL = 6.0  # prominence of a capital whose name is hardly ever somebody's
WELL_KNOWN = 5.0  # prominence of a city of a hundred thousand people
DOUBT = 0.35  # of the tagger's doubt about such a name, what is left: measured on texts of our own
GROWN = 4.5  # prominence that a longer name must have to swallow the shorter one
_WORDS_BEFORE = re.compile(r"[A-ZÀ-Þ][\w’'-]*[^\S\n](?=(?:[A-ZÀ-Þ][\w’'-]*[^\S\n])*\Z)")
_WORDS_AFTER = re.compile(r"[^\S\n][A-ZÀ-Þ][\w’'-]*")
_AND = re.compile(r"[^\S\n]and[^\S\n]")
_LEAD = re.compile(r"(?i)(?:the|an?)\s+")
_TAIL = re.compile(r"(?:[’']s|[’'])$|[\s,;:.!?)\]”\"'’-]+$")
_WORD = re.compile(r"[A-ZÀ-Þ][^\W_]*|(?<![^\W_])[^\W\d_a-zA-ZÀ-ÿ][^\W_]*")
_CAPITAL = re.compile(r"[^\W\d_]")


def find_names(text: str, tagging: Tagging, gazetteer: Gazetteer) -> tuple[list[Mention], list[Rejected]]:
    """Mentions of kind name, and what looked like one: parts of other names, people, names that never stand alone."""
    others = [s for s in tagging.spans if s.label != "LOC" and s.probability >= CLAIM]
    people = _people(text, tagging.spans)
    names: list[Mention] = []
    faint: list[Mention] = []
    rejected: list[Rejected] = []
    for mention in _candidates(text, tagging, gazetteer):
        reason = _refusal(mention, people, gazetteer) or _context_refusal(text, mention)
        if reason is not None:
            rejected.append(Rejected(mention.surface, mention.start, mention.end, reason))
        elif mention.confidence >= _threshold(mention.surface, gazetteer):
            names.append(mention)
        else:
            faint.append(mention)
    names += find_patterns(text, tagging, gazetteer)
    capitals = [s for s in others if _is_capital(text, s, people, gazetteer)]
    names += [Mention(text[s.start : s.end], s.start, s.end, confidence=SURE) for s in capitals]
    others = [s for s in others if s not in capitals]
    claims = _Claims([*((s.start, s.end) for s in others), *((r.start, r.end) for r in rejected)])
    names += _strong(faint, claims, gazetteer)
    names += _echoes(text, names, claims, tagging, gazetteer)
    names = _without_overlaps([_grown(text, n, claims, gazetteer) for n in names])
    names = list(_joined(text, names, gazetteer))
    kept = _Claims((n.start, n.end) for n in names)
    rejected = [r for r in rejected if not kept.overlap(r.start, r.end)]
    return [_surer(n, gazetteer) for n in names], rejected + _inside_others(text, others, names, gazetteer)


def _surer(name: Mention, gazetteer: Gazetteer) -> Mention:
    """The name, surer when it is a well-known place's: what the tagger hesitates over is one nine times in ten then."""
    best = gazetteer.find(name.surface)[:1]
    if not best or best[0].match > Match.OFFICIAL or best[0].prominence < WELL_KNOWN:
        return name
    return replace(name, confidence=round(1 - DOUBT * (1 - name.confidence), 4))


def _candidates(text: str, tagging: Tagging, gazetteer: Gazetteer) -> Iterable[Mention]:
    """The tagger's places, trimmed; demonyms left out."""
    for span in tagging.spans:
        if span.label != "LOC":
            continue
        start, end = trim(text, span.start, span.end)
        surface = text[start:end]
        if (
            start < end
            and _CAPITAL.search(surface)
            and not (gazetteer.demonym(surface) and not gazetteer.find(surface))
        ):
            yield Mention(surface, start, end, confidence=round(span.probability, 4))


def _refusal(mention: Mention, people: dict[str, str], gazetteer: Gazetteer) -> Reason | None:
    """Why a span is no name of a place although the tagger may think so; None when nothing speaks against it."""
    whole = people.get(mention.surface)
    if whole is not None and mention.confidence < 0.9:
        return Reason("inside-person", {"whole": whole})
    why = gazetteer.negative(mention.surface)
    if why is not None and mention.confidence < 0.9:
        return Reason("negative", {"why": why})
    return None


def _context_refusal(text: str, mention: Mention) -> Reason | None:
    """What the next words make of a name: an army, a newspaper, a treaty, a disease, a club."""
    after = text[mention.end : mention.end + 40]
    for code, pattern in _FOLLOWERS:
        if match := pattern.match(after):
            return Reason(code, {"whole": mention.surface + " ".join(match.group().rstrip().split(" "))})
    return None


def _threshold(surface: str, gazetteer: Gazetteer) -> float:
    return SURE if gazetteer.find(surface) else SURE_UNKNOWN


def _people(text: str, spans: Iterable[Span]) -> dict[str, str]:
    """Surname, and first name, -> full name of everybody whom the text introduces by more than one word."""
    people: dict[str, str] = {}
    for span in spans:
        words = text[span.start : span.end].split()
        if span.label == "PER" and span.probability >= 0.8 and len(words) > 1:
            start, end = trim(text, span.start, span.end)
            full = text[start:end].split()
            people.setdefault(full[-1], " ".join(full))
            people.setdefault(full[0], " ".join(full))
    return people


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading article, a possessive and punctuation; the full stop of "U.S." stays."""
    lead = _LEAD.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    while start < end and not text[start].isalnum():
        start += 1
    while end > start:
        piece = text[start:end]
        tail = _TAIL.search(piece)
        if not tail or (piece.endswith(".") and ("." in piece[:-1] or (len(piece) <= 6 and " " not in piece))):
            break
        end = start + tail.start()
    return start, end


def _strong(faint: Iterable[Mention], claims: _Claims, gazetteer: Gazetteer) -> list[Mention]:
    """Faint spans that are the very name of a country or an admin-1 unit, where no person or organisation claims the words."""
    found = []
    for mention in faint:
        if mention.confidence < STRONG or claims.overlap(mention.start, mention.end):
            continue
        if _is_strong(mention.surface, gazetteer):
            found.append(mention)
    return found


def _is_strong(surface: str, gazetteer: Gazetteer) -> bool:
    """Whether a surface is first of all the name of a country or of a large admin-1 unit."""
    best = gazetteer.find(surface)[:1]
    return (
        bool(best)
        and best[0].kind in ("country", "admin1")
        and best[0].match <= Match.OFFICIAL
        and best[0].prominence >= 5
    )


def _is_capital(text: str, span: Span, people: dict[str, str], gazetteer: Gazetteer) -> bool:
    """Whether what the tagger holds for somebody is a capital that speaks: "She said Kyiv would get them", nobody of that name being introduced."""
    name = text[span.start : span.end]
    if span.label != "PER" or name in people or not name.isalpha() or gazetteer.negative(name):
        return False
    best = gazetteer.find(name)[:1]
    return (
        bool(best)
        and best[0].feature_code == "PPLC"
        and best[0].match <= Match.OFFICIAL
        and best[0].prominence >= CAPITAL
    )


def _echoes(
    text: str, names: Iterable[Mention], claims: _Claims, tagging: Tagging, gazetteer: Gazetteer
) -> list[Mention]:
    """Other occurrences of the very words that were surely a place elsewhere in the document: one sense per discourse.

    Countries and states need no support of the tagger there, other names a little.
    """
    surely: dict[str, float] = defaultdict(float)
    taken = set()
    for name in names:
        taken.add(name.start)
        surely[name.surface] = max(surely[name.surface], name.confidence)
    by_word: dict[str, list[str]] = defaultdict(list)
    for surface in sorted((s for s, c in surely.items() if c >= 0.8 and len(s) >= 4), key=len, reverse=True):
        if first := _WORD.match(surface):
            by_word[first.group()].append(surface)
    echoes = []
    for word in _WORD.finditer(text):  # once over the text, however many names there are
        start = word.start()
        surface = next((s for s in by_word.get(word.group(), ()) if text.startswith(s, start)), "")
        if not surface or start in taken or text[start - 1 : start] == "-":
            continue
        end = start + len(surface)
        probability = tagging.place(start, end)
        least = 0.0 if _is_strong(surface, gazetteer) else ECHO
        if not text[end : end + 1].isalnum() and probability >= least and not claims.overlap(start, end):
            echoes.append(Mention(surface, start, end, confidence=round(max(probability, 0.5), 4)))
    return echoes


def _grown(text: str, name: Mention, claims: _Claims, gazetteer: Gazetteer) -> Mention:
    """The name with the capitalised words beside it where only both together are a place: "Novi" to "Novi Sad"."""
    before = [m.start() for m in _WORDS_BEFORE.finditer(text[max(0, name.start - 40) : name.start])][-2:]
    starts = [name.start - len(text[max(0, name.start - 40) : name.start]) + b for b in before] + [name.start]
    ends = [name.end]
    while len(ends) < 3 and (match := _WORDS_AFTER.match(text, ends[-1])):
        ends.append(match.end())
    best = name
    for start in starts:
        for end in ends:
            if end - start <= best.end - best.start or _LEAD.match(text, start, end) or claims.overlap(start, end):
                continue
            found = gazetteer.find(text[start:end])[:1]
            if (
                found
                and found[0].match <= Match.OFFICIAL
                and found[0].prominence >= GROWN
                and found[0].kind != "admin2"
            ):
                best = Mention(text[start:end], start, end, confidence=name.confidence)
    return best


def _joined(text: str, names: Sequence[Mention], gazetteer: Gazetteer) -> Iterable[Mention]:
    """The names, two that "and" parts as one where they are one country or unit: Wallis and Futuna."""
    waiting = list(reversed(names))
    while waiting:
        name = waiting.pop()
        other = waiting[-1] if waiting else None
        if other is not None and _AND.fullmatch(text, name.end, other.start):
            whole = text[name.start : other.end]
            if any(e.kind in ("country", "admin1") and e.match <= Match.OFFICIAL for e in gazetteer.find(whole)[:1]):
                confidence = max(name.confidence, other.confidence)
                waiting[-1] = Mention(whole, name.start, other.end, confidence=confidence)
                continue
        yield name


class _Claims:
    """The stretches of text that something else than a place claims, for quick questions."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._longest = max((b - a for a, b in self._spans), default=0)

    def overlap(self, start: int, end: int) -> bool:
        """Whether a claimed stretch shares a character with [start, end)."""
        i = bisect_left(self._spans, (start - self._longest, 0))
        while i < len(self._spans) and self._spans[i][0] < end:
            if self._spans[i][1] > start:
                return True
            i += 1
        return False


def _without_overlaps(names: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for name in sorted(names, key=lambda m: (m.start, -(m.end - m.start))):
        if kept and name.start < kept[-1].end:
            if name.confidence > kept[-1].confidence:
                kept[-1] = name
        else:
            kept.append(name)
    return kept


def _inside_others(text: str, others: Sequence[Span], names: Sequence[Mention], gazetteer: Gazetteer) -> list[Rejected]:
    """Names of known places that are part of a person's or an organisation's name: evidence, never pins."""
    taken = [m.start for m in names]
    rejected = []
    for span in others:
        if (i := bisect_right(taken, span.end - 1)) and names[i - 1].end > span.start:
            continue
        whole = text[span.start : span.end]
        for start, end in _capitalised_runs(whole):
            name = whole[start:end]
            if gazetteer.find(name) and not gazetteer.negative(name):
                kind = "person" if span.label == "PER" else "organisation"
                reason = Reason(f"inside-{kind}", {"whole": " ".join(whole.split())})
                rejected.append(Rejected(name, span.start + start, span.start + end, reason))
                break
    return rejected


def _capitalised_runs(whole: str) -> Iterable[tuple[int, int]]:
    """Runs of capitalised words, longest first: "Council on Foreign Relations" gives Foreign Relations, Council…"""
    words = [m.span() for m in re.finditer(r"[^\s,]+", whole)]
    runs = []
    for i, (start, _) in enumerate(words):
        for j in range(i, min(i + 4, len(words))):
            if all(whole[a].isupper() for a, _ in words[i : j + 1]):
                runs.append(trim(whole, start, words[j][1]))
    return sorted((r for r in runs if r[0] < r[1]), key=lambda r: r[0] - r[1])
