"""Find words that occur only next to place names: "X lies above the road", "the X flows", "a bend of the X".

The gazetteer and the tagger do not need to know the name.
"""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern

_GAP = r"[^\S\n]"
_WAY = r"(?:due{g})?(?:north|south|east|west)(?:-?(?:east|west))?(?:wards?)?(?:erly)?"
_SITE = r"(?:bank|banks|base|beach|bend|border|bottom|canyon|centre|center|cliff|coast|confluence|cove|crest|edge|end|estuary|foot|forest|gorge|head|hill|hills|hillside|hilltop|junction|mouth|mountains?|plain|plateau|ridge|river|road|rock|shore|shores|side|slopes?|spur|top|valley|woods?)"
_NUMBER = r"(?:\d[\d.,]*|an?|half{g}an|a{g}few|some|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a{g}hundred)"
_SITED = rf"(?:across{{g}}the{{g}}(?:river|water|lake|bay|valley|border)|at{{g}}the{{g}}(?:\w+{{g}})?{_SITE}\b|(?:at|to){{g}}\d|(?:in|on|off|to){{g}}(?:the|a){{g}}(?:\w+{{g}}){{0,2}}?(?:{_SITE}|{_WAY})\b|{_WAY}\b|{_NUMBER}{{g}}(?:miles|kilomet(?:re|er)s|km|hours|minutes|metres|feet){{g}}(?:above|away|below|down|from|further|off|on|{_WAY}|up)\b)"
_PLACE = rf"(?:above|behind|below|beneath|beside|between|beyond|near|opposite|under|along|{_SITED})"
# Verbs whose subject is usually a place if a location follows.
_LIES = r"(?:lies|rises|looms|loomed|stretches|stretched|nestles|nestled|straggles|sprawls)"
# These verbs are also used for people, so a more precise location must follow.
_IS = r"(?:is|was|lay|sits|sat|stands|stood|rose|clings|clung)"
# Verbs that are used for rivers and roads.
_FLOWS = r"(?:flows?|flowed|meanders?|meandered|drains?|rises|empties|joins|meets|winds|wound|runs?|ran|bends|bent|cuts|floods|flooded|froze|swings|turns)"
_COURSE = rf"(?:above|along|around|below|between|beneath|beside|by|down|here|in{{g}}(?:the|a){{g}}(?:\w+{{g}}){{0,2}}?{_SITE}|into|its{{g}}banks|north|northward|on{{g}}the{{g}}(?:left|right|north|south|east|west)|out{{g}}of|over{{g}}the{{g}}rocks|past|round|south|southward|east|west|through|to{{g}}the|toward|towards|under|from|for{{g}}\w+{{g}}(?:miles|kilomet(?:re|er)s|km))"
_ADVERB = r"(?:(?:also|now|then|there|itself|already|still){g})?"
# Matches the words after the name in "Streap rises behind it" and "Uzunlar lies at the foot of the ridge".
_SUBJECT = lazy_pattern(rf",?{_GAP}{_ADVERB}(?:{_LIES}{{g}}{_PLACE}|{_IS}{{g}}{_SITED})".replace("{g}", _GAP))
# Matches the words after the name in "The Tua runs below the line" and "the Vashka rises in the hills".
_STREAM = lazy_pattern(rf"{_GAP}{_ADVERB}(?:{_FLOWS}{{g}}{_COURSE}\b|(?:rose|fell){{g}}(?:(?:\w+{{g}}){{1,2}}(?:feet|metres|inches|foot)|again|overnight)\b|burst{{g}}its|flows|is{{g}}(?:in{{g}}(?:flood|spate)|swollen)|was{{g}}(?:in{{g}}(?:flood|spate)|swollen))".replace("{g}", _GAP))  # fmt: skip
_ARTICLE = lazy_pattern(r"(?:^|[^\w’'])[Tt]he[^\S\n]$")
# Matches the words before the name in "a bend of the X", "feeds the X", "the bridge over the X" and "row on the X".
_ALONG = lazy_pattern(
    rf"(?i)\b(?:along|alongside|crosse[ds]|cross|crossing|down|up|feeds?|fed|ford(?:ed|ing)?|navigate[ds]?|rows?{_GAP}on|rowed{_GAP}on|paddled|swam|upstream{_GAP}on"
    rf"|(?:bank|banks|basin|bed|bend|bends|confluence|course|delta|estuary|gorge|gorges|headwaters|meanders|mouth|mouths|reaches|source|tributary|tributaries|valley|waters){_GAP}of"
    rf"|(?:bridge|bridges|ferry|ferries|ford|dam|weir|locks?){_GAP}(?:over|across|on)|flow(?:s|ed|ing)?{_GAP}into|runs{_GAP}into|ran{_GAP}into|joins?|joined|where{_GAP}the{_GAP}[A-Z]\w+{_GAP}(?:meets?|met)|empties{_GAP}into|drains{_GAP}into){_GAP}the{_GAP}$"
)
_CLOSED = lazy_pattern(
    rf"[’']s\b|[,;:.!?)”\"—–]|$|\n|{_GAP}(?:after|again|and|as|at|before|below|beyond|but|by|during|for|from|here|in|into|is|near|now|on|or|past|so|that|then|there|to|toward|towards|under|until|was|were|when|where|which|while|with|without)\b"
)
# Matches the words after the name in "Asco (ski station, shower)".
_APPOSED = lazy_pattern(
    rf"{_GAP}\((?:(?:the|an?|small|ski|railway|mountain|fishing){_GAP})*(?:harbou?r|hamlet|hut|island|lake|mountain|pass|port|refuge|station|suburb|summit|town|village)\b"
)
_LOOK_BACK = 40  # characters


def geographic_words(text: str, start: int, end: int) -> tuple[bool, str]:
    """Return the words next to text[start:end] that show that it is a place, and whether they follow it.

    The result is (whether they follow, words), or (False, "") if there are no such words.
    """
    before = text[max(0, start - _LOOK_BACK) : start]
    if _ARTICLE.search(before):
        if match := _STREAM.match(text, end):
            return True, _plain(match)
        along = _ALONG.search(before)
        if along and _CLOSED.match(text, end):
            return False, _plain(along)
    if match := _SUBJECT.match(text, end) or _APPOSED.match(text, end):
        return True, _plain(match)
    return False, ""


def _plain(match: re.Match[str]) -> str:
    return " ".join(match.group().strip(" ,").split())
