"""Find author and date in the lines below the title of a document without metadata."""

from __future__ import annotations

import re
from dataclasses import replace

from storymap.given_names import given_names
from storymap.language import may_be_east_asian
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Passage, PassageKind
from storymap.read.byline import author_in, credited_in, split_names, without_credits
from storymap.read.credits import words_for
from storymap.read.dates import date_in
from storymap.read.towns import without_town

_LINES = 5  # author and date are searched for in this many passages below the title
_LONGEST_LINE = 100  # maximum number of code points in a line with an author or date
_LONG = 60  # a line with more code points is a sentence
_WORD = r"(?:[^\W\d_a-zß-öø-ÿа-яёіїєґα-ω][^\W\d_]*(?:[-’'.][^\W\d_]+)*|[^\W\d_]\.)\.?"
_PARTICLE = r"(?:von|van|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|zu|af|av|ter|ten|e)"
_PERSON = rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{1,3}}"
_PEOPLE = lazy_pattern(
    rf"{_PERSON}(?:\s*(?:,|;|&|/|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bi\b|\bи\b|\ben\b|\boch\b|\bog\b)\s*{_PERSON}){{0,4}}"
)
_NOT_NAMES = lazy_pattern(
    r"(?i)\b(?:the|an?|of|in|on|at|for|from|to|with|without|by|my|our|your|how|why|what|when|where|chapter|part|section|introduction|diary|notes?|guide|report|travel|day"
    r"|der|die|das|ein|eine|im|am|zum|zur|für|mit|ohne|kapitel|teil|les?|une?|des|au|aux|dans|sur|pour|avec|los|las|una?|en|con|sin|para|il|lo|gli|per|senza"
    r"|user|admin|administrator|webmaster|newsdesk|team|rédaction|redacción|redazione|redactie|editors|author|owner|unknown|anonymous|office|desk|staff|editor|newsroom|redaktion|company|inc|ltd|gmbh)\b"
)
# Matches the name of a place, which can be beside the date, by words that are not in names of people.
_PLACE = lazy_pattern(
    r"(?i)(?:new|san|los|las|saint|st\.?|north|south|east|mount|fort|port|rio|tel|hong|kuala|buenos|cape|bad|le|la)\s.*|.*\s(?:city|town|islands?|valley|county|village|falls|harbou?r)"
)
_BETWEEN = " \t\n,;·•|–—-:/()"  # these characters may be between a name and a date on the same line
# Words that may be before a date. "Narvik, 19 July 1904" begins with a place, so this line is part of the text.
_BEFORE_DATE = lazy_pattern(
    r"(?i)[\W]+(?:on|le|el|em|il|am|den|vom|de|del|the|dated?|published|posted|data|datum|fecha|dato)\W*$"
)
# Matches a town of one to three words and a comma, and the word "on" after it in some languages.
_TOWN_AND_DAY = lazy_pattern(
    r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*(?:\s[^\W\d_a-zß-öø-ÿ][\w'’.-]*){0,2},\s(?:(?:on|le|el|em|il|am|den|de|del|the)\s)?(?=\d|$)"
)
_LABEL = lazy_pattern(
    r"(?i)(?:\W*(?:first|last|published|publi[ée]e?|posted|updated|recorded|written|dated?|released|on|the|le|el|em|il|am|den|vom|vor|stand|erschienen"
    r"|veröffentlicht|aktualisiert|aufgenommen|publicado|pubblicato|opublikowano|data|datum|fecha|опубликовано|дата|公開|更新|投稿)\b\W*){0,4}\W*"
)
# Matches the words before the date of publication on a last line.
_PUBLISHED = lazy_pattern(
    r"(?i)\W*(?:(?:first|last)\s+)?(?:published|posted|publi[ée]e?s?|paru|publicado|pubblicato|veröffentlicht|erschienen|gepubliceerd|publicerad|publisert|udgivet|julkaistu|opublikowano|publikováno|objavljeno|publicat|megjelent|опубликовано|опубліковано|δημοσιεύτηκε|yayınlan\w+)\b(?:\s+(?:on|le|el|il|em|am|op|den|dnia|dne|la|на))?\W*"
)
_WRITER_LABEL = lazy_pattern(rf"(?i)^{words_for('author')}\s*[:：]\s*")
# Matches a name with the surname first. A word after a comma may also be a title such as "Jr.".
_SURNAME_FIRST = lazy_pattern(
    rf"(?P<surname>(?:(?i:{_PARTICLE})\s+){{0,2}}{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{0,2}}),\s+(?P<given>(?!(?i:jr|sr|ph\.?d|m\.?d|esq|obe|mbe)\b|[IVX]+\Z){_WORD}(?:\s+[^\W\d_]\.)?)"
)
_JOINED = lazy_pattern(r"\s(?:and|und|et|y|и|i|og|och|en)\s|\s&\s")
# Matches a name with initials and the occupation after it: "A. Marten, engineer".
_WITH_ROLE = lazy_pattern(
    r"(?P<name>(?:[^\W\d_]\.\s?){1,3}[^\W\d_a-zа-яё][^\W\d_]+(?:-[^\W\d_]+)?),\s+[a-zà-ÿа-яё][^.!?,;:]{2,60}"
)
# Matches a writer for the paper before a name: "Notre correspondant Yannick Le Bihan".
_REPORTER = lazy_pattern(
    rf"(?i:(?:[^\W\d_]+\s+){{0,2}}(?:correspond\w+|korrespond\w+|corrispondent\w|corresponsal|reporter\w*|journalist\w*|periodista|giornalista|redakteur\w*|redaktör|verslaggev\w+|dziennikar\w+|корреспондент\w*))\s+(?P<name>{_PERSON})"
)
# The most common Chinese surnames. They are needed to recognise names, because Chinese names contain no space.
_SURNAMES = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"


_CJK_PERSON = lazy_pattern(rf"[\u4e00-\u9fff]{{1,4}}[ \u3000][\u3040-\u9fff]{{1,4}}|[{_SURNAMES}][\u4e00-\u9fff]{{2}}")


def person(name: str) -> str:
    """Return names of people ("Neža Kralj, Peter Lodge") with normalized white space.

    A town after a name is left out. Return "" if `name` is that of a department, a program or an account.
    """
    name = without_town(" ".join(name.split()))
    full, comma, town = name.rpartition(", ")
    if comma and " " in full and "," not in full and " " not in town:
        name = full  # after a full name and a comma, a single word is a town
    is_person = _PEOPLE.fullmatch(name) or (may_be_east_asian(name) and _CJK_PERSON.fullmatch(name))
    if not is_person or _NOT_NAMES.search(name):
        return ""
    return ", ".join(re.split(r"\s*(?:[;&/,]|\b(?:and|und|et|y|и|en|och|og)\b)\s*", name))


def writers(written: str) -> list[str]:
    """Return the names in an author field, without labels ("Text: …") and without photographers and translators."""
    text = _WRITER_LABEL.sub("", without_credits(f" {written}").strip())
    joined = person(text) if _JOINED.search(text) else ""
    return joined.split(", ") if joined else [text] if text else []


def in_order(name: str) -> str:
    """Return the name of one person with the given name first: "Ana García López" for "García López, Ana".

    Call it only for fields that have one person. After a surname of several words, the given name must be a frequent
    one, because the word may also be a town: "Maeve Tierney, Portumna".
    """
    found = _SURNAME_FIRST.fullmatch(" ".join(name.split()))
    if found is None or _NOT_NAMES.search(f"{found['surname']} {found['given'].split()[0]}"):
        return name
    known = found["given"].split()[0].lower() in given_names()
    single = " " not in found["surname"] and found["surname"].lower() not in given_names()
    return f"{found['given']} {found['surname']}" if known or single else name


def is_account(name: str) -> bool:
    """Return whether the author in a file's properties is a program, an account or a department, and not a person."""
    return bool(_NOT_NAMES.search(name))


def take_head(article: Article, *, author: str = "") -> Article:
    """Return the article with byline and date from the lines below its title. These lines are marked as byline.

    `author` is the author in the file's properties. It is used if no line contains an author.
    """
    passages = list(article.passages)
    byline, published = article.byline, article.published
    for index in range(1 if _has_title(article) else 0, min(_LINES, len(passages) - 1)):
        passage = passages[index]
        line = " ".join(article.text[passage.start : passage.end].split())
        if passage.kind not in (PassageKind.PARAGRAPH, PassageKind.HEADING) or len(line) > _LONGEST_LINE:
            break
        names, day = _read(line, article, passage, index)
        if not (names or day or published) and passages[index - 1].kind is PassageKind.BYLINE:
            day = _date_after_town(line, article)
        if (names and byline and names != byline) or not (names or day):
            continue
        byline, published = byline or names, published or day
        passages[index] = replace(passage, kind=PassageKind.BYLINE, level=0)
    if not published and passages and (day := _last_date(article, passages[-1])):
        published, passages[-1] = day, replace(passages[-1], kind=PassageKind.BYLINE)
    return replace(article, byline=byline or person(author), published=published, passages=tuple(passages))


def _date_after_town(line: str, article: Article) -> str:
    """Return the ISO date of a line that has only a town and a date, or "".

    If the article has several such lines, they are the dates of a diary, so the result is "".
    """
    lines = (" ".join(article.text[p.start : p.end].split()) for p in article.passages)
    dated = [one for one in lines if len(one) <= _LONG and _TOWN_AND_DAY.match(one) and date_in(one)]
    found = date_in(line)
    whole = found is not None and not line[found.end :].strip(_BETWEEN + ".")
    return found.iso if found and whole and dated == [line] and _TOWN_AND_DAY.match(line[: found.start]) else ""


def _last_date(article: Article, passage: Passage) -> str:
    """Return the ISO date of a last line that has only a label and a date ("Published 8 October 2025"), or ""."""
    line = " ".join(article.text[passage.start : passage.end].split())
    dated = date_in(line) if passage.kind is PassageKind.PARAGRAPH and len(line) <= _LONG else None
    label = line[: dated.start] if dated else ""
    whole = dated is not None and not line[dated.end :].strip(_BETWEEN + ".")
    return dated.iso if dated and whole and label.strip() and _PUBLISHED.fullmatch(label) else ""


def _has_title(article: Article) -> bool:
    first = article.passages[0] if article.passages else None
    return first is not None and (
        first.kind is PassageKind.HEADING or article.text[first.start : first.end].strip() == article.title
    )


def _read(line: str, article: Article, passage: Passage, index: int) -> tuple[str, str]:
    """Return the names and the ISO date of a line that contains only these, or ("", "") if it contains other text."""
    dated = date_in(line)
    rest = line
    if dated is not None:
        rest = _BEFORE_DATE.sub("", line[: dated.start]).strip(_BETWEEN) + " " + line[dated.end :]
        rest = rest.strip(_BETWEEN)
    names = person(author_in(rest)) or ", ".join(split_names(author_in(rest))) or ", ".join(credited_in(rest))
    if not names and index and rest and (index == 1 or passage.kind is PassageKind.PARAGRAPH):
        names = person(rest)
        # If the text below mentions a name again, the name is that of a place in a subheading, not that of an author.
        if names and any(name in article.text[passage.end :] for name in names.split(", ")):
            names = ""
        if names and dated and _PLACE.fullmatch(names):  # "21 April 2014 – New York City"
            names = ""
    if not names and index and (reporter := _REPORTER.fullmatch(rest)):
        names = reporter["name"]
    if not names and index == 1 and (titled := _WITH_ROLE.fullmatch(rest)) and titled["name"][:1].isupper():
        names = titled["name"]
    if names:
        return names, dated.iso if dated else ""
    if dated and len(line) <= _LONG and _LABEL.fullmatch(rest):
        return "", dated.iso
    return "", ""
