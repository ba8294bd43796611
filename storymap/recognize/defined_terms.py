"""Find companies and institutions for which a text uses a short name that is also the name of a place.

The text defines the short name ("Denver Milling, Inc. (“Denver”)"), or it is the first word of the long one: "Goddard" after
"Goddard Space Flight Center".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, Reason
from storymap.ports import Gazetteer, Match
from storymap.recognize.people import is_located_anywhere
from storymap.recognize.positions import is_located

_GAP = r"[^\S\n]"
_FORM = r"(?:Inc|Corp|Corporation|Company|Co|Cooperative|L\.?L\.?C|L\.?L\.?P|L\.?P|Ltd|Limited|PLC|plc|AG|GmbH|S\.A|N\.V|Association|Authority|Bank|Board|District|Group|Holdings|Partners|Trust|Union|University)\.?"
_TERM = lazy_pattern(
    rf"(?P<whole>(?:[A-ZÀ-Þ&][\w&.’'-]*,?{_GAP}(?:of{_GAP}|the{_GAP}|and{_GAP})*){{1,6}}{_FORM}),?{_GAP}\((?:the{_GAP}|hereinafter{_GAP}|collectively{_GAP})*[“\"‘'](?:the{_GAP})?(?P<name>[A-ZÀ-Þ][\w&.’' -]{{0,40}})[”\"’']\)"
)
_WORD = r"[A-ZÀ-Þ][\w’'-]+"
# Institutions that are named after people, and companies. They are called by the first words of their names.
_INSTITUTION = lazy_pattern(
    rf"(?<![\w’'.-])(?P<whole>(?P<name>(?!The\b){_WORD}(?:{_GAP}{_WORD})?){_GAP}(?:{_WORD}{_GAP}){{0,2}}?(?:Center{_GAP}for{_GAP}the{_GAP}{_WORD}|(?P<company>Corp(?:\.|oration)|Inc\.|LLC|PLC|plc)|Foundation|Institution|Laborator(?:y|ies)|Observatory|(?:Research|Space{_GAP}Flight){_GAP}Cent(?:er|re)))(?!-|(?<!\.)\w)"
)
_TOWNS = frozenset({"city", "site", "admin2"})
_BEARERS = _TOWNS | {
    "land",
    "water",
    "island",
}  # companies are also named after natural features: "Sierra Nevada Corp."
# An institution may be named after the town where it is, if that is a large town: 300,000 people.
_TOWN = 5.5
_UNIT = lazy_pattern(r",[^\S\n][A-ZÀ-Þ]")


def defined_terms(text: str, gazetteer: Gazetteer) -> Mapping[str, str]:
    """Return a mapping from each short name to the full name of the company, the public body or the institution."""
    found = dict(_find_institutions(text, gazetteer))
    if "(“" in text or '("' in text or "(the " in text:
        found |= {m["name"]: " ".join(m["whole"].split()) for m in _TERM.finditer(text)}
    return found


def _find_institutions(text: str, gazetteer: Gazetteer) -> Mapping[str, str]:
    """Return a mapping from the first words of the names of institutions to the whole names: "Goddard".

    Words that the text also uses for a place are left out, and so are the usual names of large towns, states and countries.
    """
    found = {}
    for match in _INSTITUTION.finditer(text):
        name = match["name"]
        best = gazetteer.find(name)[:1]
        if not best or best[0].kind not in (_BEARERS if match["company"] else _TOWNS):
            continue
        if best[0].kind == "city" and best[0].prominence >= _TOWN and best[0].match <= Match.OFFICIAL:
            continue
        if not is_located_anywhere(text, name):
            found[name] = " ".join(match["whole"].split())
    return found


def term_rejection(text: str, mention: Mention, terms: Mapping[str, str]) -> Reason | None:
    """Return the reason to reject a mention that is the short name of a company, or None if it is a place.

    It is a place if it is after "in", or before a comma and a larger unit, or if the gazetteer has the place of the company.
    """
    whole = terms.get(mention.surface)
    if whole is None or mention.lemma or _is_place(text, mention):
        return None
    return Reason("inside-organisation", {"whole": whole})


def with_whole_name(text: str, mention: Mention, terms: Mapping[str, str], gazetteer: Gazetteer) -> Mention:
    """Return the mention with the whole name of an institution as its lemma, if the gazetteer has this name."""
    whole = terms.get(mention.surface, "")
    if not whole or not gazetteer.find(whole) or _is_place(text, mention):
        return mention
    return replace(mention, lemma=whole)


def _is_place(text: str, mention: Mention) -> bool:
    return is_located(text, mention.start) or _UNIT.match(text, mention.end) is not None
