"""Turn the components of site generators and content management systems into plain HTML: admonitions, media entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import classes, words_of
from storymap.read.page.images import remove

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST_CAPTION = 40  # the caption of a media entity has at most this many words
_HEADING = lazy_pattern(r"(?i)admonition-?_?(?:heading|title)|markdown-alert-title|callout-?title")
# Titles that programs write above an admonition if the author gives none
_DEFAULT_TITLES = frozenset([
    "note", "notes", "tip", "info", "information", "important", "caution", "warning", "danger", "attention", "hinweis", "notiz", "tipp", "achtung",
    "warnung", "wichtig", "gefahr", "remarque", "astuce", "avertissement", "nota", "consejo", "información", "atención", "advertencia", "importante",
    "peligro", "dica", "informação", "atenção", "aviso", "perigo", "suggerimento", "attenzione", "avviso", "pericolo", "opmerking", "waarschuwing",
    "belangrijk", "gevaar", "uwaga", "wskazówka", "informacja", "ostrzeżenie", "ważne", "примечание", "заметка", "совет", "информация", "внимание",
    "предупреждение", "важно", "опасность", "примітка", "порада", "увага", "not", "ipucu", "bilgi", "uyarı", "dikkat", "önemli", "tehlike", "obs",
    "varning", "viktigt", "advarsel", "huomio", "varoitus", "vinkki", "注意", "备注", "提示", "信息", "警告", "危险", "重要", "備註", "資訊", "危險", "備考", "ヒント", "情報",
    "危険", "メモ", "참고", "노트", "팁", "정보", "주의", "경고", "위험", "중요",
])  # fmt: skip


def plain_components(page: HtmlElement) -> None:
    """Remove the default titles of admonitions, and turn media entities of Drupal into figures, in place."""
    for heading in [e for e in page.iter("div", "p", "h5", "span") if _HEADING.search(str(e.get("class") or ""))]:
        if words_of(heading).casefold().strip(" :!") in _DEFAULT_TITLES:
            remove(heading)
    for media in [e for e in page.iter("article", "div") if "media--type-image" in classes(e)]:
        _figure(media)


def _figure(media: HtmlElement) -> None:
    """Turn an image with fields below it into a figure, whose caption has the words of the fields."""
    pictures = sum(1 for _ in media.iter("img"))
    around = next(media.iterancestors("figure"), None)
    if (
        pictures != 1
        or around is not None
        or next(media.iter("figure", "figcaption", "h1", "h2", "h3"), None) is not None
    ):
        return
    fields = [e for e in media if isinstance(e.tag, str) and next(e.iter("img"), None) is None and words_of(e)]
    if not fields or len(words_of(media).split()) > _LONGEST_CAPTION:
        return
    media.tag = "figure"
    caption = media.makeelement("figcaption")
    for field in fields:
        field.tag, field.tail = "span", " "
        caption.append(field)
    media.append(caption)
