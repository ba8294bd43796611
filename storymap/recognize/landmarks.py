"""Find the landmark mentioned after a name: "Newcastle, on the Tyne", "the Richmond next to Nelson".

A landmark is another name of a place. It shows which place with the name is meant, but it need not contain that place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from storymap.kinds import MODEST_TYPES
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer

# Between these prepositions and the landmark, there may be only an article or a few words in lower case.
_WAY = r"(?:due[^\S\n])?(?:north|south|east|west)(?:-?(?:east|west))?"
_SIDE = r"(?:bank|banks|bend|coast|edge|end|foot|head|mouth|northern[^\S\n]end|outskirts|shore|shores|side|slopes?|southern[^\S\n]end|tip|top)"
_NUMBER = r"(?:an?|one|two|three|four|five|six|ten|twenty|half[^\S\n]an|\d+)"
_NEAR = (
    rf"above|across[^\S\n]the[^\S\n]\w+[^\S\n]from|below|beneath|beside|beyond|by|close[^\S\n]to|down|just[^\S\n](?:outside|off|{_WAY}[^\S\n]of)|near"
    rf"|next(?:[^\S\n]door)?[^\S\n]to|not[^\S\n]far[^\S\n]from|off|on|opposite|outside|up|upon|under"
    rf"|(?:at|on|by|near|along)[^\S\n]the[^\S\n](?:\w+[^\S\n])?{_SIDE}[^\S\n]of"
    rf"|in[^\S\n]the[^\S\n](?:hills|mountains|plains|foothills|suburbs|valley|{_WAY}|far[^\S\n]{_WAY})[^\S\n]of|in"
    rf"|{_WAY}[^\S\n]of|{_NUMBER}[^\S\n](?:hours?|minutes|miles?|kilomet(?:er|re)s?|km)[^\S\n](?:(?:out|{_WAY})[^\S\n]of|from|above|below|up|down)"
)
_BESIDE = lazy_pattern(
    rf"(?P<comma>,|[^\S\n][–—])?[^\S\n](?:which[^\S\n](?:is|lies|stands)[^\S\n])?(?P<way>{_NEAR})[^\S\n](?:(?:the|a|an)[^\S\n])?(?:(?:lower|upper|north|south|east|west|River|river|Lake|Mount)[^\S\n])?(?=[A-ZÀ-Þ])"
)
# If there is no comma before these words, they usually belong to the verb: "went from Leeds up Wharfedale", "left Cairo
# on the Tyne".
_ONLY_AFTER_COMMA = lazy_pattern(r"up|down|off|on|by|in|under|beyond|above|below|outside")
# Matches the words between a name and its landmark in "Bagdad, a mining camp above Ouray" and "Vienna is a crossroads with
# one store, south of Pine Bluff".
_NOUNS = "|".join(
    sorted({*MODEST_TYPES, "cottages", "city", "houses", "port", "suburb", "town"}, key=len, reverse=True)
)
_APPOSED = lazy_pattern(
    rf"(?:,|[^\S\n](?:is|was))[^\S\n](?:an?|the)[^\S\n](?:[a-z’'-]+[^\S\n]){{0,4}}?(?:{_NOUNS})\b(?:[^\S\n](?:of|with)(?:[^\S\n][a-z’'-]+){{1,5}}?)?(?=,?[^\S\n](?:{_NEAR})[^\S\n](?:(?:the|an?)[^\S\n])?[A-ZÀ-Þ])"
)
_NOT_APPOSED = lazy_pattern(r"by|down|off|on|up|upon")
_WHOSE = lazy_pattern(r",[^\S\n]whose[^\S\n]$")
_LONGEST = 40  # maximum number of characters before "whose"


def landmark(
    text: str, mention: Mention, names: Mapping[int, Mention], before: Mention | None, gazetteer: Gazetteer
) -> str:
    """Return the name of the landmark of a mention, or "" if there is none.

    `names` maps start offsets to mentions. `before` is the name before the mention, which is the landmark in
    "Singapore, whose Queenstown".
    """
    apposed = _APPOSED.match(text, mention.end)
    match = _BESIDE.match(text, apposed.end() if apposed else mention.end)
    unlikely = _NOT_APPOSED if apposed else _ONLY_AFTER_COMMA
    sure = match is not None and bool((match["comma"] and not apposed) or not unlikely.fullmatch(match["way"]))
    if match is not None and (sure or _is_on_island(match, names, gazetteer)):
        follower = names.get(match.end()) or _wider(match, names)
        if follower is not None and follower.name != mention.name and "\n" not in text[mention.end : follower.start]:
            return follower.name
    close = before is not None and 0 < mention.start - before.end <= _LONGEST
    return before.name if close and before and _WHOSE.fullmatch(text, before.end, mention.start) else ""


def _is_on_island(match: re.Match[str], names: Mapping[int, Mention], gazetteer: Gazetteer) -> bool:
    """Return whether the words mean "on" an island, which has no article: "Tarbert on Harris"."""
    follower = names.get(match.end()) if match["way"] == "on" and match.group().endswith("on ") else None
    return follower is not None and any(e.kind == "island" for e in gazetteer.find(follower.name)[:2])


def _wider(match: re.Match[str], names: Mapping[int, Mention]) -> Mention | None:
    """Return the name that begins inside `match`, with a word such as "River", or None.

    Example: "on the River Tyne".
    """
    text = match.string
    start = match.end()
    for _ in range(2):
        start = text.rfind(" ", 0, start - 1) + 1
        if start <= match.start():
            return None
        if start in names:
            return names[start]
    return None


def has_unread_qualifier(text: str, mention: Mention) -> bool:
    """Return whether words after a name seem to give its location: "Foxbridge, in the Vale of Ure"."""
    return _UNREAD.match(text, mention.end) is not None


_UNREAD = lazy_pattern(
    rf"(?:,[^\S\n](?:{_NEAR})|[^\S\n](?:in|near|outside))[^\S\n](?:(?:the|a|an)[^\S\n])?(?:\w+[^\S\n]){{0,2}}?[A-ZÀ-Þ]"
)
