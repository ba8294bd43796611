"""Travel words by language. The patterns of a Vocabulary match text in lower case. NAME matches the original text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from storymap.lazy_pattern import lazy_pattern


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The patterns that find verbs of motion, persons and dates in a language.

    `reach` and `goal` match at the end of the text before a place. `follows` is whether the verb may be after the
    place, as in German. `first` matches the pronouns of the first person. A sentence without a subject is treated as a
    sentence in the first person.
    """

    person: re.Pattern[str]  # words for a person as the subject
    first: re.Pattern[str]
    narrator: re.Pattern[str]  # words for the first person as the subject
    motion: re.Pattern[str]
    reach: re.Pattern[str]  # verbs whose object is the place, such as "reached"
    goal: re.Pattern[str]  # prepositions before a place
    transport: re.Pattern[str]  # words such as "the bus to"
    negation: re.Pattern[str]
    settled: re.Pattern[str]  # biographical words, such as "born"
    day: re.Pattern[str]  # words at the beginning of a passage, such as "Day 3"
    date: re.Pattern[str]
    follows: bool = False


def _forms(words: str) -> str:
    return "|".join(words.split())


_EN_MOTION = _forms(
    "arrive[sd]? arriving land(?:s|ed)? flew fly flies flown flying drove drive[s]? driven driving sail(?:s|ed|ing)? cycle[sd]? cycling "
    "bike[sd]? biked pedal(?:s|led|led)? hike[sd]? hiking walk(?:s|ed|ing)? trek(?:s|ked|king)? rode ride[s]? ridden riding paddle[sd]? row(?:s|ed)? "
    "travel(?:s|led|ed|ling|ing)? journey(?:s|ed)? head(?:s|ed|ing)? set[s]?\\s+(?:out|off|sail) depart(?:s|ed)? continue[sd]? return(?:s|ed|ing)? "
    "roll(?:s|ed)? hitchhike[sd]? disembark(?:s|ed)? dock(?:s|ed)? anchored climb(?:s|ed)? descend(?:s|ed)? call(?:s|ed)?(?=\\s+at) "
    "stop(?:s|ped)? stay(?:s|ed|ing)? slept sleep[s]? spent spend[s]? camp(?:s|ed)? rest(?:s|ed)? went go goes going gone came come[s]? got "
    "push(?:es|ed)?\\s+on press(?:es|ed)?\\s+on made\\s+it make[s]?\\s+it writing been took take[s]? brought put[s]? caught boarded load(?:s|ed) start(?:s|ed)? carr(?:ies|ied) dropped follow(?:s|ed)? moved\\s+on turned\\s+(?:back|north|south|east|west) wander(?:s|ed)? drift(?:s|ed)? "
    "marched crossed cross(?:es|ing)? rowing flown ended\\s+up got\\s+off get[s]?\\s+off checked\\s+in pulled\\s+in bik(?:e|es|ed|ing)"
)
_EN_DATE = (
    r"\b(?:(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber) \d{1,2}\b|"
    r"\b\d{1,2} (?:(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)\b"
)
_EN_PERSONS = _forms(
    "president minister chancellor pope king queen prince princess emperor captain crew sailor pilot author writer poet painter pilgrim pilgrims "
    "couple family band team expedition explorer explorers traveller travellers climber climbers hiker hikers rider riders group brothers sisters "
    "friends man woman boy girl children refugee refugees nurse doctor photographer monk missionary envoy ambassador secretary"
)
_SPECS = {
    "en": Vocabulary(
        person=lazy_pattern(rf"\b(?:i|we|he|she|they|me|us|him|her|them|you|(?:the|my|his|her|our|their) (?:prime )?(?:grand)?(?:{_EN_PERSONS}|parents|father|mother|uncle|aunt|son|daughter|husband|wife))\b(?!['’]s)"),
        first=lazy_pattern(r"\b(?:i|we|us|me|my|our)\b"),
        narrator=lazy_pattern(r"\b(?:i|we)\b"),
        motion=lazy_pattern(rf"\b(?:{_EN_MOTION})\b"),
        reach=lazy_pattern(r"\b(?:reach(?:es|ed|ing)?|left|leave[s]?|leaving|fled|flee[s]?|enter(?:s|ed)?|visit(?:s|ed|ing)?|climb(?:s|ed|ing)?|pass(?:es|ed))\s+(?:the\s+)?$"),
        goal=lazy_pattern(
            r"\b(?:(?P<start>from|out of)|(?:on |back |over |south |north |east |west |down |up )?(?:to|into|in|at|for|via|through|across|past|towards?))\s+(?:the\s+)?$"
        ),
        transport=lazy_pattern(r"\b(?:bus|train|ferry|flight|boat|plane|taxi|drive|ride|hike|coach|tram)\s+(?:on )?(?:to|for)\s+$"),
        negation=lazy_pattern(r"\b(?:not|never|without|instead of|rather than)\b|n['’]t\b"),
        settled=lazy_pattern(r"\b(?:born|studied|grew up|graduated|married|died|dies|survived by|leaves (?:his|her) (?:wife|husband|partner|family)|funeral|retirement|elected|career|professor|taught|read law|worked as|childhood|lives with|degree)\b"),
        day=lazy_pattern(r"day \d{1,3}\b"),
        date=lazy_pattern(_EN_DATE),
    ),
    "de": Vocabulary(
        person=lazy_pattern(r"\b(?:ich|wir|er|uns|mich)\b"),
        first=lazy_pattern(r"\b(?:ich|wir|uns|mich)\b"),
        narrator=lazy_pattern(r"\b(?:ich|wir)\b"),
        motion=lazy_pattern(
            r"\b(?:fahre?n?|fährt|fuhr(?:en)?|(?:los|weiter|ab|hin|zurück)?gefahren|reis(?:e|en|t|te|ten)|(?:weiter|ab|an)?gereist|flieg(?:e|en|t)|flog(?:en)?|geflogen|"
            r"komm(?:e|en|t)|kam(?:en)?|(?:an)?gekommen|geh(?:e|en|t)|ging(?:en)?|start(?:e|en|et|ete|eten)|brachte?n?|bring(?:e|en|t)|weiter(?=[.,])|reise weiter|gegangen|wander(?:e|n|t|te|ten)|gewandert|segel(?:n|t|te|ten)|gesegelt|lauf(?:e|en)|lief(?:en)?|"
            r"gelaufen|radel(?:n|t|te|ten)|geradelt|brech(?:e|en)|bricht|brach(?:en)?|aufgebrochen|land(?:en|et|ete|eten)|gelandet|schlaf(?:e|en)|schlief(?:en)?|übernacht\w+|bleib(?:e|en|t)|blieb(?:en)?)\b"
        ),
        reach=lazy_pattern(r"\b(?:erreich(?:e|en|t|te|ten)|verl(?:asse|assen|ässt|ieß|ießen))\s+(?:(?:wir|ich|er)\s+)?$"),
        goal=lazy_pattern(r"\b(?:(?P<start>von|aus|ab)|nach|in|bis|über|durch|bis nach|gen|richtung)\s+$"),
        transport=lazy_pattern(r"\b(?:bus|zug|fähre|flug|schiff|auto)\s+nach\s+$"),
        negation=lazy_pattern(r"\b(?:nicht|nie|kein\w*|statt)\b"),
        settled=lazy_pattern(r"\b(?:geboren|studierte|aufgewachsen|wuchs|heiratete|starb|gewählt|professor\w*|lehrte|promovierte)\b"),
        day=lazy_pattern(r"(?:tag \d{1,3}|\d{1,3}\. tag)\b"),
        date=lazy_pattern(r"\b\d{1,2}\. (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b"),
        follows=True,
    ),
    "fr": Vocabulary(
        person=lazy_pattern(r"\b(?:je|nous|on)\b|\bj['’]"),
        first=lazy_pattern(r"\b(?:je|nous)\b|\bj['’]"),
        narrator=lazy_pattern(r"\b(?:je|nous)\b|\bj['’]"),
        motion=lazy_pattern(
            r"\b(?:par(?:s|t|tons|tent|tis|tit|ti\w*|tîmes|tirent)|repar\w+|arriv\w+|all(?:ons|é\w*|ais|ions|âmes|ai)|vais|va|vont|pri(?:s|t|mes|rent)|prend\w*|prenons|"
            r"continu\w+|voyag\w+|roul\w+|march\w+|dor(?:s|t|mons|mi\w*)|revien\w*|reven\w+|rentr\w+|travers\w+|naviguons|navigu\w+|vol\w+|pédal\w+|mont\w+|descend\w+|débarqu\w+|rest(?:ons|é\w*|ai))\b"
        ),
        reach=lazy_pattern(r"\b(?:quitt\w+|atteign\w+|attein\w+|rejoin\w+|gagn(?:ons|é|ai)|travers\w+)\s+$"),
        goal=lazy_pattern(r"\b(?:(?P<start>de|depuis)|(?P<start_>d['’])|à|au|pour|vers|jusqu['’](?:à|au)|par|via|en|dans)\s*$"),
        transport=lazy_pattern(r"\b(?:bus|train|ferry|bateau|vol|avion|car)\s+(?:pour|vers|jusqu['’]à)\s+$"),
        negation=lazy_pattern(r"\b(?:pas|jamais|sans|au lieu)\b"),
        settled=lazy_pattern(r"\b(?:née?|naquit|étudi\w+|grandi\w*|épous\w+|mort|mourut|élue?|professeure?|enseign\w+)\b"),
        day=lazy_pattern(r"(?:jour \d{1,3}|\d{1,3}e jour)\b"),
        date=lazy_pattern(r"\b(?:1er|\d{1,2}) (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"),
    ),
}  # fmt: skip
# Matches a name that is the subject at the beginning of a sentence: "Naomi Reed" in "Naomi Reed set out", "Samir" in
# "Samir fled".
NAME = lazy_pattern(
    r"(?!The |A |An |In |On |At |From |After |When |But |And )(?:[A-ZÀ-Ý][\w'’-]+ ){1,3}(?:(?:and|und|et) [A-ZÀ-Ý][\w'’-]+ )?$"
)
_THIRD = lazy_pattern(r"\b(?:he|she|his|her|him|er|sein\w*|ihr\w*)\b", re.I)


@cache
def vocabulary(language: str) -> Vocabulary | None:
    """Return the vocabulary of a primary language, such as "en", or None if this module has none for the language."""
    return _SPECS.get(language)


def tells_of_person(text: str) -> bool:
    """Return whether a text uses a pronoun of the third person singular, such as "she" or "his"."""
    return _THIRD.search(text) is not None
