"""From the tagger's spans to names of places: trimmed, made consistent within the document, and with reasons for what is refused."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from storymap.model import Mention, Reason, Rejected
from storymap.ports import Gazetteer
from storymap.recognize.tagger import Span

SURE = 0.42  # a span at least this probable is a name; measured on our own texts
ECHO = 0.10  # another occurrence of a name that was found elsewhere needs only this
FAINT = 0.5  # a person or organisation below this does not forbid a place inside it

_LEAD = re.compile(r"(?i)(?:the|an?)\s+")
_TAIL = re.compile(r"(?:[’']s|[’'])$|[\s,;:.!?)\]”\"'’-]+$")
_CAPITAL = re.compile(r"[^\W\d_]")


def find_names(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> tuple[list[Mention], list[Rejected]]:
    """Mentions of kind name, and what looked like one: parts of other names, names that never stand alone."""
    others = [s for s in spans if s.label != "LOC" and s.probability >= FAINT]
    names: list[Mention] = []
    rejected: list[Rejected] = []
    faint: list[Mention] = []
    for span in spans:
        if span.label != "LOC":
            continue
        mention = _mention(text, span)
        if mention is None or gazetteer.demonym(mention.surface) and not gazetteer.find(mention.surface):
            continue
        reason = gazetteer.negative(mention.surface)
        if reason is not None and span.probability < 0.9:
            rejected.append(Rejected(mention.surface, mention.start, mention.end, Reason("negative", {"why": reason})))
        else:
            (names if span.probability >= SURE else faint).append(mention)
    names += _echoes(names, faint)
    names = _without_overlaps(names)
    rejected += _inside_others(text, others, names, gazetteer)
    return names, rejected


def _mention(text: str, span: Span) -> Mention | None:
    start, end = trim(text, span.start, span.end)
    if start >= end or not _CAPITAL.search(text[start:end]):
        return None
    return Mention(text[start:end], start, end, confidence=round(span.probability, 4))


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
        if not tail or (piece.endswith(".") and ("." in piece[:-1] or len(piece) <= 6 and " " not in piece)):
            break
        end = start + tail.start()
    return start, end


def _echoes(names: Iterable[Mention], faint: Iterable[Mention]) -> list[Mention]:
    """Faint spans whose very words were surely a place elsewhere in the document: one sense per discourse."""
    surely: dict[str, float] = defaultdict(float)
    for name in names:
        surely[name.surface] = max(surely[name.surface], name.confidence)
    return [m for m in faint if m.confidence >= ECHO and surely.get(m.surface, 0.0) >= 0.8]


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
            run = words[i : j + 1]
            if all(whole[a].isupper() for a, _ in run):
                runs.append(trim(whole, start, words[j][1]))
    return sorted((r for r in runs if r[0] < r[1]), key=lambda r: r[0] - r[1])
