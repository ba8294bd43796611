"""Find the authors of an article: in the line below its title ("By Jane Doe", "文・写真　佐藤健一") and in metadata."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from storymap.given_names import given_names
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Passage, PassageKind
from storymap.read.credits import BY, OTHERS, any_word, credits_in, plain_label, with_all_colons, words_in
from storymap.read.dates import date_in
from storymap.read.persons import guest_in, persons
from storymap.read.towns import AFTER_IN
from storymap.tokens import sentence_spans

_LONGEST = 100  # maximum number of code points in a byline
_LONGEST_CREDITS = 160  # maximum number of code points in all lines with credits
_LONGEST_HEAD = 6  # credits of others are searched for in this many passages at the beginning
_LAST = 3  # credits are searched for in this many passages at the end
# A byline is searched for in this many passages, because it is below the title, or below the title and an introductory
# paragraph.
_BEFORE = 3
# Words at the beginning of a byline. The words in the first group are followed by a name, the others by a colon.
_OPENING = lazy_pattern(
    r"""(?xi)(?: (?: by | von | par | por | de | di | door | af | av | nga | eftir | gan | vun | автор | текст | بقلم | كتب[ةه]? ) \s+ (?P<name> \S .* )
      | (?: by | words(?:\ by)? | story(?:\ by)? | text(?:o|e)?(?:\ (?:and|und|et|y|&)\ (?:photos?|fotos?|pictures))? | author | autorin | autor | auteure? | автор | текст | автори | بقلم )
        \s* [:：] \s* (?P<after>\S.*)
      | (?: tekst | słowa | testi? | texte?s? | tekstit? | scenariusz ) \s* [:：] \s* (?P<label>\S.*)
      | (?: (?:prepared|written|compiled|reported|told)\ by | (?:verfasst|geschrieben|zusammengestellt|erzählt|aufgezeichnet)\ von | (?:écrit|rédigé|raconté)\ par
          | (?:escrito|redactado|contado)\ por | (?:scritto|raccontato)\ da | skrevet\ av | skriven\ av | geschreven\ door | составил[аи]? | написал[аи]? | подготовил[аи]? | рассказал[аи]?
          | napisał[ay]? | opracował[ay]? | napsal[ai]? | napisala? )
        \s* [:：]? \s+ (?P<said>[^\W\d_][^\s]*\s\S.*)
      | (?: 文 | 取材 | 執筆 | 記者 )(?: [・、と] (?: 文 | 写真 | 撮影 ) )* [:：／/\s]+ (?P<ja>\S.*) )"""
)
# One or more names: capitalized words, with particles ("von") between them, and any text after a comma.
_WORD = r"[^\W\d_a-zа-яіїєґß-öø-ÿ][\w.'’-]*"
_PARTICLE = r"(?:von|van|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|zu|und|and|et|y|e|i|і|и|та|&)"
_NAME = lazy_pattern(
    rf"{_WORD}(?:(?:,\s|\s){_PARTICLE}(?=\s))*(?:(?:\s|\s?,\s){_WORD}|\s{_PARTICLE}(?=\s))*(?:,\s.*)?\.?"
)
# Matches a town of one to three words after a full name and a dash: "Ann Lee — Porto Alegre".
_TOWN_AFTER = lazy_pattern(
    rf"(?<=\w)\s[–—-]\s(?P<town>{_WORD}(?:\s(?:(?:de|do|da|am|an|der|sur|upon)\s)?{_WORD}){{0,2}})$"
)
# Matches a town after a comma and a word for "in": ", à Lampaul".
_IN_TOWN = lazy_pattern(rf"(?<=\w),\s{AFTER_IN}\s{_WORD}(?:[\s-]{_WORD}){{0,2}}$")
_SIGNED = lazy_pattern(r"(?:[—–―]|--|~)\s*(?P<names>[^\n]{4,80})")
_NOT_LAST = tuple("!?。！？:;")  # a line that ends like this is not a byline


def author_in(line: str) -> str:
    """Return the author that a line names, or "" if the line is not a byline."""
    line = plain_label(" ".join(line.split()))
    if len(line) > _LONGEST or line.endswith(_NOT_LAST) or len(sentence_spans(line)) > 1:
        return ""
    opened = _OPENING.fullmatch(line)
    if not opened:
        return ""
    name = next(filter(None, (opened["ja"], opened["after"], opened["name"], opened["label"], opened["said"])))
    name = _without_town(without_credits(name))
    if "(" in name and (named := persons(name)) and all(" " in one for one in named):
        return ", ".join(named)  # "Ann Lee, Innsbruck (text) and Bo Ek (photos)"
    return name.removesuffix(".") if _NAME.fullmatch(name) else ""


def _without_town(names: str) -> str:
    """Return the names before a comma, a word for "in" and a town, or before a dash and a town.

    After the dash, a given name and another word are a second person.
    """
    names = _IN_TOWN.sub("", names)
    town = _TOWN_AFTER.search(names)
    if town is None or (" " in town["town"] and town["town"].split()[0].lower() in given_names()):
        return names
    return names[: town.start()]


def without_credits(names: str) -> str:
    """Return the names of authors without the credits after them: "Ann Lee, photos by Bo Ray" -> "Ann Lee"."""
    words = words_in(names, *OTHERS)
    return _credits(words).sub("", names) if words else names


@lru_cache(maxsize=256)
def _credits(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the credits after the names of the authors, with these words for photographers and others."""
    return re.compile(
        r"(?i)\s*(?:[,;·|/–—-]|\s(?:and|und|et|y|e|i|и)\s)?\s*\b(?:with\s+|mit\s+|avec\s+|con\s+)?"
        rf"{any_word(words)}\s*(?:[:：]|\b{BY}\b).*"
    )


def credited_in(text: str) -> list[str]:
    """Return the authors in lines that contain only credits, or [] if the text is something else.

    Examples: "Text: Ann Lee", "By Ann Lee. Photos by Bo Ek".
    """
    if len(text) > _LONGEST_CREDITS:
        return []
    text = "\n".join(map(with_all_colons, text.splitlines()))
    lines = [part for line in text.splitlines() for part in re.split(r"(?<=\w\w)\.\s+", line.strip("（）() "))]
    found = list(credits_in("|".join(lines)))
    if not any(credit.role for credit in found) or not all(c.role or author_in(c.names) for c in found):
        return []
    names = [p for c in found if c.role != "other" for p in persons(c.names if c.role else author_in(c.names))]
    return names if all(" " in name or not name.isascii() for name in names) else []


def take_byline(article: Article) -> Article:
    """Return the article with the authors from a byline, credits or a note on a guest author.

    The passage that names the authors gets the kind BYLINE. Bylines are only searched for in the first passages;
    credits and notes are also searched for in the last passages.
    """
    return _with_byline(_with_credits(article))


def _with_credits(article: Article) -> Article:
    passages = list(article.passages)
    byline, count = article.byline, len(passages)
    for i in [*range(min(_BEFORE, count - 1)), *range(max(_BEFORE, count - _LAST), count)]:
        text = article.text[passages[i].start : passages[i].end].strip()
        if passages[i].kind is not PassageKind.PARAGRAPH:
            continue
        guest = guest_in(text)
        if names := guest or credited_in(text):
            byline = ", ".join(names) if guest or not byline else byline
            passages[i] = replace(passages[i], kind=PassageKind.BYLINE)
    for i in range(1, min(_LONGEST_HEAD, count - 1)):
        beside = PassageKind.BYLINE in (passages[i - 1].kind, passages[i + 1].kind)
        line = " ".join(article.text[passages[i].start : passages[i].end].split())
        if beside and passages[i].kind is PassageKind.PARAGRAPH and _credits_others(line):
            passages[i] = replace(passages[i], kind=PassageKind.BYLINE)
    if not byline and (signed := _signature(article, passages)):
        byline, passages[-1] = signed, replace(passages[-1], kind=PassageKind.BYLINE)
    shown = any(p.kind is PassageKind.PARAGRAPH for p in passages)
    return replace(article, byline=byline, passages=tuple(passages)) if shown else article


def _credits_others(line: str) -> bool:
    """Return whether a short line only has a label and the full names of photographers or other people."""
    found = list(credits_in(line)) if len(line) <= _LONGEST else []
    return bool(found) and all(c.role == "other" and _NAME.fullmatch(c.names) and persons(c.names) for c in found)


def _signature(article: Article, passages: list[Passage]) -> str:
    """Return the full names in a last passage such as "— Ann Lee", which begins with a dash, otherwise "".

    After a quotation, such a line names the source of the quotation, so the result is "".
    """
    if (
        len(passages) < _BEFORE
        or passages[-1].kind is not PassageKind.PARAGRAPH
        or passages[-2].kind is PassageKind.QUOTE
    ):
        return ""
    signed = _SIGNED.fullmatch(article.text[passages[-1].start : passages[-1].end].strip())
    before = article.text[passages[-2].start : passages[-2].end].strip()
    if signed is None or before[-1:] in '”"»“':
        return ""
    names = persons(signed["names"])
    full = all(" " in name or not name.isascii() for name in names)
    return ", ".join(names) if full and _NAME.fullmatch(signed["names"]) else ""


def _with_byline(article: Article) -> Article:
    for i, passage in enumerate(article.passages[:_BEFORE]):
        line = " ".join(article.text[passage.start : passage.end].split())
        name = author_in(line) or (author_in(line.split(" · ")[0]) if len(line) <= _LONGEST else "")
        if name and passage.kind is PassageKind.PARAGRAPH and len(article.passages) > 1:
            marked = replace(passage, kind=PassageKind.BYLINE)
            passages = (*article.passages[:i], marked, *article.passages[i + 1 :])
            date = date_in(name)
            name = name[: date.start].rstrip(" ,·|–—-") if date else name
            name = ", ".join(split_names(name))
            published = article.published or (date.iso if date else "")
            return replace(article, byline=article.byline or name, published=published, passages=passages)
    return article


def split_names(names: str) -> list[str]:
    """Return the names in a list of persons, one by one. Names without a surname ("Ana y Luis") are not split."""
    parts = re.split(r"\s(?:and|und|et|y|и|i|og|och|en|&)\s", names)
    complete = len(parts) > 1 and all(len(part.split()) > 1 and _NAME.fullmatch(part) for part in parts)
    return parts if complete else [names]
