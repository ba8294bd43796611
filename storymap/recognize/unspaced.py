"""Names in scripts that the tagger was not taught: the longest well-known name that stands at each place of the text.

Chinese and Japanese do not part words; Arabic, Hebrew, the scripts of India and others part them and have no capitals. Only
names count that the gazetteer has in that very script, of places that many people know; more people must know them where a name
may also be a common word.
"""

from __future__ import annotations

import re

from storymap.model import Mention
from storymap.ports import Gazetteer

CONFIDENCE = 0.85
KNOWN = 4.7  # prominence: a town of fifty thousand people
WELL_KNOWN = 5.2  # …of a hundred and sixty thousand
_LONGEST = 9  # characters of a name
_RUN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")
_WORD = re.compile(r"[\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u10a0-\u10ff\u1200-\u137f]{3,}")
_WORDS = 3  # of a name
# What makes of a place's name that of somebody or something else.
_FOLLOWERS = re.compile(r"大学|新聞|銀行|会社|電力|鉄道|航空|大學|新闻|日报|时报|银行|公司|语|語|人(?!口)")


def find_caseless(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Mentions of well-known places in scripts that part words and have no capitals, in text order, without overlaps."""
    words = [m.span() for m in _WORD.finditer(text)]
    found: list[Mention] = []
    for i, (start, _) in enumerate(words):
        if found and start < found[-1].end:
            continue
        for _, end in reversed(words[i : i + _WORDS]):
            best = gazetteer.best(text[start:end]) if "\n" not in text[start:end] else None
            if best is not None and best[1] >= WELL_KNOWN:
                found.append(Mention(text[start:end], start, end, confidence=CONFIDENCE))
                break
    return found


def find_unspaced(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Mentions of well-known places in Chinese and Japanese text, in text order, without overlaps."""
    found = []
    for run in _RUN.finditer(text):
        at = run.start()
        while at < run.end() - 1:
            end = _name_at(text, at, run.end(), gazetteer)
            if end and not _FOLLOWERS.match(text, end):
                found.append(Mention(text[at:end], at, end, confidence=CONFIDENCE))
            at = end or at + 1
    return found


def _name_at(text: str, at: int, limit: int, gazetteer: Gazetteer) -> int:
    """Where the longest well-known name ends that begins here; 0 when none does."""
    for end in range(min(limit, at + _LONGEST), at + 1, -1):
        best = gazetteer.best(text[at:end])
        if best is not None and best[1] >= KNOWN:
            return end
    return 0
