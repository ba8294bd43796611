"""Read Markdown as blogs write it. Front matter and template tags are processed, then Markdown is converted to HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Figure, Omitted
from storymap.read.heads import take_head
from storymap.read.html import Walk, fragment
from storymap.read.html.fragments import prepare_fragment
from storymap.read.html.tree import classes, words_of
from storymap.read.markdown.blocks import dedent_elements
from storymap.read.markdown.clutter import remove_navigation
from storymap.read.markdown.dialects import plain_markdown
from storymap.read.markdown.directives import expand_directives
from storymap.read.markdown.front_matter import FrontMatter, split_front_matter
from storymap.read.markdown.multimarkdown import plain_multimarkdown
from storymap.read.markdown.pandoc import SUFFIXES as PANDOC_SUFFIXES
from storymap.read.markdown.pandoc import expand_pandoc, with_captions
from storymap.read.markdown.parser import markdown_html
from storymap.read.markdown.tag_images import unmarked
from storymap.read.markdown.templates import expand
from storymap.read.markdown.text_tables import drawn_tables, pandoc_blocks
from storymap.urls import split_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CALL = lazy_pattern(
    r"^related$|related-posts|latest-posts|subscri(?:be|ption)|\bshar(?:e|ing|edaddy)\b|sociable|social-|signup|newsletter|button-(?:wrapper|card)|(?:modal|lightbox)-close|kg-(?:cta|product)|jp-relatedposts|addtoany"
)
# Matches badges in README files, which show the state of tests, the version or the license.
_BADGE = lazy_pattern(r"//img\.shields\.|//badge[n.]|badgen\.net|/badges?/|/badge\.svg|codecov\.io|//travis-ci", re.I)
_HOST_LAST = lazy_pattern(r"[\w-]+(?:\.[a-z]{2,10})+\Z")


def parse_markdown(source: str, suffix: str = ".md", name: str = "") -> Article:
    """Return the Article of a Markdown file. Raise ArticleError if the front matter is invalid.

    `suffix` is used to recognize MDX, Quarto and R Markdown; `name` is the name of the file in messages.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    front, body = split_front_matter(source)
    pandoc = suffix in PANDOC_SUFFIXES or front.pandoc
    body = drawn_tables(plain_multimarkdown(plain_markdown(body)))
    computed = (
        expand_pandoc(pandoc_blocks(body), echo=front.echo, cites=front.cites) if pandoc else expand_directives(body)
    )
    expanded = expand(computed.text, front.values, mdx=suffix == ".mdx")
    walk = Walk(skip=_is_call_to_action)
    mdx = suffix == ".mdx"
    root = fragment(markdown_html(dedent_elements(expanded.text) if mdx else expanded.text, indented_code=not mdx))
    cards = [*_take_link_cards(root), *_take_bookmarks(root, front), *remove_navigation(root)]
    cards += prepare_fragment(root)
    _put_before(root, front.abstract() if pandoc else "")
    _put_before(root, front.subtitle())
    walk.content(root)
    walk.close()
    article = walk.article(**front.article_fields(), omitted=(*computed.omitted, *expanded.omitted, *cards))
    remarks = (f"{name}:{line}: {text}" if line else f"{name}: {text}" for line, text in front.mistakes())
    article = replace(article, remarks=tuple(remarks) if name else ())
    figures = tuple(replace(f, caption=unmarked(f.caption)) if "](" in f.caption else f for f in article.figures)
    article = replace(article, figures=figures)
    article = with_captions(article) if pandoc else article
    article = _with_hero(article, front, quarto=pandoc)
    return article if article.byline or article.published else _with_head(article)


def _take_link_cards(root: HtmlElement) -> list[Omitted]:
    """Remove paragraphs that are link cards, and return them.

    A link card is one link that contains a bold title, a line in italics and a host.
    """
    cards = []
    for paragraph in root.iter("p"):
        link = paragraph[0] if len(paragraph) == 1 and paragraph[0].tag == "a" else None
        if link is None or (paragraph.text or "").strip() or (link.tail or "").strip():
            continue
        tags = {child.tag for child in link}
        words = words_of(link)
        if tags & {"strong", "b"} and tags & {"em", "i"} and _HOST_LAST.search(words):
            cards.append((paragraph, Omitted("embed", words[:200])))
    for paragraph, _ in cards:
        paragraph.drop_tree()
    return [omitted for _, omitted in cards]


def _take_bookmarks(root: HtmlElement, front: FrontMatter) -> list[Omitted]:
    """Remove bookmark cards of Ghost that lead to other articles of the site.

    Cards that lead to other sites are kept.
    """
    hero = front.hero()
    sources = [hero.source if hero else "", *(str(image.get("src") or "") for image in root.iter("img"))]
    own = {host for source in sources if (host := split_url(source).netloc)}
    found = [
        (card, link)
        for card in root.iter("figure")
        if "kg-bookmark-card" in classes(card) and (link := next(card.iter("a"), None)) is not None
    ]
    inner = [
        (card, link) for card, link in found if not own or split_url(str(link.get("href") or "")).netloc in {"", *own}
    ]
    omitted = [Omitted("embed", str(link.get("href") or "")) for _, link in inner]
    for card, _ in inner:
        card.drop_tree()
    return omitted


def _put_before(root: HtmlElement, line: str) -> None:
    """Insert a line of the front matter before the text.

    If the text begins with a heading of level 1, insert it after that.
    """
    if not line or words_of(root)[:2000].count(line):
        return
    paragraph = root.makeelement("p")
    paragraph.text = line
    begins = len(root) > 0 and root[0].tag == "h1" and not (root.text or "").strip()
    root.insert(1 if begins else 0, paragraph)
    if not begins:
        paragraph.tail, root.text = root.text, None


def _with_head(article: Article) -> Article:
    """Set author and date from the lines below the title. If one of the two is missing there, change nothing.

    This is for articles whose front matter has no author and no date.
    """
    found = take_head(article)
    return found if found.byline and found.published else article


def _is_call_to_action(element: HtmlElement) -> bool:
    """Return whether an element is a badge of a project, or has the class of a request to subscribe or share."""
    if element.tag == "img":
        return bool(_BADGE.search(str(element.get("src") or "")))
    return bool(element.get("class")) and any(_CALL.search(name) for name in classes(element))


def _with_hero(article: Article, front: FrontMatter, *, quarto: bool) -> Article:
    """Add the image in the front matter before the first passage, unless the text already contains it."""
    hero = front.hero(shown_only=quarto)
    begins = article.passages[min(1, len(article.passages) - 1)].end if article.passages else 0
    again = next((f for f in article.figures if hero is not None and f.source == hero.source), None)
    if hero is None or (again is not None and again.caption and not (hero.caption or hero.alt)):
        return article
    early = [f for f in article.figures if f.after <= begins or not front.shows_hero]
    if any(f.source.split("/")[-1] == hero.source.split("/")[-1] for f in early):
        return article
    return replace(article, figures=(Figure(hero.source, 0, hero.alt, hero.caption), *article.figures))


__all__ = ["markdown_html", "parse_markdown"]
