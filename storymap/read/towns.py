"""Remove the town after a name in a byline, as in "Ann Lee in Leeds", in any language that has capitals.

Some languages without capitals are covered by their words for "from" and "in".
"""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import UNCASED

# Short words that join parts of a name, and words for "and"
_IN_NAMES = lazy_pattern(
    r"von|van|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|zu|zur|ter|ten|af|av|do|das|st|ben|abu|san|binti|of|the|for"
    r"|und|and|et|y|e|i|og|och|en|ja|a|ve|și|és|dan|та|і|и|και|o|ou|with|mit|avec|con|sowie"
)
# Words for "and" that mean "in" or "at" in other languages
_AMBIGUOUS = lazy_pattern(r"[iae]|en")
# Words for "in", "at" and "from". After them, a town may have several words.
_IN = lazy_pattern(
    r"in|at|from|aus|à|au|depuis|desde|em|din|iz|ze?|we?|ve?|na|u|ob|во?|з|із|у|из|от|с|fra|frá|frå|från|på|ved|uit|vanuit|te|fyrir|ur|ar|yn|nga|në|nel|dalla|dal"
)
# Pattern for words that only mean "in" or "at". A name after them is that of a town.
AFTER_IN = r"(?:[Ii]n|[Aa]t|[Ee]m|[Àà]|[Ww]e?|[Vv]e?|[Вв]|[Pp]å|[Nn]el|[Dd]in|[Nn]ë)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’‘.-]*"
_ENDS_WITH_TOWN = lazy_pattern(
    rf"(?P<name>{_CAPITAL}(?:\s\S+)*?\s{_CAPITAL})\s(?P<joint>[^\W\d_]{{1,7}})\s(?P<town>{_CAPITAL}(?:[\s-]{_CAPITAL}){{0,2}})"
)
_LETTERS = rf"[{UNCASED}'’.-]+"
# Arabic, Persian: "from" and "in" after a name of at least two words
_UNCASED_TOWN = lazy_pattern(
    rf"(?P<name>{_LETTERS}\s{_LETTERS}(?:\s{_LETTERS}){{0,3}}?)\s(?:من|في|از|در)\s{_LETTERS}(?:\s{_LETTERS}){{0,2}}"
)


def without_town(text: str) -> str:
    """Return the text of a byline without the town after the last name: "Ann Lee" for "Ann Lee in Leeds".

    A short word in lower case before the last capitalised word shows that this word is a town and not a name.
    """
    if found := _UNCASED_TOWN.fullmatch(text):
        return found["name"]
    found = _ENDS_WITH_TOWN.fullmatch(text)
    if found is None:
        return text
    joint, short = found["joint"], " " not in found["town"]
    if _IN.fullmatch(joint):
        is_town = True
    else:
        joins = _IN_NAMES.fullmatch(joint) and not _AMBIGUOUS.fullmatch(joint)
        is_town = joint.islower() and short and not joins
    return found["name"] if is_town else text
