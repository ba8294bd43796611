"""Find people whose name is also the name of a place.

They are introduced by words such as "Georgia, nine, whose father drives her", "Watts, 62, spent", "Commissioner
Fairfield", "my brother Dallas" and "Sydney Brackett taught Latin". After such an introduction, the name refers to the
person, except after a preposition of place or before a comma and a larger unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, Reason
from storymap.ports import Gazetteer
from storymap.recognize.actors import find_actors
from storymap.recognize.languages import language_data
from storymap.recognize.positions import is_located, is_placed
from storymap.recognize.spans import Spans
from storymap.recognize.tagger import Span
from storymap.recognize.word_lists import any_of, word_lists
from storymap.recognize.words_near import last_words, words_of


class Introduction(NamedTuple):
    """Words that introduce a person. From there on in the text, the name refers to the person."""

    start: int
    end: int
    name: str
    whole: str  # the name as written, with its title or first name: "Commissioner Fairfield", "Sydney Brackett"
    # whether the person is ignored if the article also has the name in the position of a place: "in Austin"
    weak: bool = False


class People:
    """The people in a text who have the name of a place."""

    def __init__(self, introductions: Iterable[Introduction]) -> None:
        found = list(introductions)
        self.names = {i.name: i.whole for i in reversed(found)}
        self._spans = Spans((i.start, i.end) for i in found)
        self._wholes = {i.start: i.whole for i in found}

    def overlap(self, span: Span) -> bool:
        """Return whether a span overlaps an introduction."""
        return self._spans.overlap(span.start, span.end)

    def rejection(self, text: str, mention: Mention) -> Reason | None:
        """Return the reason to reject a mention if it is the name of such a person, otherwise None."""
        whole = self._wholes.get(mention.start) or self.names.get(mention.surface)
        here = self._spans.overlap(mention.start, mention.end)
        if whole is None or not (here or is_person(text, mention.start, mention.end)):
            return None
        return Reason("inside-person", {"whole": whole}) if whole != mention.surface else Reason("read-as-person")


_LISTS = word_lists("people.toml")
_FIRST_NAMES = frozenset(_LISTS["first_names"])
_GAP = r"[^\S\n]"
_WORD = r"(?:St\.[^\S\n])?[A-ZÀ-Þ][\w’'-]+(?![\w’'-])"
_AGE = r"(?:\d{1,2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen)"
_FIRST = f"(?:{any_of(_LISTS['first_names'])})"
_TITLE = rf"(?:{any_of(_LISTS['titles'])}|(?:{any_of(_LISTS['abbreviated_titles'])})\.?)"
_FAMILY = any_of(_LISTS["family"])
# People in the plural: "Sofia and Florence, twins from Bergamo"
_PLURALS = (
    *(f"{w}s" for w in (*_LISTS["family"], *_LISTS["friends"], *_LISTS["roles"])),
    *("children", "housewives", "siblings", "spouses", "wives"),
)
_SEVERAL = "|".join(_PLURALS)
_RELATIVE = f"(?:{any_of([*_LISTS['family'], *_LISTS['friends']])})"
_WHOSE = r"(?:my|My|his|His|her|Her|our|Our|their|Their|your|Your|one|[A-ZÀ-Þ]\w+[’']s)"
_PERSONAL = r"(?:giggled|grinned|married|nodded|smiled|sobbed|whispered|winked|blinked|never{g}married|was{g}born|was{g}widowed)".replace(
    "{g}", _GAP
)

_SURNAME = r"[A-ZÀ-Þ][\w’'-]+(?![\w’'-])"
_SHORTENED = frozenset(name.lower() for name in _LISTS["shortened_first_names"])
# Matches names with a shortened first name or a title: "Jas. Newport", "Thos. B. Ludlow", "Messrs. Preston and Derby".
_SHORT_FIRST = lazy_pattern(
    rf"\b(?P<whole>(?P<first>(?!(?:{any_of(_LISTS['abbreviated_titles'])})\.)[A-Z][A-Za-z]{{1,6}})\.{_GAP}(?:[A-Z]\.{_GAP})?(?P<name>{_SURNAME}))"
)
_PARTNERS = lazy_pattern(
    rf"\b(?P<whole>Messrs\.?{_GAP}{_SURNAME}(?:,{_GAP}{_SURNAME})?,?{_GAP}(?:and|&){_GAP}(?P<name>{_SURNAME}))"
)
_TITLES = last_words([*_LISTS["titles"], *_LISTS["abbreviated_titles"]])
_RELATIVES = last_words([*_LISTS["family"], *_LISTS["friends"], "parents"])
_RELATIVES_IN_PLURAL = last_words(_PLURALS)
# In each pattern, there are one or two names. Each match contains at least one of the words that are before the pattern,
# if there are any.
_INTRODUCTIONS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (frozenset(), lazy_pattern(rf"(?P<whole>(?P<name>{_WORD}),{_GAP}{_AGE}),(?!{_GAP}\d{{4}})")),
    (_TITLES, lazy_pattern(
        rf"\b(?P<whole>{_TITLE}{_GAP}(?P<name>{_WORD}))(?!{_GAP}[A-ZÀ-Þ]|[’']s{_GAP}Church|{_GAP}(?:Police|Island|County)|\.{_GAP}?[a-z]|,{_GAP}[A-Z][a-z]+\.?,)"
    )),
    (frozenset(["mr", "mrs", "miss", "dr", "judge", "judges", "justice", "justices", "j"]), lazy_pattern(rf"(?P<whole>(?P<name>(?<![\w’'-])[A-Z]{{3,}})(?:{_GAP}and{_GAP}(?P<other>[A-Z]{{3,}}))?,{_GAP}(?:(?:Mrs?|Miss|Dr)\.?{_GAP}[A-Z]|(?:(?:Chief|Circuit|District|Presiding|Senior|Associate){_GAP})*(?:Judges?\b|Justices?\b|J\.|C\.{_GAP}?J\.)))")),
    (frozenset(["said", "says", "added"]), lazy_pattern(rf"[”\"],?{_GAP}(?:said|says|added){_GAP}(?P<whole>(?P<name>{_WORD})),{_GAP}(?:who|whose|{_AGE})\b")),
    (_RELATIVES, lazy_pattern(
        rf"\b(?P<whole>{_WHOSE}{_GAP}(?:\w+{_GAP})?{_RELATIVE}{_GAP}(?P<name>{_FIRST}))\b(?![’']s{_GAP}[A-Z]|{_GAP}[A-ZÀ-Þ])"
    )),
    (_RELATIVES, lazy_pattern(
        rf"\b(?P<whole>(?:{_WHOSE}|[Aa]n?){_GAP}(?:\w+{_GAP})?{_RELATIVE},{_GAP}(?P<name>{_FIRST}))(?=[,;.](?!{_GAP}[A-ZÀ-Þ]))"
    )),
    (_RELATIVES_IN_PLURAL, lazy_pattern(
        rf"(?P<whole>(?P<name>{_FIRST}){_GAP}(?:and|&){_GAP}(?P<other>{_FIRST}),{_GAP}(?:(?:her|his|the|two|my|our|both|[a-z]+){_GAP}){{0,2}}(?:{_SEVERAL}))\b"
    )),
    (_RELATIVES, lazy_pattern(
        rf"(?P<whole>(?P<name>{_FIRST}){_GAP}and{_GAP}(?:her|his){_GAP}(?:\w+{_GAP})?{_RELATIVE}(?:,?{_GAP}(?P<other>{_FIRST}))?)\b"
    )),
    (_RELATIVES, lazy_pattern(
        rf"(?P<whole>(?P<name>{_FIRST})[’']s?{_GAP}(?:\w+{_GAP})?(?:{_FAMILY}|parents)(?:,?{_GAP}(?P<other>{_FIRST})(?!{_GAP}[A-ZÀ-Þ]))?)\b"
    )),
    (_RELATIVES, lazy_pattern(rf"(?P<whole>(?<!for{_GAP})(?P<name>{_FIRST}),{_GAP}(?:my|his|her|our|their){_GAP}(?:\w+{_GAP})?{_RELATIVE})(?=[,.;)]|{_GAP}(?:and|who)\b)")),
    (frozenset(["he", "she"]), lazy_pattern(
        rf"(?P<whole>(?P<name>{_FIRST}){_GAP}(?:said|says|told|thought|knew|felt|believed|admitted|remembered|hoped|wished|insisted){_GAP}(?:\w+{_GAP}){{0,3}}(?:he|she))\b"
    )),
    (frozenset(["shouted", "cried", "whispered", "asked", "replied", "laughed", "muttered"]), lazy_pattern(rf"[”\"’],?{_GAP}(?:shouted|cried|whispered|asked|replied|laughed|muttered){_GAP}(?P<whole>(?P<name>{_FIRST}))(?=[.,;])")),
    (frozenset(["giggled", "grinned", "married", "nodded", "smiled", "sobbed", "whispered", "winked", "blinked", "never", "was"]), lazy_pattern(rf"(?P<whole>(?P<name>{_FIRST}){_GAP}(?:{_PERSONAL}|was{_GAP}{_AGE}(?={_GAP}(?:when|years)|[,.])))\b")),
    (frozenset(["named", "called"]), lazy_pattern(
        rf"\b(?P<whole>(?:girl|boy|man|woman|child|baby|daughter|son|dog|cat|horse|waiter|waitress|nurse){_GAP}(?:named|called){_GAP}(?P<name>{_WORD}))"
    )),
    (frozenset(["like", "unlike"]), lazy_pattern(rf"\b(?:Like|Unlike){_GAP}(?P<whole>(?P<name>{_FIRST})),{_GAP}(?:he|she)\b")),
    (frozenset(["come", "go", "look", "listen", "stop", "wait", "don", "get", "give", "please", "you"]), lazy_pattern(rf"[“\"](?P<whole>(?P<name>{_FIRST}),{_GAP}(?:come|go|look|listen|stop|wait|don[’']t|get|give|please|are{_GAP}you|can{_GAP}you|did{_GAP}you))\b")),
    (frozenset(["boys", "girls", "brothers", "sisters", "twins", "cousins"]), lazy_pattern(rf"\b(?P<whole>(?:both{_GAP}(?:the{_GAP})?(?P<name>{_WORD}){_GAP}(?:boys|girls)|the{_GAP}(?P<other>{_WORD}){_GAP}(?:brothers|sisters|twins|cousins)))\b")),
    (frozenset(["his", "her"]), lazy_pattern(
        rf"(?P<whole>(?P<name>{_WORD}),{_GAP}(?:in{_GAP}(?:his|her){_GAP}(?:\w+{_GAP})?(?:season|year|match|game|race|career|debut|twenties|thirties|forties|fifties|sixties|seventies|eighties)"
        rf"|(?:his|her){_GAP}(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|\d+(?:st|nd|rd|th))(?={_GAP}(?:goal|in|of|this|for|since)|[.,;])))"
    )),
    (frozenset(["named", "called", "name"]), lazy_pattern(rf"\b(?P<whole>(?:(?:another|one|someone|somebody|fellow){_GAP}(?:named|called)|by{_GAP}name|his{_GAP}name{_GAP}(?:only{_GAP})?as|(?:[Mm]y|[Hh]is|[Hh]er|whose){_GAP}name{_GAP}(?:is|was)){_GAP}(?P<name>{_WORD}))")),
    (frozenset(["owe", "owes", "owed", "dedicate", "dedicates", "dedicated"]), lazy_pattern(
        rf"\b(?P<whole>(?:[Oo]we[sd]?|[Dd]edicate[sd]?){_GAP}(?:this|my|the|her|his){_GAP}(?:album|book|career|film|job|life|novel|poem|poems|song|thesis){_GAP}to{_GAP}(?P<name>{_FIRST})(?:,{_GAP}(?:and{_GAP})?to{_GAP}(?P<other>{_FIRST}))?)(?=[,.;](?!{_GAP}where\b)|{_GAP}and\b)"
    )),
    (frozenset(["thanks", "thank", "congratulations", "condolences"]), lazy_pattern(
        rf"\b(?P<whole>(?:(?:[Mm]any|[Ss]pecial|[Bb]ig|[Ww]arm|[Oo]ur|[Mm]y){_GAP}thanks|[Tt]hank{_GAP}you|[Cc]ongratulations|[Cc]ondolences)(?:{_GAP}(?:also|all|again)){{0,2}}{_GAP}to{_GAP}(?P<name>{_FIRST})(?:(?:,|{_GAP}and){_GAP}(?P<other>{_FIRST}))?)(?=[,.;!]|{_GAP}(?:and|for|on|who|whose)\b)"
    )),
    (frozenset(["apologies"]), lazy_pattern(
        rf"\b(?P<whole>[Aa]pologies(?:{_GAP}(?:were|received|for|absence|came)){{0,3}}{_GAP}from{_GAP}(?P<name>{_FIRST})(?:(?:,|{_GAP}and){_GAP}(?P<other>{_FIRST}))?)(?=[,.;]|{_GAP}(?:and|who)\b)"
    )),
    (frozenset(["love", "who", "whose"]), lazy_pattern(rf"(?:^|\n|[“\"])(?P<whole>(?:To|For){_GAP}(?P<name>{_FIRST})),{_GAP}(?:with{_GAP}(?:all{_GAP})?(?:my{_GAP}|our{_GAP})?love\b|who\b|whose\b)")),
    (frozenset(["baby", "birthday", "boy", "bride", "bridegroom", "child", "deceased", "eldest", "girl", "groom", "widow", "widower", "youngest"]), lazy_pattern(
        rf"\b(?P<whole>[Tt]he{_GAP}(?:\w+{_GAP})?(?:baby|birthday{_GAP}(?:boy|girl)|boy|bride|bridegroom|child|deceased|eldest|girl|groom|widow|widower|youngest),{_GAP}(?P<name>{_FIRST}))(?=,)"
    )),
    (frozenset(["married", "marries", "marry", "marrying", "wed"]), lazy_pattern(rf"\b(?P<whole>(?:married|marries|marry|marrying|wed){_GAP}an?{_GAP}(?P<name>{_WORD}))(?=[,.;]|{_GAP}(?:and|who)\b)")),
    (frozenset(["dear", "love", "darling", "you"]), lazy_pattern(
        rf"[“\"‘](?P<whole>(?P<name>{_WORD}),{_GAP}(?:my{_GAP}(?:dear|love)|dear|darling|you{_GAP}(?:always|are|can|did|don[’']t|have|know|look|must|never|should|were|will)))\b"
    )),
    (frozenset(["killed", "wounded", "drowned", "hanged", "beheaded"]), lazy_pattern(rf"(?P<whole>(?P<name>{_WORD}){_GAP}(?:was|is|were|are){_GAP}(?:killed|wounded|drowned|hanged|beheaded))\b")),
)  # fmt: skip
# For the patterns that contain all first names: a pattern that matches any capitalised word in place of the first name.
# It is compiled in a tenth of the time, and most texts do not match it.
_ANY_WORD = r"[A-Z][A-Za-z]+"
_POSSIBLE = {
    pattern: lazy_pattern(pattern.pattern.replace(_FIRST, _ANY_WORD))
    for _, pattern in _INTRODUCTIONS
    if _FIRST in pattern.pattern
}
_SAINT = lazy_pattern(r"(?<![.!?,][^\S\n])(?<![\w’'-])(?P<whole>[A-Z][a-z]+[^\S\n](?P<name>St\.[^\S\n][A-Z][a-z]+)),")
_ALL_INTRODUCTIONS = (
    *_INTRODUCTIONS,
    (frozenset(["st"]), _SAINT),
    (_SHORTENED, _SHORT_FIRST),
    (frozenset(["messrs"]), _PARTNERS),
)
_FULL_NAME = lazy_pattern(
    rf"(?<![\w’'-])(?P<first>[A-ZÀ-Þ][a-zà-ÿ]+){_GAP}(?:[A-Z]\.{_GAP})?(?P<last>[A-ZÀ-Þ][\w’'-]*?[a-zà-ÿ])(?=[’']s\b|[^\w’'-]|$)(?!{_GAP}[A-ZÀ-Þ])"
)
_NAME = lazy_pattern(_WORD)
# Matches the words before the name of a place where something happened: "At Kanturk, in her 104th year, Mrs. Leader".
_STANDS_AT = lazy_pattern(r"(?i)\b(?:at|in|near)[^\S\n]$")
_PLURALS_OF_FAMILY = (*(f"{w}s" for w in _LISTS["family"]), "children", "siblings", "twins")
_RELATIVES_IN_LISTS = last_words(_PLURALS_OF_FAMILY)
# Matches a list of first names after relatives: "twin daughters, Victoria and Florence".
_LIST_OF_RELATIVES = lazy_pattern(
    rf"\b(?:{'|'.join(_PLURALS_OF_FAMILY)}),?{_GAP}(?:(?:were|are|named){_GAP})?(?P<names>{_WORD}(?:,{_GAP}{_WORD})*,?{_GAP}and{_GAP}{_WORD})(?!{_GAP}[A-ZÀ-Þ])"
)
_ROLE_BEFORE = lazy_pattern(
    rf"(?:\b(?:{any_of(_LISTS['roles'])}|{_RELATIVE}|named|called|said|says){_GAP}|\b{_TITLE}{_GAP}"
    rf"|\b(?:[Gg]uests?{_GAP}(?:is|was|are|were)|(?:[Jj]oined|[Ii]nterviewed){_GAP}by|(?:[Ii]nterview|[Cc]onversation){_GAP}with|[Dd]ear|[Hh]ello|[Hh]i|[Tt]hank{_GAP}you,|[Tt]hanks,){_GAP})$"
)
# Matches verbs and appositions after the full name of a person.
_ACTS = lazy_pattern(
    rf"{_GAP}(?:(?:also|never|once|later|still|always){_GAP})?(?:said|says|told|tells|asked|taught|teaches|sold|bought|ran|runs|plays|played|sings|sang|swam|swims|wrote|writes|paints|painted"
    rf"|drove|drives|wore|wears|lives|lived|works|worked|married|died|grew|thinks|thought|knew|knows|went|came|left|sat|stood|walked|joined|retired|pleaded|testified|smiled"
    rf"|laughed|hates|loves|likes|was{_GAP}(?:{_AGE}|born|arrested|charged|buried|married))\b|,{_GAP}(?:{_AGE},|an?{_GAP}[a-z]|who\b|whose\b|(?:his|her|their){_GAP}|(?:welcome|thank|thanks|good{_GAP}(?:morning|evening|to))\b|no{_GAP}relation\b)"
)
_ARTICLE = lazy_pattern(r"\b(?:[Tt]he|[Aa]n?)[^\S\n]$")
_PAST = lazy_pattern(r"[^\S\n](?!(?:need|based|named|called)\b)[a-z]{2,}ed\b")
# The last words of names of organisations and things. They are not surnames.
_NOT_SURNAME = lazy_pattern(
    r"(?:\w+(?:ers|ians|cans|crats|ists|ors)|Academy|Airlines|Airport|Airways|Association|Avenue|Bank|Bay|Beach|Board|Bridge|Building|Center|Centre|Church|City|Club|College|Company"
    r"|Council|County|Court|Creek|Department|District|Drive|Festival|Fire|Football|Gardens|Group|Harbo(?:u)?r|Heights|High|Hills|Chronicle|Courier|Gazette|Globe|Herald|Hospital|Hotel|House|Inquirer|Island|Islands|Journal[\w-]*|Lake|Lane|Library"
    r"|Mall|Marathon|Ministry|Museum|News|Office|Open|Park|Place|Plaza|Police|Post|Press|Province|Republic|River|Road|School|Schools|Square|State|Station|Street|Symphony|Tech|Theater|Theatre|Times"
    r"|Tower|Township|Tribune|University|Valley|Village|Zoo)"
)
_OF = lazy_pattern(r"\b(?:of|[Tt]he)[^\S\n]$")
_UNIT = lazy_pattern(r",[^\S\n][A-ZÀ-Þ]|[^\S\n](?:County|city|Police|police)\b")

# Words that are more often after names of people than after names of places.
PERSON_VERB = lazy_pattern(
    r"[’']s?[^\S\n][a-z]|[^\S\n](?:said|says|told|added|has|had|was|is|did|does|will|would|could|also|later|then|who|went|came|took|made|pleaded|testified|died|worked|joined)\b|,[^\S\n]who\b"
)


def find_people(text: str, gazetteer: Gazetteer) -> People:
    """Return the people with the name of a place whom the text introduces, for example by a title or an age."""
    acting = (Introduction(*actor, weak=True) for actor in find_actors(text, gazetteer))
    found = [*_introductions(text), *_relatives(text), *_full_names(text, gazetteer), *acting]
    located = {i.name for i in found if i.weak and is_located_anywhere(text, i.name)}
    return People(i for i in found if not (i.weak and i.name in located))


def _introductions(text: str) -> Iterator[Introduction]:
    """Yield names that are introduced by a title, an age, a relative or what the person does."""
    known = words_of(text)
    for words, pattern in _ALL_INTRODUCTIONS:
        if words and known.isdisjoint(words):
            continue
        if (possible := _POSSIBLE.get(pattern)) and not possible.search(text):
            continue
        for match in pattern.finditer(text):
            if pattern is _SHORT_FIRST and match["first"].lower() not in _SHORTENED:
                continue
            for group in ("name", "other"):
                name = match.groupdict().get(group)
                if name:
                    name = name.removesuffix("’s").removesuffix("'s")
                    start = match.start(group)
                    if start == match.start() and _STANDS_AT.search(text, max(0, start - 6), start):
                        continue
                    yield Introduction(start, start + len(name), name, " ".join(match["whole"].split()))


def _relatives(text: str) -> Iterator[Introduction]:
    """Yield the names in lists of relatives: "twin daughters, Victoria and Florence"."""
    if words_of(text).isdisjoint(_RELATIVES_IN_LISTS):
        return
    for match in _LIST_OF_RELATIVES.finditer(text):
        for name in _NAME.finditer(text, *match.span("names")):
            yield Introduction(name.start(), name.end(), name.group(), " ".join(match.group().split()))


def _full_names(text: str, gazetteer: Gazetteer) -> Iterator[Introduction]:
    """Yield names of people whose first name is known: "Sydney Brackett taught", "attorney Florence Houston"."""
    for match in _FULL_NAME.finditer(text):
        first, last, whole = match["first"], match["last"], " ".join(match.group().split())
        placelike = first in _FIRST_NAMES
        if not (placelike or first.lower() in language_data("en").given_names or _is_first_name(first, gazetteer)):
            continue
        role = _ROLE_BEFORE.search(text, max(0, match.start() - 30), match.start()) is not None
        acts = _ACTS.match(text, match.end()) or (not last.endswith("s") and _PAST.match(text, match.end()))
        if not role and (not acts or _ARTICLE.search(text, max(0, match.start() - 5), match.start())):
            continue
        if _NOT_SURNAME.fullmatch(last) or gazetteer.demonym(last) or gazetteer.best(whole) is not None:
            continue
        if gazetteer.negative(last) == "an English word" and not role:
            continue
        if placelike:
            yield Introduction(match.start("first"), match.end("first"), first, whole, weak=not role)
        yield Introduction(match.start("last"), match.end("last"), last, whole, weak=not role)
        yield Introduction(match.start(), match.end(), whole, whole)


def _is_first_name(word: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.negative(word) == "a first name"


def is_located_anywhere(text: str, name: str) -> bool:
    """Return whether the text uses the name in the position of a place: "in Austin"."""
    start = text.find(name)
    while start >= 0:
        if is_located(text, start):
            return True
        start = text.find(name, start + 1)
    return False


def is_person(text: str, start: int, end: int) -> bool:
    """Return whether an introduced name refers to the person here.

    It does unless a word next to the name shows that it is a place.
    """
    placed = is_placed(text, start) or _OF.search(text, max(0, start - 5), start)
    return not placed and _UNIT.match(text, end) is None
