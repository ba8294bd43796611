"""Definite descriptions of places: "the disputed islands", "the small Russian-held group of islands off Hokkaido", "the peninsula".

This module only finds them and says what they are made of; which place they mean, if any, is the resolver's to decide.
"""

from __future__ import annotations

import re

from storymap.kinds import HEADS, PLURAL
from storymap.model import Mention, MentionKind
from storymap.ports import Gazetteer

_HEAD = "|".join(
    [
        r"(?:group|chain|string|cluster)\s+of\s+(?:\w+\s+)?(?:islands|islets|isles)",
        r"island\s+(?:group|chain|nation)",
        r"buffer\s+zone",
        *sorted((h for h in HEADS if "-" not in h), key=len, reverse=True),
    ]
)
# Words that end a noun phrase: what they follow is its head, and what holds them is no string of modifiers.
_FUNCTION = (
    "of in on at to and or for from with by over about against into under is are was were be been has have had will would could can may might must"
    " which that who whose where when while as after before since until but so nor than if because said says the a an this these those its their"
    " his her our no not also now then than there during through across around between within without near off"
)
_MODIFIER = rf"(?!(?:{'|'.join(_FUNCTION.split())})\b)(?:[A-Za-zÀ-ÿ’'.]+(?:[-–][A-Za-zÀ-ÿ]+)*|[0-9]+)"
_NUMBERS = "two|three|four|five|six|seven|several"
_NAME = (
    r"(?:the\s+)?(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w’'-]*(?:[^\S\n]+(?:of[^\S\n]+(?:the[^\S\n]+)?)?[A-ZÀ-Þ][\w’'-]*){0,3})"
)
_PHRASE = re.compile(
    rf"""(?x)
    \b(?P<det>[Tt]he|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|[Tt]hat|[Tt]his)\s+
    (?P<mods>(?:{_MODIFIER}\s+){{0,5}}?)
    (?P<head>{_HEAD})\b(?!-|[’'](?!s\b))
    (?P<tail>\s+(?:
        (?P<rel>off(?:\s+the\s+(?:coast|shores?)\s+of)?|near|south\s+of|north\s+of|east\s+of|west\s+of|claimed\s+by|held\s+by|controlled\s+by
            |administered\s+by|occupied\s+by|annexed\s+by|seized\s+by|seized\s+from|taken\s+from)\s+(?P<anchor>{_NAME})
        (?:\s+and\s+(?P<anchor2>{_NAME}))?
      | between\s+(?P<one>{_NAME})\s+and\s+(?P<two>{_NAME})
      | (?:that\s+)?(?:(?:[A-Z]\w+|it)\s+)?(?:was\s+)?(?P<verb>annexed|occupied|seized|captured)\s+in\s+(?P<year>[12]\d{{3}})
    ))?"""
)
# Nouns that often only qualify the next one ("the state visit", "the city council"): they must end their phrase.
_QUALIFYING = frozenset(
    [
        "state",
        "city",
        "town",
        "area",
        "region",
        "capital",
        "border",
        "province",
        "county",
        "district",
        "territory",
        "country",
        "village",
        "hamlet",
        "port",
        "strip",
    ]
)
_NEXT_WORD = re.compile(rf"\s+(?!(?:{'|'.join(_FUNCTION.split())})\b)[a-z]|\s+of\s+[A-ZÀ-Þ]")
_RELATIONS = {"off the coast of": "off", "off the shore of": "off", "off the shores of": "off"}


def find_descriptions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Descriptions as mentions of kind description; `cue` holds head, plural, modifiers, relation, anchor, year.

    Modifiers with a holder ("Russian-held") also give `holders`: the country codes of the demonym.
    """
    found = []
    for match in _PHRASE.finditer(text):
        modifiers = match["mods"].lower().split()
        if "\n\n" in match.group() or _is_name(match["mods"].split(), match["head"]):
            continue
        if match["head"].lower() in _QUALIFYING and not match["tail"] and _NEXT_WORD.match(text, match.end()):
            continue
        cue = {"head": _head(match["head"]), "modifiers": " ".join(modifiers), "determiner": match["det"].lower()}
        if match["head"].lower() in PLURAL or " of " in match["head"]:
            cue["plural"] = "yes"
        cue |= _tail(match)
        holders = _holders(match["mods"].split(), gazetteer)
        if holders:
            cue["holders"] = " ".join(holders)
        end = match.end() if match["tail"] else match.end("head")
        surface = text[match.start() : end]
        stripped = surface.rstrip(".,;:’'")
        found.append(Mention(stripped, match.start(), match.start() + len(stripped), MentionKind.DESCRIPTION, 0.9, cue))
    return found


def _head(words: str) -> str:
    flat = " ".join(words.lower().split())
    if " of " in flat or flat in ("island group", "island chain"):
        return "islands"
    return "island" if flat == "island nation" else flat.replace(" ", "-")


def _tail(match: re.Match[str]) -> dict[str, str]:
    if match["rel"]:
        relation = " ".join(match["rel"].lower().split())
        cue = {
            "relation": _RELATIONS.get(relation, relation.removesuffix(" by") if relation.endswith(" by") else relation)
        }
        anchors = [a for a in (match["anchor"], match["anchor2"]) if a]
        return cue | {"anchor": "; ".join(a.removeprefix("the ").rstrip(".") for a in anchors)}
    if match["one"]:
        return {
            "relation": "between",
            "anchor": f"{match['one'].removeprefix('the ')}; {match['two'].removeprefix('the ').rstrip('.')}",
        }
    if match["verb"]:
        return {"relation": match["verb"], "year": match["year"]}
    return {}


def _is_name(modifiers: list[str], head: str) -> bool:
    """ "the Kuril Islands", "the Taiwan Strait": a proper name, the tagger's business. "the Russian-held islands" is none."""
    if head[0].isupper():
        return True
    return (
        any(m[0].isupper() and "-" not in m and "–" not in m for m in modifiers[-1:])
        and len(modifiers) == 1
        and head not in ("islands",)
    )


def _holders(modifiers: list[str], gazetteer: Gazetteer) -> list[str]:
    """The countries of "Russian-held", "Israeli-occupied", "Turkish-controlled"."""
    holders: list[str] = []
    for modifier in modifiers:
        demonym, hyphen, verb = modifier.replace("–", "-").partition("-")
        if hyphen and demonym[:1].isupper() and verb.lower() in HOLDING:
            holders += gazetteer.demonym(demonym) or ()
    return holders


HOLDING = frozenset(
    [
        "held",
        "controlled",
        "administered",
        "occupied",
        "annexed",
        "ruled",
        "run",
        "governed",
        "seized",
        "claimed",
        "backed",
    ]
)
