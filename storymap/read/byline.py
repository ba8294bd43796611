"""The line below a title that says who wrote the article: "By Jane Doe", "Von Katrin Albers", "文・写真　佐藤健一"."""

from __future__ import annotations

import re
from dataclasses import replace

from storymap.model import Article, PassageKind
from storymap.tokens import sentence_spans

_LONGEST = 100  # code points
_BEFORE = 3  # passages: a byline stands below the title, or below title and standfirst
# Words that open a byline where a name follows; the others say so by their colon.
_OPENING = re.compile(
    r"""(?xi)(?: (?: by | von | par | por | de | di | door | автор | текст | بقلم | كتب[ةه]? ) \s+ (?P<name> \S .* )
      | (?: by | words(?:\ by)? | story(?:\ by)? | text(?:o|e)?(?:\ (?:and|und|et|y|&)\ (?:photos?|fotos?|pictures))? | author | autorin | autor | auteure? | автор | текст | автори | بقلم )
        \s* [:：] \s* (?P<after>\S.*)
      | (?: 文 | 取材 | 執筆 | 記者 )(?: [・、と] (?: 文 | 写真 | 撮影 ) )* [:：／/\s]+ (?P<ja>\S.*) )"""
)
# Name after name: words with a capital, particles between them, whatever follows a comma.
_WORD = r"[^\W\d_a-zа-яіїєґß-öø-ÿ][\w.'’-]*"
_PARTICLE = r"(?:von|van|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|zu|und|and|et|y|e|i|і|и|та|&)"
_NAME = re.compile(
    rf"{_WORD}(?:(?:,\s|\s){_PARTICLE}(?=\s))*(?:(?:\s|\s?,\s){_WORD}|\s{_PARTICLE}(?=\s))*(?:,\s.*)?\.?"
)
_NOT_LAST = tuple("!?。！？:;")  # a byline does not end with these


def author_in(line: str) -> str:
    """Whom a line names as its author; "" when it is no byline."""
    line = " ".join(line.split())
    if len(line) > _LONGEST or line.endswith(_NOT_LAST) or len(sentence_spans(line)) > 1:
        return ""
    opened = _OPENING.fullmatch(line)
    if not opened:
        return ""
    name = next(filter(None, (opened["ja"], opened["after"], opened["name"])))
    return name.removesuffix(".") if _NAME.fullmatch(name) else ""


def take_byline(article: Article) -> Article:
    """The article with its byline found among its first passages, and the passage of it marked as that."""
    for i, passage in enumerate(article.passages[:_BEFORE]):
        name = author_in(article.text[passage.start : passage.end])
        if name and passage.kind is PassageKind.PARAGRAPH and len(article.passages) > 1:
            marked = replace(passage, kind=PassageKind.BYLINE)
            passages = (*article.passages[:i], marked, *article.passages[i + 1 :])
            return replace(article, byline=article.byline or name, passages=passages)
    return article
