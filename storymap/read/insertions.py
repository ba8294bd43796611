"""Recognize what a site inserts between the paragraphs of an article: links to other articles, requests, notices.

All formats with HTML use this. The phrases are in `phrases.toml`. A line with such a phrase is only an insertion if it
is set apart from the text.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import BLOCKS, HEADINGS, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 30  # maximum number of words in an insertion; a block with more words is a paragraph
_LONGEST_TEXT = 240  # maximum number of code points in an insertion
_SHORT = 15  # maximum number of words in an insertion that is a request with a link
_SEPARATOR = r"\s*(?:[:：՝|｜»›→>▶►–—/-]|\.\.\.|…)+\s*"
_START = r"[^\w¿¡]*"  # there may be marks and emoji before the first word
_SENTENCE_END = lazy_pattern(r"[.!?。！？؟।][\"'”’»)\]]*\Z")
_SAID = lazy_pattern(r"[\"“„«»”「」]|,\s")
_FIRST = lazy_pattern(r"\w+")
_NUMBER = lazy_pattern(r"\W*\d")
_SENTENCE = lazy_pattern(r"[.!?。！？]\s*")
_SEE = lazy_pattern(
    r"(?i)\W*(?:see|siehe|voir|vo[iy]ez|ver|vea|veja|vedi|guarda|zie|bekijk|se|sjá|katso|vaata|skaties|zobacz|viz|vezi|vegeu|ikusi|poglej\w*|pogledaj\w*|погледај\w*|вижте|смотрите|дивіться|δείτε|함께\s보기)\b"
)
_LAST_VERBS = ("abonnieren", "prenumerera", "abonner")
_PARTS = frozenset(
    [*HEADINGS, "p", "div", "section", "aside", "span", "strong", "b", "em", "i", "li", "ul", "blockquote", "center"]
)


@cache
def _pattern(kind: str) -> str:
    """Return a pattern that matches any phrase of a kind in any language."""
    return "(?:" + "|".join(map(_phrase, _phrases(kind))) + ")"


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    phrases = {phrase for language in _tables()[kind].values() for phrase in language}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _phrase(phrase: str) -> str:
    written = (
        re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\*", r"\w*").replace(r"\-\?", "-?").replace("'", "['’]")
    )
    return written if _is_unspaced(phrase) else rf"(?<![^\W_]){written}(?!\w)"


def _is_unspaced(phrase: str) -> bool:
    """Return whether a phrase is in a script without spaces between words."""
    return any(
        "\u3040" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0e7f" or "\uac00" <= char <= "\ud7a3" for char in phrase
    )


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    label, request, notice, reading = map(_pattern, ("other_article", "request", "notice", "reading_time"))
    return (
        re.compile(rf"(?i){_START}(?P<label>{label})(?P<separator>{_SEPARATOR}|\W*\Z|\s*)"),
        re.compile(
            rf"(?i){_START}(?:{request})|{_START}[^.!?。！？]{{1,60}}[.!?。！？]\s*(?:{request})|[^,;:]{{1,50}}\b(?:abonnieren|prenumerera|abonner)\W*\Z"
        ),
        re.compile(rf"(?i){_pattern('channel')}"),
        re.compile(
            rf"(?i){_START}(?:{notice}|{reading}\D{{0,20}}\d|\d+['′]?\s*(?:\w+\s+)?{reading}|\d+\s*min(?:ute)?s?\W+(?:to\s+)?read\b|\d{{1,2}}:\d\d\s*/\s*\d{{1,2}}:\d\d\W*\Z)"
        ),
        re.compile(rf"(?i){_pattern('verb')}"),
    )


@cache
def _first_words(kind: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the first words of all phrases of a kind, and the stems of those first words whose ending varies."""
    phrases = [_FIRST.search(phrase.casefold()) for phrase in _phrases(kind)]
    found = {(match[0], match.string[match.end() :][:1] == "*") for match in phrases if match}
    stems = {word if star else word[:2] for word, star in found if star or _is_unspaced(word)}
    return frozenset(word for word, _ in found), tuple(stems)


def _may_begin(kind: str, words: str) -> bool:
    """Return whether a phrase of this kind may begin with the first word of a line. This is a quick check before the
    patterns are tried."""
    first = _FIRST.search(words)
    if first is None:
        return False
    word = first[0].casefold()
    whole, stems = _first_words(kind)
    return word in whole or word.startswith(stems)


@cache
def _all_first_words() -> tuple[frozenset[str], tuple[str, ...]]:
    found = [_first_words(kind) for kind in ("other_article", "request", "notice", "reading_time")]
    return frozenset().union(*(whole for whole, _ in found)), tuple({s for _, stems in found for s in stems})


def is_label_of_other_articles(words: str) -> bool:
    """Return whether a line is only a label of links to other articles, such as "Related posts:".

    "See also" and its translations are not such labels, because wikis have them in the text.
    """
    if not _may_begin("other_article", words) or _SEE.match(words):
        return False
    return re.fullmatch(rf"(?i){_START}{_pattern('other_article')}\W*", words) is not None


def may_be_insertion(words: str) -> bool:
    """Return whether a line may be an insertion, judging by its first words. This is a quick check."""
    if not words.isascii():
        return True
    whole, stems = _all_first_words()
    for part in _SENTENCE.split(words.casefold()):
        first = _FIRST.search(part)
        if first and (first[0] in whole or first[0][0].isdecimal() or first[0].startswith(stems)):
            return True
    return words.casefold().rstrip(" .!").endswith(_LAST_VERBS)


def _may_ask(words: str) -> bool:
    """Return whether a sentence of a line may begin with a request, or the line ends with the verb of a request."""
    parts = _SENTENCE.split(words)
    return any(_may_begin("request", part) for part in parts) or words.casefold().rstrip(" .!").endswith(_LAST_VERBS)


def label_of(words: str) -> tuple[str, str]:
    """Return (label, rest) of a line that begins with a label for another article: ("Read also: ", "The last ferry").

    The label includes its separator. Return ("", "") if there is no label.
    """
    if not _may_begin("other_article", words):
        return "", ""
    found = _compiled()[0].match(words)
    return (words[: found.end()], words[found.end() :]) if found else ("", "")


@lru_cache(maxsize=256)
def is_request(words: str) -> bool:
    """Return whether the words of a short line ask readers to follow, subscribe, write or share."""
    if len(words) > _LONGEST_TEXT or len(words.split()) > _LONGEST:
        return False
    if not _may_ask(words):
        return False
    request, channel = _compiled()[1:3]
    found = request.match(words)
    return bool(found and channel.search(words))


@lru_cache(maxsize=256)
def is_page_notice(words: str) -> bool:
    """Return whether a short line begins like a notice about a partner, affiliate links or a player."""
    if len(words) > _LONGEST_TEXT or len(words.split()) > _LONGEST:
        return False
    begins = _may_begin("notice", words) or _may_begin("reading_time", words) or _NUMBER.match(words)
    return bool(begins and _compiled()[3].match(words))


@cache
def _liked() -> re.Pattern[str]:
    return re.compile(rf"(?i){_START}{_pattern('liked')}")


def asks_who_liked(words: str) -> bool:
    """Return whether a short text asks readers who liked the article for something: "If you liked this, tell a friend."

    Call it only for the last paragraphs of an article.
    """
    if len(words) > _LONGEST_TEXT or len(words.split()) > _LONGEST or not _may_begin("liked", words):
        return False
    return bool(_liked().match(words))


def leads_to_article(element: HtmlElement) -> bool:
    """Return whether a block is a label and the title of another article: "Read also: …".

    The title is in a link, or the whole line is emphasised, or the label is an element of its own.
    """
    words = _words(element)
    if not _may_begin("other_article", words):
        return False
    label, rest = label_of(words)
    if not label or len(words.split()) > _LONGEST or next(element.iter("img", "figure", "table"), None) is not None:
        return False
    linked = " ".join(map(_words, element.iter("a")))
    separated = not label.rstrip()[-1:].isalnum()
    if linked and rest and (rest == linked or (linked == words and (separated or not _SENTENCE_END.search(words)))):
        return separated or not _SENTENCE_END.search(words) or rest == linked
    if (
        linked
        and rest
        and rest.startswith(linked[:20])
        and len(rest) - len(linked) <= 3
        and not _SENTENCE_END.search(words)
    ):
        return True
    emphasised = any(_words(e) == words for e in element.iter("strong", "b", "em", "i"))
    if rest and separated and emphasised and not _SENTENCE_END.search(words):
        return True
    return bool(linked) and _begins_with_label(element, label) and not _has_sentence(element)


def _begins_with_label(element: HtmlElement, label: str) -> bool:
    """Return whether the first element with words in a block contains only the label."""
    plain = label.strip(" :：՝|»›→>▶►–—-/")
    return any(_words(e).strip(" :：՝|»›→>▶►–—-/") == plain for e in element.iterdescendants() if e.tag in _PARTS)


def _words(element: HtmlElement) -> str:
    """Return the text of an element, with spaces between inner elements, because a style sheet may separate them."""
    return " ".join(" ".join(element.itertext()).split()).replace("İ", "I")


def _has_sentence(element: HtmlElement) -> bool:
    return any(
        e.tag == "p" and len(words_of(e).split()) > 8 and _SENTENCE_END.search(words_of(e))
        for e in element.iterdescendants("p")
    )


def is_insertion(element: HtmlElement, words: str = "", *, apart: bool, last: bool = False) -> bool:
    """Return whether a block is not part of the text around it.

    `apart`: whether the class, the position or the markup of the block differs from that of a paragraph. `last`:
    whether the block has its own class and is after the text. Such a block is an insertion even if it only begins like
    a request.
    """
    words = words or words_of(element)
    if not words or len(words) > _LONGEST_TEXT or len(words.split()) > _LONGEST:
        return False
    if _may_begin("other_article", words) and leads_to_article(element):
        return True
    return apart and not is_quoted(words) and (is_request(words) or is_page_notice(words) or (last and _asks(words)))


def _asks(words: str) -> bool:
    """Return whether a line without a full stop begins with a request, or contains a request and names a channel."""
    if _SENTENCE_END.search(words):
        return False
    found = _may_ask(words) and _compiled()[1].match(words)
    return bool(found) or bool(_compiled()[4].search(words) and _compiled()[2].search(words))


def is_quoted(words: str) -> bool:
    """Return whether a line is in quotation marks."""
    return words[:1] in "“„«»\"'‘「『"


def remove_insertions(root: HtmlElement) -> list[str]:
    """Remove the insertions from the HTML of a post or an entry of a feed. Return their words."""
    removed: list[str] = []
    _remove_lists(root, removed)
    blocks = [e for e in root.iter("p", "div", "section", "aside", "blockquote", *HEADINGS) if words_of(e)]
    classes = [str(e.get("class") or "") for e in blocks if len(words_of(e).split()) >= 12]
    for index, block in enumerate(blocks):
        outer = any(e.tag in BLOCKS for e in block.iterdescendants())
        if block.getparent() is None or block.tag in HEADINGS or (outer and len(words_of(block).split()) > _LONGEST):
            continue
        if is_insertion(block, apart=_is_apart(block, classes, last=index >= len(blocks) - 3)):
            removed.append(words_of(block))
            block.drop_tree()
    return removed


def _remove_lists(root: HtmlElement, removed: list[str]) -> None:
    """Remove headings such as "Related posts" with the list of links after them."""
    for heading in [e for e in root.iter("p", *HEADINGS) if label_of(words_of(e)) == (words_of(e), "") != ("", "")]:
        after = heading.getnext()
        words = words_of(after) if after is not None and after.tag in ("ul", "ol") else ""
        if words and " ".join(words_of(a) for a in after.iter("a")) == words:
            removed.append(f"{words_of(heading)} {words}")
            heading.drop_tree()
            after.drop_tree()


def _is_apart(block: HtmlElement, classes: list[str], *, last: bool) -> bool:
    """Return whether a block is set apart, for example by a class of its own or by emphasis.

    At the end of the text (`last`), a block after a horizontal rule is set apart too.
    """
    name, words = str(block.get("class") or ""), words_of(block)
    if name and name not in classes:
        return True
    if any(words_of(e) == words for e in block.iter("em", "i", "small", "a")):
        return True
    first = block[0] if len(block) and not (block.text or "").strip() else None
    if first is not None and first.tag in ("strong", "b") and is_page_notice(words_of(first)):
        return True
    if next(block.iter("a"), None) is not None and len(words.split()) <= _SHORT:
        return True
    before = block.getprevious()
    after_rule = before is not None and before.tag == "hr"
    return (last and after_rule) or (
        not _SENTENCE_END.search(words) and not _SAID.search(words[:-1].replace(", ", " ", 1))
    )
