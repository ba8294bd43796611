"""Find companies for which a text defines a short name: "Denver Milling, Inc. (“Denver”)"."""

from __future__ import annotations

from collections.abc import Mapping

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, Reason
from storymap.recognize.positions import is_located

_GAP = r"[^\S\n]"
_FORM = r"(?:Inc|Corp|Corporation|Company|Co|Cooperative|L\.?L\.?C|L\.?L\.?P|L\.?P|Ltd|Limited|PLC|plc|AG|GmbH|S\.A|N\.V|Association|Authority|Bank|Board|District|Group|Holdings|Partners|Trust|Union|University)\.?"
_TERM = lazy_pattern(
    rf"(?P<whole>(?:[A-ZÀ-Þ&][\w&.’'-]*,?{_GAP}(?:of{_GAP}|the{_GAP}|and{_GAP})*){{1,6}}{_FORM}),?{_GAP}\((?:the{_GAP}|hereinafter{_GAP}|collectively{_GAP})*[“\"‘'](?:the{_GAP})?(?P<name>[A-ZÀ-Þ][\w&.’' -]{{0,40}})[”\"’']\)"
)
_UNIT = lazy_pattern(r",[^\S\n][A-ZÀ-Þ]")


def defined_terms(text: str) -> Mapping[str, str]:
    """Return a mapping from each short name that the text defines to the full name of the company or public body."""
    if "(“" not in text and '("' not in text and "(the " not in text:
        return {}
    return {m["name"]: " ".join(m["whole"].split()) for m in _TERM.finditer(text)}


def term_rejection(text: str, mention: Mention, terms: Mapping[str, str]) -> Reason | None:
    """Return the reason to reject a mention that is the short name of a company, or None if it is a place.

    It is a place if it is after "in", or before a comma and a larger unit.
    """
    whole = terms.get(mention.surface)
    if whole is None or is_located(text, mention.start) or _UNIT.match(text, mention.end):
        return None
    return Reason("inside-organisation", {"whole": whole})
