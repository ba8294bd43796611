"""Label places for the ranker automatically, where the text itself shows the intended place.

A name is labelled if the text gives the containing unit ("Paris, Texas") and it contains only one candidate, or if one
candidate is a hundred times more prominent than the others and the text also names its country. Input: JSON Lines
{"text", "spans": [[start, end, "LOC"]]}.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from storymap.model import Mention
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.cues import add_cues
from storymap.recognize.demonyms import find_demonyms
from storymap.resolve.candidates import Group, gather, inside

_LEAD = 2.0  # log10
_LEAST_PLACES = 3  # a text with fewer names has little information about neighbouring names


def records(paths: Iterable[Path], gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Return records for `forge.training.ranker` of every text with at least one labelled name."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                record = label(document["text"], document["spans"], gazetteer)
                if record is not None:
                    yield record


def label(text: str, spans: Iterable[tuple[int, int, str]], gazetteer: Gazetteer) -> dict[str, Any] | None:
    """Return {"text", "mentions"} with the positions of labelled names, or None if there are none."""
    names = [Mention(text[a:b], a, b) for a, b, kind in spans if kind == "LOC"]
    if len(names) < _LEAST_PLACES:
        return None
    names = list(add_cues(text, names, gazetteer))
    demonyms = find_demonyms(text, names, (), gazetteer)
    groups = gather(names, gazetteer)
    countries = Counter(e.country for g in groups for e in g.candidates[:1] if e.kind == "country")
    countries.update(c for d in demonyms for c in d.stands_for)
    mentions: list[dict[str, Any]] = [{"start": m.start, "end": m.end, "kind": "demonym"} for m in demonyms]
    told = 0
    for group in groups:
        entry = _given_away(group, countries)
        told += entry is not None and len(group.candidates) > 1
        for i in group.mentions:
            row: dict[str, Any] = {"start": names[i].start, "end": names[i].end, "admin": names[i].context.admin}
            mentions.append(row | ({"lat": entry.lat, "lon": entry.lon} if entry else {}))
    return {"text": text, "mentions": sorted(mentions, key=lambda m: m["start"])} if told else None


def _given_away(group: Group, countries: Counter[str]) -> Entry | None:
    """Return the only candidate that the text indicates."""
    held = [e for e in group.candidates if e.match < Match.WEAK and any(inside(e, h) for h in group.holders)]
    if group.holders:
        near = [e for e in held if abs(e.lat - held[0].lat) < 0.3 and abs(e.lon - held[0].lon) < 0.3]
        return held[0] if held and len(near) == len(held) else None
    ranked = sorted(group.candidates, key=lambda e: -e.prominence)
    if not ranked or ranked[0].match > Match.OFFICIAL:
        return None
    clear = len(ranked) == 1 or ranked[0].prominence - ranked[1].prominence >= _LEAD
    return ranked[0] if clear and countries[ranked[0].country] else None
