"""Read the code of a state after a name as its larger unit: "Rio Grande (RS)", "Santos-SP", "Natal/RN".

The codes are read only in the language of their country, because they have other meanings elsewhere. They are in
`state_codes.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from storymap.language import is_language
from storymap.model import Mention, MentionKind
from storymap.ports import Gazetteer
from storymap.recognize.word_lists import word_lists

_CODE = re.compile(r"[^\S\n]?(?:\((?P<bracketed>[A-Z]{2})\)|[-–/][^\S\n]?(?P<joined>[A-Z]{2})\b)")


def read_state_codes(
    text: str, mentions: Iterable[Mention], language: str, gazetteer: Gazetteer
) -> tuple[list[Mention], list[tuple[int, int]]]:
    """Return the mentions with the states of such codes as their larger units, and the spans of these codes.

    Mentions of the codes themselves are left out: in "Paranaguá (PR)", PR is not Puerto Rico. A code counts only if the
    state has a town with the name: "Conselho da Europa (CE)" is not in Ceará.
    """
    tables = word_lists("state_codes.toml")
    states: Mapping[str, str] = next((table for tag, table in tables.items() if is_language(language, tag)), {})
    if not states:
        return list(mentions), []
    found: list[Mention] = []
    codes: list[tuple[int, int]] = []
    for mention in mentions:
        match = _CODE.match(text, mention.end) if mention.kind is MentionKind.NAME else None
        state = states.get(match["bracketed"] or match["joined"], "") if match else ""
        if match and state and _has_town(state, mention.name, gazetteer):
            found.append(replace(mention, context=replace(mention.context, admin=state)))
            codes.append(match.span("bracketed" if match["bracketed"] else "joined"))
        elif (mention.start, mention.end) not in codes[-1:]:
            found.append(mention)
    return found, codes


def _has_town(state: str, name: str, gazetteer: Gazetteer) -> bool:
    areas = {e.admin1 for e in gazetteer.find(state)[:5] if e.kind == "admin1"}
    return any(e.kind == "city" and e.admin1 in areas for e in gazetteer.find(name))
