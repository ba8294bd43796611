"""Find things, companies and works that are named after places, by the words next to the name.

The words are in `things.toml`.

Examples: "a Norfolk jacket", "the frigate Lancaster", "the film Casablanca", "the Duke of York", "the 20th Maine",
"Patagonia, which sells jackets". "the Durango stopped" is not about a town, because the name of a town has no article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer, Match
from storymap.recognize.namings import is_naming
from storymap.recognize.positions import is_located, is_placed
from storymap.recognize.ships import is_ship
from storymap.recognize.word_lists import any_of, word_lists
from storymap.recognize.words_near import last_words, word_before

A_THING = "a food, a breed or another thing named after the place"
A_SHIP = "a ship"
A_NAMESAKE = "a person, an animal or a thing with this name"
A_WORK = "a film, a book or a song"
A_SAINT = "a saint"
A_COMPANY = "a company, a brand or a newspaper"


_LISTS = word_lists("things.toml")
_LOOK_BACK = 40  # characters
_FEW_FOODS = 4  # a text is about food if it has at least this many words for food
_FOOD_EVERY = 350  # in a text about food, there is a word for food in at most this many characters on average
_SENTENCE = 60  # words for food are searched for in this many characters before and after a name
_CALLED_AFTER = lazy_pattern(rf"[^\S\n](?:{any_of(_LISTS['called_after'])})\b(?![-’'])")
# Matches foods and drinks after a name, but not in "Kenya coffee exports" and "Vidalia onion growers", where the name
# is a location.
_FOOD_AFTER = lazy_pattern(
    rf"[^\S\n](?:{any_of(_LISTS['foods'])})\b(?![-’']|[^\S\n](?!(?:and|are|as|at|before|but|by|for|from|had|has|in|is|it|of|on|or|than|that|to|was|were|which|with|bought|each|made|sold|[a-z]+ed)\b)[a-z])"
)
# Matches verbs before the name of a food or drink: "drinking Korça".
_CONSUMED = lazy_pattern(
    r"(?i)\b(?:drink|drank|drinking|eat|ate|eating|pour|poured|pouring|sip|sipped|sipping|taste|tasted|tasting)[^\S\n](?:(?:cold|good|hot|local|old|some|young|warm)[^\S\n])?$"
)
# Matches the words before the name in "The red to drink is Cahors" and "What she will not eat is Asiago".
_FOOD_IS = lazy_pattern(
    r"(?i)(?:\b(?:the|our|his|her|their|my)[^\S\n](?:[a-z]+[^\S\n])?(?:beer|brandy|cheese|cider|gin|liqueur|red|rosé|sausage|sherry|spirit|white|wine)(?:[^\S\n](?!from\b)[a-z]+){0,3}?|\bwhat[^\S\n](?:[a-z]+[^\S\n]){1,4}(?:cook|drink|eat|pour|sell|serve)s?)"
    r"[^\S\n](?:is|was)[^\S\n](?:(?:always|called|mostly|usually)[^\S\n])?$"
)
# Matches the words before the name in "Order the Korça" and "He makes Appenzell". The name of a town has no article, and
# only the names of products follow the other verbs.
_ORDERED = lazy_pattern(
    r"(?i)\b(?:drink|drank|drinking|eat|ate|eating|order(?:ed)?|pour(?:ed)?|tast(?:e|ed)|try|tried|uncorked)[^\S\n](?:the|some)[^\S\n]$"
)
_MADE = lazy_pattern(r"(?i)\b(?:ages?|aged|make|makes|made|making|sell|sells|sold|smokes?)[^\S\n]$")
# Matches an indefinite article before a name.
_INDEFINITE = lazy_pattern(r"\b[Aa]n?[^\S\n]$")
# Matches words before a name that tell of another place with this name: "there is a Paris in Texas".
_EXISTENTIAL = lazy_pattern(
    r"(?i)(?:\bthere(?:[’']s|[^\S\n](?:is|was|are|were|has))|\b(?:map|county|state|country|province)(?:[^\S\n]\w+)?[^\S\n]ha[sd])[^\S\n](?:also[^\S\n])?an?[^\S\n]$"
)
# Matches words after a name that describe the place: "a Berlin without a wall".
_PLACE_AFTER = lazy_pattern(r",?[^\S\n](?:in|of|that|where|which|with|without)\b")
_WORK = lazy_pattern(
    rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[’']s)[^\S\n](?:[\w’'-]+[^\S\n]){{0,2}}(?:{any_of(_LISTS['works'])}),?[^\S\n][“\"‘']?$"
)
_OF = lazy_pattern(
    rf"\b(?P<word>{any_of([*_LISTS['nobility'], *_LISTS['things_of']])})[^\S\n]of[^\S\n](?:the[^\S\n])?$"
)
_FEAST = lazy_pattern(rf"\b(?:{any_of(_LISTS['feasts_of'])})[^\S\n]of[^\S\n]$")
_SAINT = lazy_pattern(r"(?:Sainte?|St\.?|San|Santa|Santo|São|Sant|Sankt)[^\S\n-]")
_CROWN = lazy_pattern(r"\bCrown[^\S\n]Prince")
# Matches a container before a name. The name is then that of a food or drink, which is named after the place: "a bottle
# of Korça", "a plate of Parma".
_CONTAINER = lazy_pattern(
    rf"\b(?:[Aa]n?|[Tt]he|[Aa]nother|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]ix|[Hh]alf|his|her|my|their|our|last|first|second)[^\S\n](?:[a-z]+[^\S\n])?(?:{any_of(_LISTS['containers'])})[^\S\n]of[^\S\n](?:(?:cold|cheap|good|hot|old|red|local|young|white|warm)[^\S\n])?$"
)
_QUOTED = lazy_pattern(r"[”\"][^\S\n][a-z]")
_QUOTE_BEFORE = lazy_pattern(r"[“\"]$")
_NOT_AFTER_WORK = lazy_pattern(r"[-–/]|[’']s\b|,[^\S\n][A-Z]|[^\S\n](?:to|and)[^\S\n][A-Z]")
# Matches the number before the name of a regiment: "the 20th Maine", "the Fourth Texas".
_ORDINAL = lazy_pattern(
    r"\b(?:[Tt]he[^\S\n])?(?:\d+(?:st|nd|rd|d|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|\w+teenth"
    r"|(?:Twent|Thirt|Fort|Fift|Sixt|Sevent|Eight|Ninet)(?:ieth|y-\w+))[^\S\n]$"
)
# "on U.S. 50 through Bainbridge": a highway
_HIGHWAY = lazy_pattern(
    r"[^\S\n](?:(?:Route|Highway|Hwy\.?)[^\S\n])?\d{1,3}(?=[.,;:)]?$|[.,;:)](?!\d)|[^\S\n](?:and|at|between|from|has|in|is|near|north|south|east|through|to|was|west|where|which|will)\b)"
)
_UNIT_NOUN = lazy_pattern(
    r"[^\S\n](?!(?:and|are|as|at|by|came|fell|fired|for|had|has|held|in|is|lay|lost|made|marched|moved|of|on|stood|that|to|took|under|was|were|which|who|will|with)\b)[a-z]"
)
_GAP = r"[^\S\n]"
_BREED = frozenset(f"{name}{end}" for name in _LISTS["breeds"] for end in ("", "s"))
_OF_COUNTIES = frozenset(f"{name}{end}" for name in _LISTS["breeds_of_counties"] for end in ("", "s"))
_CLOTHES = frozenset(f"{name}{end}" for name in _LISTS["clothes"] for end in ("", "s"))
# Matches the words before the name of a breed: "her old Airedale", "two Clydesdales", "he bred Leicesters and Cheviots".
_BRED = (
    rf"\b(?:{{0}}){_GAP}(?:(?:big|black|brown|elderly|fat|little|new|old|red|small|white|young){_GAP})?$"
    rf"|\b(?:bred|breeds?|breeding|herd{_GAP}of|flock{_GAP}of|keeps|kept|milked|milks|pair{_GAP}of){_GAP}(?:[A-Z]\w+s(?:,{_GAP}|{_GAP}and{_GAP}|,{_GAP}and{_GAP})){{{{0,3}}}}$"
)
_COUNTED = "[Aa]n?|[Aa]nother|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Tt]en"
_ANIMALS = lazy_pattern(_BRED.format(_COUNTED))
_ANIMAL = lazy_pattern(_BRED.format(rf"{_COUNTED}|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|[Yy]our|[a-z]+[’']s?"))
# Matches the words before the name of a garment: "wore a Panama", "put the Guernsey over".
_WEARS = r"(?:wears?|wearing|wore|worn|put|puts|putting|pulled|buttoned|knitted|knits|took|threw|don(?:ned|s)|dressed)"
_WORN = lazy_pattern(
    rf"(?i:\b{_WEARS}(?:{_GAP}(?:in|off|on|out|over|up))?{_GAP}(?:(?:an?|her|his|my|the|their|your){_GAP})?(?:(?:(?!(?:across|at|by|for|from|in|near|of|off|on|over|to|with)\b)[a-z]+{_GAP}){{0,2}}))"
    rf"(?:(?:[A-Z][\w’-]+(?:{_GAP}[a-z]+)?(?:,{_GAP}|{_GAP}and{_GAP})(?:an?{_GAP}|the{_GAP})?)){{0,2}}$"
)
_IS_MADE = frozenset({"all", "are", "is", "old", "real", "was", "were"})
# Matches the words before the name in "the carpet was Axminster".
_MADE_THING = lazy_pattern(
    rf"(?i)\b(?:the|her|his|our|their){_GAP}(?:[a-z]+{_GAP})?(?:{any_of(_LISTS['made_things'])}){_GAP}(?:is|was|are|were){_GAP}(?:all{_GAP}|real{_GAP}|old{_GAP})?$"
)
_DETERMINER = lazy_pattern(r"(?:^|[^\w])(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y)[^\S\n]$")
# Matches words before the name of a river or region, which need not be in the gazetteer: "across the Breg".
_PLACED_ARTICLE = lazy_pattern(
    r"(?i)\b(?:above|across|along|alongside|at|below|beside|between|beyond|by|cross|crosse[ds]|crossing|down|for|from|in|into|near|of|on|over|past|through|to|toward|towards|under|up|and)\s+the\s+$"
)
_ENDS_PHRASE = lazy_pattern(
    r"[.!?;:)”\"](?!\w)|,(?![^\S\n](?:and[^\S\n])?[A-ZÀ-Þ])|$|\n"
    r"|[^\S\n](?:after|and(?![^\S\n][A-ZÀ-Þ])|are|as|at|before|by|came|can|could|did|does|drove|failed|for|from|had|has|hit|if|in|into|is|left|on|or(?![^\S\n][A-ZÀ-Þ])|out|pulled|ran|sailed|sank|stank|stopped|struck"
    r"|swerved|that|to|turned|until|was|were|went|when|which|while|who|will|with|would|(?!based|born|listed|owned)[a-z]{2,}ed)\b"
)
_ENDS_OWNED = lazy_pattern(
    rf"{_ENDS_PHRASE.pattern}|[^\S\n](?:and|but|cross|on|over|under|slept|sleeps|stood|ran|runs|bit|barked|barks|fought|died|won|met|ate|eats|lay|lies|trotted|puppy|puppies|bitch|heifer)\b"
)
_COMPANY = lazy_pattern(
    r"[^\S\n](?:Inc|Corp|Ltd|LLC|PLC|plc|AG|GmbH)\b|,[^\S\n]which[^\S\n](?:owns|sells|makes|employs|operates|acquired|bought|reported|runs|builds|trades|advertises)\b"
    r"|(?:[’']s)?[^\S\n](?:shares|stock|shareholders|warehouse|warehouses|CEO|employees|customers|subsidiary|earnings|website|phones?|stores)\b|\.(?:com|cn|uk|de)\b"
    r"|[^\S\n](?:also[^\S\n])?(?:recalled|(?:will|is[^\S\n]to|plans[^\S\n]to|would)[^\S\n](?:close|open|cut|sell|launch|pay|hire|build)|declined[^\S\n]to[^\S\n]comment|opened|reported|sells?|sold|makes|bought|posted|cut|hired|launched|raised[^\S\n]prices|took[^\S\n]its[^\S\n]name)\b"
)
_SELLS = lazy_pattern(r",[^\S\n]which[^\S\n](?:sells|makes|manufactures|acquired)[^\S\n][a-z]+s\b")
# Matches the words before the name of a company: "Shares in Rio Tinto".
_SHARES = lazy_pattern(
    r"\b(?:[Ss]hares?|[Ss]tock|[Ss]takes?)[^\S\n]in[^\S\n](?:[A-Z][\w’'-]*(?:[^\S\n][A-Z][\w’'-]*)?(?:,|[^\S\n]and)[^\S\n])?$"
)
_JOINED = lazy_pattern(r",|[^\S\n](?:and|or|with|on)\b")
_FOOD = lazy_pattern(rf"\b(?:{any_of(_LISTS['food_words'])})\b", re.IGNORECASE)
# The last words that some patterns for the words before a name can match. After other words, these patterns are not
# searched for.
_LAST_OF_CONTAINER = frozenset({"of", "cold", "cheap", "good", "hot", "old", "red", "local", "young", "white", "warm"})
_LAST_OF_CONSUMED = frozenset({"drink", "drank", "drinking", "eat", "ate", "eating", "pour", "poured", "pouring", "sip", "sipped", "sipping", "taste", "tasted", "tasting", "cold", "good", "hot", "local", "old", "some", "young", "warm"})  # fmt: skip
_LAST_OF_FOOD = frozenset({"is", "was", "always", "called", "mostly", "usually"})
_LAST_OF_WORK = last_words(_LISTS["works"])
_LAST_OF_ORDINAL = ("d", "st", "th")  # the ends of words such as "22d", "First" and "Fiftieth"
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "my"})


def thing(text: str, mention: Mention, gazetteer: Gazetteer) -> str:
    """Return the reason if the words next to a name show that it means a thing, otherwise ""."""
    if mention.surface.endswith("County"):
        return ""
    start, end = mention.start, mention.end
    before, last = text[max(0, start - _LOOK_BACK) : start], word_before(text, start)
    if _CALLED_AFTER.match(text, end) or _is_food(text, before, last, end):
        return A_THING
    if is_ship(text, mention, gazetteer):
        return A_SHIP
    if is_naming(text, mention):
        return A_NAMESAKE
    if _is_work(text, before, last, end):
        return A_WORK
    if last in ("of", "the") and (of := _OF.search(before)) and not _CROWN.search(before):
        return "a title or a thing named after the place" if of["word"] != "Treaty" else "a treaty"
    if last == "of" and _FEAST.search(before) and _SAINT.match(mention.surface):
        return A_SAINT
    if _follows_ordinal(before, last) and _UNIT_NOUN.match(text, end) is None and _is_state(mention, gazetteer):
        return "a regiment"
    if _is_company(text, mention, before, last, gazetteer):
        return A_COMPANY
    if mention.surface in ("U.S.", "US") and _HIGHWAY.match(text, end):
        return "a highway"
    return _product(text, mention, before, last, gazetteer)


def _follows_ordinal(before: str, last: str) -> bool:
    """Return whether an ordinal number is before a name: "the Twenty-first"."""
    return (last.endswith(_LAST_OF_ORDINAL) or "y-" in before) and _ORDINAL.search(before) is not None


def _product(text: str, mention: Mention, before: str, last: str, gazetteer: Gazetteer) -> str:
    """Return the reason if a name means a product or another thing without a noun, otherwise ""."""
    if _is_product(text, mention) or _is_owned(text, mention, before, last):
        return A_THING
    ordered = last in ("the", "some") and _ORDERED.search(before)
    if ordered and _ENDS_PHRASE.match(text, mention.end) and _has_no_article(mention, gazetteer):
        return A_THING
    if (
        last in _DETERMINERS
        and _DETERMINER.search(before)
        and not _PLACED_ARTICLE.search(before)
        and _ENDS_PHRASE.match(text, mention.end)
        and (_has_no_article(mention, gazetteer) or _is_indefinite(text, mention, before))
        and not _EXISTENTIAL.search(before)
    ):
        return "a thing named after the place, because the name of the place is used without an article"
    return ""


def _is_owned(text: str, mention: Mention, before: str, last: str) -> bool:
    """Return whether a name means an animal of a breed, a garment or a thing in a house: "her Airedale", "wore a Panama"."""
    name = mention.surface
    if name in _CLOTHES and _WORN.search(before) and not _PLACED_ARTICLE.search(before):
        return _ENDS_OWNED.match(text, mention.end) is not None
    if (name in _BREED and _ANIMAL.search(before)) or (name in _OF_COUNTIES and _ANIMALS.search(before)):
        return _ENDS_OWNED.match(text, mention.end) is not None
    if last not in _IS_MADE or _MADE_THING.search(before) is None:
        return False
    return _ENDS_PHRASE.match(text, mention.end) is not None


def _is_indefinite(text: str, mention: Mention, before: str) -> bool:
    """Return whether an indefinite article makes a name that of a thing: "an Adana", but not "a Berlin without a wall"."""
    return _INDEFINITE.search(before) is not None and _PLACE_AFTER.match(text, mention.end) is None


def _is_work(text: str, before: str, last: str, end: int) -> bool:
    """Return whether a name follows a noun for a work ("the film Casablanca"), or is in quotation marks inside a sentence."""
    if last in _LAST_OF_WORK and _WORK.search(before) and _NOT_AFTER_WORK.match(text, end) is None:
        return True
    return _QUOTE_BEFORE.search(before) is not None and _QUOTED.match(text, end) is not None


def _is_food(text: str, before: str, last: str, end: int) -> bool:
    """Return whether a name follows words for food or drink, or precedes a food: "a glass of Chablis", "Puy lentils"."""
    held = last in _LAST_OF_CONTAINER and _CONTAINER.search(before)
    if held and text.startswith(",", end):
        return True  # "a wedge of Gloucester, Dundee cake and tea"
    follows = (
        held
        or (last in _LAST_OF_CONSUMED and _CONSUMED.search(before))
        or (last in _LAST_OF_FOOD and _FOOD_IS.search(before))
    )
    if follows and _ENDS_PHRASE.match(text, end):
        return True
    return _FOOD_AFTER.match(text, end) is not None


def _is_company(text: str, mention: Mention, before: str, last: str, gazetteer: Gazetteer) -> bool:
    shares = last in ("in", "and") or before.rstrip().endswith(",")
    if shares and _SHARES.search(text, max(0, mention.start - _LOOK_BACK), mention.start):
        return _is_town(mention, gazetteer)
    if is_located(text, mention.start):
        return False
    if mention.surface in _LISTS["companies"]:
        return _COMPANY.match(text, mention.end) is not None
    return _SELLS.match(text, mention.end) is not None and _is_town(mention, gazetteer)


def _is_product(text: str, mention: Mention) -> bool:
    if mention.surface not in _LISTS["products"] or is_placed(text, mention.start):
        return False
    if _MADE.search(text, max(0, mention.start - _LOOK_BACK), mention.start):
        return True
    if _FOOD.search(text, max(0, mention.start - _SENTENCE), mention.start) or _is_about_food(text):
        return True
    return (
        _JOINED.match(text, mention.end) is not None
        and _FOOD.search(text, mention.end, mention.end + _SENTENCE) is not None
    )


@lru_cache(64)
def _is_about_food(text: str) -> bool:
    """Return whether words for food and drink are frequent in a text."""
    return sum(1 for _ in _FOOD.finditer(text)) >= max(_FEW_FOODS, len(text) / _FOOD_EVERY)


# In these countries, no state has an article. In other countries, some have: "the Punjab".
_STATES = frozenset({"AU", "MX", "US"})


def is_river(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether the gazetteer has a river, lake or other inland water with a name, with or without the word
    "River"."""
    found = [*gazetteer.find(name), *gazetteer.find(f"{name} River"), *gazetteer.find(f"River {name}")]
    return any(e.kind == "water" for e in found)


def _is_town(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether the name usually means a town or state, and not a river, country or region."""
    found = [e for e in gazetteer.find(mention.name) if e.match <= Match.OFFICIAL]
    return bool(found) and found[0].kind in ("city", "admin1", "admin2", "site")


def _is_state(mention: Mention, gazetteer: Gazetteer) -> bool:
    return any(e.kind == "admin1" and e.country == "US" for e in gazetteer.find(mention.name)[:2])


def _has_no_article(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether a one-word name belongs only to towns and states, which have no article."""
    if not mention.surface.isalpha() or mention.surface.isupper() or is_river(mention.surface, gazetteer):
        return False
    found = [e for e in gazetteer.find(mention.name) if e.match <= Match.ALTERNATE]
    towns = all(e.kind in ("city", "admin2") or (e.kind == "admin1" and e.country in _STATES) for e in found)
    return bool(found) and towns and not gazetteer.place(found[0]).name.startswith("The ")
