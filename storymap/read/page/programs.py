"""Clean up the markup that office programs, wikis and content management systems add to their pages."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import BLOCKS, body, classes, words_of
from storymap.read.page.images import remove

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DOCUMENT_TITLE = "storymap-document-title"  # this class marks the title of a document
_COMMENT_MARK = lazy_pattern(r"^#(?:cmnt\d+|_msocom_\d+|_cmnt\d+|sdcomment\d*)$")
_COMMENT = lazy_pattern(r"^(?:cmnt\d+|_msocom_\d+|_cmnt\d+)$")
_WORD_COMMENTS = frozenset(["msocomtxt", "msocomanchor", "msocomoff"])
# Matches calls of Joomla plugins in the text: https://docs.joomla.org/Plugin
_PLUGIN = lazy_pattern(
    r"\{(loadposition|loadmodule(?:id)?|modulepos|jcomments|mosimage|mospagebreak|mosmap|k2Splitter|rsform|rokbox|besps|vsig|ppgallery|phocagallery|phocadownload|chronoforms\d?|simplepopup|widgetkit|acymailing|convertforms)\b[^{}\n]{0,200}\}(?:[^{}]{0,200}\{/\1\})?"
)
# Matches calls that are also common words. They are removed only from pages that Joomla made.
_MORE_PLUGINS = lazy_pattern(
    r"\{(gallery|youtube|vimeo|attachments|snippet|modal|source|article|module|tab|tabs|slider)\b[^{}\n]{0,200}\}(?:[^{}]{0,200}\{/\1\})?"
)
_CODE = ("code", "pre", "kbd", "samp", "tt", "textarea")
_TITLE_CLASSES = frozenset(
    ["title", "topictitle", "subject", "headline", "story-title", "thread-title", "reader-title"]
)
_SEPARATOR = lazy_pattern(r"\s+[|:–—·»-]\s+")
_BANNER = lazy_pattern(r"banner")
_TIMES = lazy_pattern(r"\s*\d{0,2}:?\d{1,2}:\d{2}\s*(?:/\s*\d{0,2}:?\d{1,2}:\d{2})?\s*")
_LONGEST_LABEL = 12  # the label of a player has at most this many words
_MOST_BLOCKS = 80  # this many blocks are compared with the title of the page


def repair(page: HtmlElement) -> None:
    """Remove comments, page footers and calls of plugins, and mark the title of a document, in place."""
    _drop_comments(page)
    _drop_page_parts(page)
    for mark in page.iter("a"):
        if classes(mark) & {"sdfootnotesym", "sdendnotesym"} and mark.tail and not mark.tail[0].isspace():
            mark.tail = f" {mark.tail}"
    _drop_plugin_calls(page)
    for player in list(page.iter("audio", "video")):
        _label_player(player)
    _mark_title(page)
    _remove_wiki_space(page)
    _free_banners(page)


def _drop_comments(page: HtmlElement) -> None:
    """Remove the comments of Google Docs and Word: the marks in the text, and the comments at the end."""
    links = [a for a in page.iter("a") if "#" in str(a.get("href") or "")]
    for link in links:
        target = str(link.get("href"))
        if _COMMENT_MARK.match(target[target.index("#") :]):
            around = link.getparent()
            whole = around is not None and around.tag in ("sup", "span") and words_of(around) == words_of(link)
            remove(around if whole and around is not None else link)
    for anchor in [a for a in page.iter("a", "div") if _COMMENT.match(str(a.get("id") or a.get("name") or ""))]:
        block = next((e for e in anchor.iterancestors() if e.tag in ("div", "p", "li")), None)
        if block is not None and block.tag == "p" and block.getparent() is not None and len(block.getparent()) == 1:
            block = block.getparent()
        if anchor.tag == "div" or (
            block is not None and block.tag in ("p", "div") and len(words_of(block).split()) < 300
        ):
            remove(anchor if anchor.tag == "div" else block)
    for comment in [e for e in page.iter("div", "span") if str(e.get("class")) in _WORD_COMMENTS]:
        remove(comment)


def _drop_page_parts(page: HtmlElement) -> None:
    """Remove headers and footers of printed pages. LibreOffice writes them with fields such as the page number."""
    for part in [e for e in page.iter("div") if str(e.get("title") or "").lower() in ("header", "footer")]:
        if next(part.iter("sdfield"), None) is not None or len(words_of(part).split()) <= _LONGEST_LABEL:
            remove(part)


def _drop_plugin_calls(page: HtmlElement) -> None:
    """Remove calls of plugins that the content management system could not replace, except in code."""
    code: set[HtmlElement] = set()
    generator = " ".join(str(e.get("content")) for e in page.iter("meta") if str(e.get("name")).lower() == "generator")
    plugins = [_PLUGIN, _MORE_PLUGINS] if "joomla" in generator.lower() else [_PLUGIN]
    for element in body(page).iter():
        around = element.getparent()
        if element.tag in _CODE or around in code:
            code.add(element)
        if element.text and "{" in element.text and element not in code and element.tag not in ("script", "style"):
            for plugin in plugins:
                element.text = plugin.sub("", element.text)
        if element.tail and "{" in element.tail and around not in code:
            for plugin in plugins:
                element.tail = plugin.sub("", element.tail)


def _label_player(player: HtmlElement) -> None:
    """Turn the label next to a player into the player's title, without the times.

    A video that plays by itself without sound is decoration, so it is removed.
    """
    decorative = player.tag == "video" and all(player.get(key) is not None for key in ("autoplay", "muted"))
    if decorative and player.get("controls") is None:
        remove(player)
        return
    around = player.getparent()
    if (
        around is None
        or around.tag not in ("div", "figure")
        or not any("audio" in n or "player" in n for n in classes(around))
    ):
        return
    others = [child for child in around if child is not player and isinstance(child.tag, str)]
    label = " ".join(_TIMES.sub(" ", " ".join(words_of(child) for child in others)).split())
    plain = not any(e.tag in ("p", "figcaption", "img", "a") for child in others for e in child.iter())
    if plain and len(label.split()) <= _LONGEST_LABEL:
        if label and not player.get("title"):
            player.set("title", label)
        for child in others:
            remove(child)


def _mark_title(page: HtmlElement) -> None:
    """Convert the title of a document to a heading, if it is not a heading already.

    Word and Google Docs write the title as a paragraph with a class. In other pages, it is a block with the words of
    the `title` element. It can also be a link with a class such as "title" and with the words of the `title` element
    without the name of the site.
    """
    blocks = list(islice((e for e in page.iter("p", "div") if _is_leaf(e)), _MOST_BLOCKS))
    for block in blocks:
        written = classes(block)
        if "msotitle" in written or ("title" in written and str(block.get("id") or "").startswith("h.")):
            _convert(block)
            return
    title = next((" ".join((e.text or "").split()) for e in page.iter("title")), "")
    keys = {key for e in page.iter("h1", "h2", "h3") if (key := _key(words_of(e)))}
    if not title or _key(title) in keys:
        return
    first = next((e for e in blocks if len(title.split()) > 1 and _key(words_of(e)) == _key(title)), None)
    if first is not None and not any(
        e.tag in ("nav", "header", "footer", "aside", "li", "a") for e in first.iterancestors()
    ):
        _convert(first)
        return
    cuts = list(_SEPARATOR.finditer(title))
    parts = {_key(part) for cut in cuts for part in (title[: cut.start()], title[cut.end() :]) if len(part.split()) > 2}
    if not parts or parts & keys:
        return
    for element in page.iter("a", "p", "div", "span"):
        if classes(element) & _TITLE_CLASSES and _is_leaf(element) and _key(words_of(element)) in parts:
            _convert(element)
            return


def _is_leaf(element: HtmlElement) -> bool:
    return not any(e.tag in BLOCKS for e in element.iterdescendants()) and next(element.iter("img"), None) is None


def _convert(element: HtmlElement) -> None:
    around = element.getparent()
    if around is not None and around.tag == "p":
        around.tag = "div"
    element.tag = "h1"
    element.set("class", DOCUMENT_TITLE)


def _remove_wiki_space(page: HtmlElement) -> None:
    """Remove the name of the wiki space from a heading such as "Trails : Malham", if it is also in the breadcrumbs."""
    for heading in page.iter("h1"):
        before, colon, after = words_of(heading).partition(" : ")
        if not colon or not after:
            continue
        trails = [
            e for e in page.iter("ol", "ul", "nav", "div") if "breadcrumb" in f"{e.get('id')} {e.get('class')}".lower()
        ]
        names = {words_of(e) for trail in trails for e in trail.iter("a", "li", "span")}
        if before in names:
            for child in list(heading):
                heading.remove(child)
            heading.text = after
        return


def _free_banners(page: HtmlElement) -> None:
    """Replace a banner by its image. Besides the image, such a banner contains the title or contents of a wiki page,
    but no paragraph.

    The banner is recognized by an image that links to the page about its file. Such banners are made by the extension
    https://www.mediawiki.org/wiki/Extension:WikidataPageBanner
    """
    for link in [a for a in page.iter("a") if ":" in str(a.get("href") or "") and len(a) == 1 and a[0].tag == "img"]:
        name = unquote(str(link.get("href")).rpartition(":")[2])
        source = unquote(str(link[0].get("src") or ""))
        boxes = [e for e in link.iterancestors("div") if any(_BANNER.search(n) for n in classes(e))]
        if boxes and name and name in source and next(boxes[-1].iter("p"), None) is None:
            boxes[-1].addprevious(link)
            remove(boxes[-1])


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
