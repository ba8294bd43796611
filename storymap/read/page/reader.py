"""Convert a web page to an Article, step by step."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from storymap.model import Article
from storymap.read.html import Walk, document, fragment
from storymap.read.html.pull_quotes import drop_repeated_quotes
from storymap.read.html.tree import body
from storymap.read.libraries import need
from storymap.read.page import about
from storymap.read.page.addresses import canonical, make_absolute, site_address, with_addresses
from storymap.read.page.authors import authors
from storymap.read.page.blocks import wrap_loose_text
from storymap.read.page.cards import drop_rows_of_cards
from storymap.read.page.figures import rewrite_figures
from storymap.read.page.images import drop_images
from storymap.read.page.locate import boxes_after, image_before, locate, notes_after
from storymap.read.page.measure import Evidence, Measured, tokens
from storymap.read.page.mhtml import SavedPage, embed_images
from storymap.read.page.prepare import prepare
from storymap.read.page.prune import Pruning
from storymap.read.page.refusal import count_teasers, refuse
from storymap.read.page.structured import Structured, structured
from storymap.read.page.titles import site_names, title_of
from storymap.urls import join_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# For larger pages, trafilatura is not used. Its run time grows with the square of their size, and reaches seconds at 1
# MB. Articles have up to 3,000 elements, including comments and navigation.
_MOST_ELEMENTS = 8_000


def read_page(source: str, address: str, name: str, saved: SavedPage | None = None) -> Article:
    """Return the Article of a page. `saved` is the MHTML file that contains the page, if there is one.

    Raise ArticleError if the elements are nested too deep or the page has no article.
    """
    page = document(source)
    # As long as this list exists, lxml does not make new objects for the elements in each step.
    elements = list(page.iter())
    said = structured(page, source)
    prepare(page)
    drop_repeated_quotes(body(page))
    drop_rows_of_cards(body(page))
    rewrite_figures(page)
    wrap_loose_text(body(page))
    large = len(elements) > _MOST_ELEMENTS
    found = [] if large else _extracted(page, address)
    measured = Measured(page, None if large and not said.body else Evidence([*found, said.body]))
    title = title_of(page, measured, said, address)
    place = locate(measured, title.heading, live=said.is_live)
    sites = site_names(page, said, address)
    fields = {
        "title": title.text,
        "byline": ", ".join(names := authors(page, measured, place, said, sites, live=said.is_live)),
        "published": about.published(page, measured, place, said),
        "language": about.language(page, said),
        "description": about.description(page),
    }
    base = next((join_url(address, str(e.get("href"))) for e in page.iter("base") if e.get("href")), "")
    teasers = 0 if said.article else count_teasers(page)
    hero, after = image_before(place.root), boxes_after(measured, place.root) + notes_after(measured, place.root)
    pruning = Pruning(measured, place, title, names, sites)
    root = pruning.apply()
    if hero is not None:
        root.insert(0, hero)
    root.extend(after)
    drop_images(root, names)
    if base:
        make_absolute(root, base)
    if saved is not None:
        embed_images(root, saved)
    article = _walked(root, address, {**fields, "omitted": tuple(pruning.omitted)})
    if len(tokens(article.text)) < len(tokens(said.body)) // 2 and article is not None:
        article = _from_data(said, fields)
    refuse(page, article, name, teasers)
    return with_addresses(article, base or canonical(page), site_address(page), name)


def _walked(root: HtmlElement, address: str, fields: dict[str, Any]) -> Article:
    walk = Walk(address)
    walk.content(root)
    walk.close()
    return walk.article(**fields)


def _from_data(said: Structured, fields: dict[str, Any]) -> Article:
    """Return the article in the page's structured data. This is used for pages whose text is loaded by scripts."""
    from html import escape

    walk = Walk()
    walk.content(fragment("".join(f"<p>{escape(line)}</p>" for line in said.body.splitlines() if line.strip())))
    walk.close()
    return walk.article(**fields)


def _extracted(page: HtmlElement, address: str) -> list[str]:
    """Return the article text that trafilatura extracts, as a list of blocks."""
    trafilatura = need("trafilatura", "html", "A web page")
    try:
        text = trafilatura.extract(
            deepcopy(page),
            url=address or None,
            output_format="txt",
            include_comments=False,
            include_tables=True,
            fast=True,
        )
    except Exception:  # trafilatura may raise any exception; the names of elements are then the only evidence
        text = None
    return (text or "").splitlines()
