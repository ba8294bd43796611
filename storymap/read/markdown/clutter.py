"""Remove navigation from the HTML of a Markdown file: tables of contents, share buttons, links to other articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Omitted
from storymap.read.html.media import is_image_file
from storymap.read.html.tree import HEADINGS, words_of
from storymap.read.insertions import is_label_of_other_articles

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TO_TOP = lazy_pattern(
    r"(?i)[\W_]*(?:(?:back|return|go|jump)?\s*(?:to\s+)?(?:the\s+)?top|(?:zurück\s+)?nach\s+oben|(?:retour\s+en\s+)?haut(?:\s+de\s+page)?|(?:volver\s+)?arriba|torna\s+su"
    r"|voltar\s+ao\s+topo|naar\s+boven|do\s+góry|наверх|к\s+началу|トップへ(?:戻る)?|回到顶部|返回顶部)?[\W_]*"
)
_TOP = lazy_pattern(r"(?i)#(?:top|readme(?:-top)?|nav|start|oben|haut)?")
_SHARE = lazy_pattern(
    r"(?i)[/.](?:share(?:r|article|-offsite)?)\b(?:\.php)?[^?]*\?(?:.*&)?(?:u|url|text|link|href|title|body)=|/share/?$|/intent/(?:tweet|post)|//(?:wa\.me/?\?|api\.whatsapp\.com|telegram\.me/share|t\.me/share)|/pin/create|^mailto:\?|/submit\?url=|[?&]share=(?:facebook|twitter|x|email|jetpack|pinterest|linkedin|reddit|telegram|whatsapp|tumblr|pocket)\b"
)
# Labels of links to other articles. Such links are between the paragraphs. "See also" is not included, because wikis
# use it in the text.
_READ_ALSO = lazy_pattern(
    r"(?i)\W*(?:read\s+(?:also|more|next|this\s+next)|also\s+read|you\s+(?:might|may)\s+also\s+like|leggi\s+anche|lire\s+aussi|à\s+lire(?:\s+aussi)?|lesen\s+sie\s+auch|lies\s+auch|mehr\s+zum\s+thema"
    r"|le[ae]\s+también|leer\s+también|te\s+puede\s+interesar|leia\s+(?:também|mais)|lees\s+ook|czytaj\s+(?:też|także|również)|читайте\s+также|читати\s+також|関連記事|相关阅读|延伸阅读)\b\W*"
)
_CONTENTS = lazy_pattern(
    r"(?i)\W*(?:table\s+of\s+contents|contents|on\s+this\s+page|toc|inhalt(?:sverzeichnis)?|table\s+des\s+matières|sommaire|índice|indice|sommario|spis\s+treści|содержание|оглавление|目次|目录|inhoud(?:sopgave)?)\W*"
)
_CATEGORY = lazy_pattern(
    r"(?i):?(?:category|kategorie|catégorie|categoría|categoria|categorie|kategoria|kategori|категория|категорія|カテゴリ|分类|分類):"
)
_NOTE = lazy_pattern(r"(?i)#(?:user-content-)?(?:footnote|fn|note|_ftn|_edn|ftnt|endnote|sdfootnote|cite_note)[\w:-]*")
_BACK = lazy_pattern(
    r"(?i)#(?:user-content-)?(?:footnote-anchor|footnote-ref|fnref|_ftnref|_ednref|ftnt_ref|cite_ref)[\w:-]*"
)
_BANNER = lazy_pattern(r"(?i)/(?:ads?|adverts?|banners?|werbung|publicidad|reklama)/")
_OWN_PAGE = lazy_pattern(r"(?!//|#|\w+:)\S")  # matches the address of another page of the same site
_BLOCKS = ("p", "li", "div", "td")
_PROSE = 12  # a paragraph of running text has at least this many words
_MOST_LABEL_WORDS = 3  # a row of share buttons has at most this many words besides the links


def remove_navigation(root: HtmlElement) -> list[Omitted]:
    """Remove links to other articles and links for moving around in the text. Return what was removed."""
    _mark_notes(root)
    found: list[HtmlElement] = []
    contents = _contents(root)
    own = set(contents)
    for block in [e for e in root.iter(*_BLOCKS) if e not in own]:
        links = [link for link in block.iter("a") if link.get("href")]
        if links and not _holds_blocks(block) and _is_navigation(block, links):
            found.append(block)
    found += contents + [e for e in root.iter("table") if _is_banner(e)]
    found += [e for block in root.iter(*HEADINGS, "p") for e in _list_of_posts(block)]
    omitted = [Omitted("navigation", words_of(e)[:200]) for e in found if words_of(e)]
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    for image in [e for e in root.iter("img") if _BANNER.search(str(e.get("src") or "")) and _leads_away(e)]:
        image.drop_tree()
    return omitted


def _is_navigation(block: HtmlElement, links: list[HtmlElement]) -> bool:
    words = words_of(block)
    linked = " ".join(words_of(link) for link in links)
    targets = [str(link.get("href")) for link in links]
    if len(links) == 1 and _TOP.fullmatch(targets[0]) and linked == words and _TO_TOP.fullmatch(words) and words:
        return True
    if all(_CATEGORY.match(target) for target in targets) and len(linked) >= 0.8 * len(words):
        return True
    beside = len(words.split()) - len(linked.split())
    if all(_SHARE.search(target) for target in targets) and beside <= _MOST_LABEL_WORDS:
        return True
    label = _READ_ALSO.match(words)
    if label and words[-1] in ".!?" and not re.search(r"[:：»→>|–—-]\s*\Z", label[0]):
        return False  # the line is a sentence of the author
    return bool(label) and len(words) - len(linked) <= len(label[0]) + 2 and len(words.split()) <= 30  # type: ignore[index]


def _list_of_posts(label: HtmlElement) -> list[HtmlElement]:
    """Return a label such as "Related posts" and the list below it.

    Each item must begin with a link to a page of the site, and have only a few words after the link.
    """
    below = label.getnext()
    if below is None or below.tag not in ("ul", "ol") or not is_label_of_other_articles(words_of(label)):
        return []
    return [label, below] if all(_is_post(item) for item in below.iter("li")) else []


def _is_post(item: HtmlElement) -> bool:
    link = next(item.iter("a"), None)
    if link is None or not _OWN_PAGE.match(str(link.get("href") or "")):
        return False
    words, linked = words_of(item), words_of(link)
    return words.startswith(linked) and len(words.split()) - len(linked.split()) < _PROSE


def _contents(root: HtmlElement) -> list[HtmlElement]:
    """Return the blocks of tables of contents: lists and paragraphs with only links to parts of the same page.

    A list must be below a label such as "Contents", or before the first section of the text. A paragraph must be below
    such a label, or before the text. Elsewhere, such links are usually references that the author makes in the text. A
    single paragraph with one link is not a table of contents.
    """
    blocks = [e for e in root.iter("p", "ul", "ol") if next(e.iter("img"), None) is None and _only_links_inside(e)]
    known = set(blocks)
    found: dict[HtmlElement, None] = {}
    begun = _first_sections(root, known)
    for block in blocks:
        around = [block.getprevious(), block.getnext()]
        before = around[0]
        several = sum(1 for _ in block.iter("a")) > 1 or any(e in known for e in around if e is not None)
        labelled = before is not None and before.tag in (*HEADINGS, "p") and _CONTENTS.fullmatch(words_of(before))
        if not several or any(e in found for e in block.iterancestors()):
            continue
        if labelled or before in found or block in begun[block.tag != "p"]:
            found[block] = None
            if before is not None and labelled:
                found[before] = None
    return list(found)


def _first_sections(root: HtmlElement, blocks: set[HtmlElement]) -> tuple[set[HtmlElement], set[HtmlElement]]:
    """Return the blocks before the first paragraph of text, and the blocks before the first heading after it."""
    before_text: set[HtmlElement] = set()
    before_section: set[HtmlElement] = set()
    text = section = False
    for element in root.iter():
        if element in blocks:
            if not text:
                before_text.add(element)
            if not (text and section):
                before_section.add(element)
        elif element.tag == "p" and len(words_of(element).split()) >= _PROSE:
            text = True
        elif element.tag in HEADINGS and element.tag != "h1":
            section = section or text
    return before_text, before_section


def _only_links_inside(block: HtmlElement) -> bool:
    """Return whether all words of a block are in links to parts of the same page.

    Return False if one of the links is the number of a note.
    """
    links = list(block.iter("a"))
    targets = [str(link.get("href") or "") for link in links]
    if not links or not all(t.startswith("#") and len(t) > 1 for t in targets):
        return False
    if any(words_of(link).isdecimal() for link in links):
        return False
    linked = "".join("".join(words_of(link).split()) for link in links)
    return re.sub(r"[\W_]+", "", linked) == re.sub(r"[\W_]+", "", words_of(block)) != ""


def _mark_notes(root: HtmlElement) -> None:
    """Write the number of a note as "[1]" if it is a plain link. Remove the links from the notes back to the text."""
    for link in list(root.iter("a")):
        target, words = str(link.get("href") or ""), words_of(link)
        if not words.strip("[]").isdecimal() or link.getparent() is None:
            continue
        if _BACK.fullmatch(target):
            holder = link.getparent()
            link.drop_tree()
            if holder is not None and holder.tag == "p" and not words_of(holder) and holder.getparent() is not None:
                holder.drop_tree()
        elif _NOTE.fullmatch(target) and not any(e.tag == "sup" for e in (*link.iterancestors(), *link.iter("sup"))):
            for child in list(link):
                link.remove(child)
            link.text = f"[{words.strip('[]')}]"


def _is_banner(table: HtmlElement) -> bool:
    """Return whether a table is only a linked image without words. Web clippers save advertisements in this form."""
    images = list(table.iter("img"))
    return (
        len(images) == 1
        and not words_of(table)
        and _leads_away(images[0])
        and sum(1 for _ in table.iter("td", "th")) <= 2
    )


def _leads_away(image: HtmlElement) -> bool:
    """Return whether an image is in a link that does not lead to an image."""
    links = [e for e in image.iterancestors() if e.tag == "a"]
    return bool(links) and not is_image_file(str(links[0].get("href") or ""))


def _holds_blocks(block: HtmlElement) -> bool:
    return any(
        True
        for _ in block.iter("p", "ul", "ol", "table", "figure", "blockquote", "h1", "h2", "h3", "pre")
        if _ is not block
    )
