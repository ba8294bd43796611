"""Prepare a page before it is measured: convert large text to a heading, and open panels that need a click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import BLOCKS, HEADINGS, body, classes, words_of
from storymap.read.page.caption_copies import drop_shortened_copies
from storymap.read.page.components import plain_components
from storymap.read.page.programs import repair
from storymap.read.page.threads import join_thread

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST_HEADING = 15  # maximum number of words in a heading
_LEAST_PANEL = 8  # a panel with text has at least this many words; panels of menus have fewer
_MOST_COLUMNS = 3  # a row of a layout table has at most this many cells
_LARGEST_MENU = 60  # the cell with the links of a site has at most this many words
_MENU = lazy_pattern(r"\b(?:nav|menu|drop-?down|search|modal|dialog|lang|share|cookie)", re.I)
_PANEL = lazy_pattern(r"accordion|collaps|panel|tab|toggle|expand|fold|faq|spoiler|details|disclosure|more", re.I)
_PANEL_LABEL = lazy_pattern(
    r"(?i)\b(?:expand(?:er)?|accordion|toggle|collaps\w*|spoiler|faq|tab)[-_]{1,2}(?:item[-_]{1,2})?(?:control|title|header|heading|trigger|label|summary|question)\b"
)
_OPENED = lazy_pattern(r"content|slide|carousel|item|read|lazy|js|answer|body|text|article|gallery|lightbox|load", re.I)
# Matches the copies of slides that scripts of sliders add: Slick, Swiper, Splide, Glide, Flickity, Owl Carousel,
# bxSlider.
_CLONE = lazy_pattern(
    r"^(?:slick-cloned|swiper-slide-duplicate|splide__slide--clone|glide__slide--clone|cloned|bx-clone|clone)$"
)
_MOST_STYLE = 300_000  # rules are searched for in this many code points of style sheets
_CSS_COMMENT = lazy_pattern(r"/\*.*?\*/", re.S)
_MEDIA = lazy_pattern(r"@(?:media|supports|container|keyframes|font-face)[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_LONGEST_SELECTORS = 500  # the selectors of a rule have at most this many code points
_HIDDEN = lazy_pattern(r"(?:visibility\s*:\s*hidden|display\s*:\s*none)[^;]*;?", re.I)
_LEAST_TEXT = 100  # the text of an article has at least this many characters
_LEAST_MENU = 2  # a menu has at least this many links
_ICON_FONT = lazy_pattern(r"material-(?:icons|symbols)")  # https://developers.google.com/fonts/docs/material_icons
_PERSON_ICONS = ("person", "account_circle", "face")
_SIGNS = "■□▪▫◆◇●○◼◻▶►▸▼▾▲★☆→↗›»¶#❯ "  # signs of the layout of a page
_PLACEHOLDER = lazy_pattern(r"(?<![a-z])placeholder(?![a-z])")
_LONGEST_PLACEHOLDER = 12  # a text that a script replaces has at most this many words
_DISPLAY = lazy_pattern(r"(?:^|[;\s])display\s*:\s*([\w-]+)", re.I)
_SIMPLE = lazy_pattern(r"[.#][A-Za-z_-][\w-]*")


def prepare(page: HtmlElement) -> None:
    """Prepare a page for measuring, in place: mark hidden parts and menus, and open panels that need a click."""
    _hide_by_style(page)
    _show_main_text(page)
    for clone in [e for e in page.iter("div", "li", "figure") if any(map(_CLONE.search, classes(e)))]:
        clone.drop_tree()
    _drop_hidden_signs(page)
    _drop_placeholders(page)
    _name_icons(page)
    _separate_stamps(page)
    _large_text(page)
    repair(page)
    drop_shortened_copies(page)
    plain_components(page)
    join_thread(page)
    for row in list(page.iter("tr")):
        _mark_menu(row)
    for picture in [e for e in page.iter("button") if next(e.iter("img"), None) is not None]:
        if next(picture.iterancestors("figure"), None) is not None:
            picture.tag = "span"  # a click on the picture opens it in a larger size
    buttons = [e for e in page.iter("button") if e.get("aria-expanded") is not None]
    by_id = _by_id(page) if buttons else {}
    for button in buttons:
        _open_panel(button, by_id)
    for label in [
        e for e in page.iter("div", "span", "p", "a") if e.get("class") and _PANEL_LABEL.search(str(e.get("class")))
    ]:
        _head_panel(label)
    for panel in page.iter("div", "section"):
        if panel.get("role") == "tabpanel":
            panel.attrib.pop("hidden", None)  # a click on its tab shows it
    for hidden in page.iter():
        if isinstance(hidden.tag, str) and str(hidden.get("hidden") or "").lower() == "until-found":
            hidden.attrib.pop("hidden")


def _drop_hidden_signs(page: HtmlElement) -> None:
    """Remove signs that a page hides from screen readers, such as the square after the last sentence of an article."""
    for sign in [e for e in page.iter("span", "i") if str(e.get("aria-hidden")).lower() == "true"]:
        words = words_of(sign)
        if words and not words.strip(_SIGNS):
            sign.drop_tree()


def _drop_placeholders(page: HtmlElement) -> None:
    """Remove short texts that a page shows until a script has loaded a player or a drawing."""
    for element in [
        e for e in page.iter("div", "p", "span") if len(e) == 0 and any(map(_PLACEHOLDER.search, classes(e)))
    ]:
        if 0 < len(words_of(element).split()) <= _LONGEST_PLACEHOLDER:
            element.drop_tree()


def _name_icons(page: HtmlElement) -> None:
    """Remove the words that a font shows as icons. A name beside the icon of a person gets the class of an author."""
    for icon in [e for e in page.iter("i", "span") if any(map(_ICON_FONT.match, classes(e)))]:
        beside = icon.getnext()
        if words_of(icon) in _PERSON_ICONS and beside is not None and beside.tag == "span":
            beside.set("class", f"{beside.get('class') or ''} author".strip())
        icon.drop_tree()


def _separate_stamps(page: HtmlElement) -> None:
    """Add a space after a first word of a paragraph that style sheets show apart, such as the name of a town."""
    for stamp in [e for e in page.iter("span") if e.get("class") and e.tail and e.tail[0].isupper()]:
        around, words = stamp.getparent(), stamp.text or ""
        first = around is not None and around.tag == "p" and around[0] is stamp and not (around.text or "").strip()
        if first and len(words) > 2 and words[-1].islower():
            stamp.tail = f" {stamp.tail}"


def _head_panel(label: HtmlElement) -> None:
    """Convert the label of a panel that needs a click to a heading, if the text of the panel follows the label."""
    after = label.getnext()
    words = words_of(label)
    if after is None or after.tag not in ("div", "section") or not 0 < len(words.split()) <= _LONGEST_HEADING:
        return
    plain = not any(e.tag in BLOCKS for e in label.iterdescendants()) and not any(
        _MENU.search(_names(e)) for e in (label, after)
    )
    linked = sum(len(words_of(a).split()) for a in after.iter("a"))
    if plain and len(words_of(after).split()) >= _LEAST_PANEL > 0 and 2 * linked <= len(words_of(after).split()):
        label.tag = "h4"
        label.attrib.pop("class")
        for key in ("hidden", "style"):
            after.attrib.pop(key, None)


def _hide_by_style(page: HtmlElement) -> None:
    """Mark elements as hidden if a style sheet of the page hides their class or id, and no rule shows that class or id.

    Rules inside @media and similar rules are ignored. Panels that need a click are not marked.
    """
    rules = "".join(style.text or "" for style in page.iter("style"))[:_MOST_STYLE]
    rules = _MEDIA.sub("", _CSS_COMMENT.sub("", rules))
    hidden, shown = set[str](), set[str]()
    for selectors, declarations in _rules_in(rules):
        found = _DISPLAY.search(declarations)
        if found is None:
            continue
        for selector in selectors.split(","):
            name = selector.strip()
            if found[1].lower() == "none" and _SIMPLE.fullmatch(name):
                hidden.add(name)
            elif found[1].lower() != "none":
                shown.update(_SIMPLE.findall(name))
    names = {name for name in hidden - shown if not (_PANEL.search(name) or _OPENED.search(name))}
    if not names:
        return
    for element in page.iter():
        if isinstance(element.tag, str) and not names.isdisjoint(_selectors(element)):
            element.set("hidden", "")


def _show_main_text(page: HtmlElement) -> None:
    """Show an element with most of the page's text if its own style hides it until a script has run."""
    hidden = [e for e in page.iter("div", "section", "main", "article") if _HIDDEN.search(str(e.get("style") or ""))]
    if not hidden:
        return
    shown = len(words_of(body(page)))
    for element in hidden:
        own = sum(len(words_of(child)) for child in element)
        if own >= _LEAST_TEXT and own > shown:
            element.set("style", _HIDDEN.sub("", str(element.get("style"))))


def _rules_in(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the declarations of each rule that contains no other rules."""
    for block in sheet.split("}")[:-1]:
        before, _, declarations = block.rpartition("{")
        if selectors := before.rpartition("{")[2][-_LONGEST_SELECTORS:]:
            yield selectors, declarations


def _selectors(element: HtmlElement) -> list[str]:
    """Return the simple selectors of an element: its id and its classes, such as "#menu" and ".open"."""
    ids = [f"#{element.get('id')}"] if element.get("id") else []
    return ids + [f".{name}" for name in str(element.get("class") or "").split()]


def _mark_menu(row: HtmlElement) -> None:
    """Mark a narrow cell as navigation if it contains the site's links and is next to the cell with the text."""
    cells = [cell for cell in row if cell.tag == "td"]
    if not 1 < len(cells) <= _MOST_COLUMNS:
        return
    sizes = [len(words_of(cell).split()) for cell in cells]
    for cell, size in zip(cells, sizes, strict=True):
        links = [words_of(a) for a in cell.iter("a") if a.get("href")]
        linked = sum(len(link.split()) for link in links)
        if len(links) > 1 and size <= _LARGEST_MENU and max(sizes) >= 3 * size and 10 * linked >= 3 * size:
            cell.set("role", "navigation")


def _large_text(page: HtmlElement) -> None:
    """Convert the title of a page without headings to a heading.

    The title is the text that equals the page's `title` element, or otherwise the first large text. Pages from before
    2000 are often written in this way. The largest text cannot be used: it is often the name of the site. If the `title`
    element has the first and another large text, and a menu is between them, the first one is the name of the site.
    """
    if any(next(page.iter(tag), None) is not None for tag in ("h1", "h2", "h3")):
        return
    title = next((words_of(e).casefold() for e in page.iter("title")), "")
    fonts = list(page.iter("font", "b"))
    same = [
        e for e in fonts if title and words_of(e).casefold() == title and not any(i.tag in BLOCKS for i in e.iter())
    ]
    if same:
        same[0].tag = "h1"
        return
    large = [font for font in page.iter("font") if _is_large(font)]
    if large:
        after = (e for e in large[1:] if _letters(words_of(large[0]) + words_of(e)) == _letters(title))
        shown = next(after, None)
        menu = shown is not None and _links_between(page, large[0], shown) >= _LEAST_MENU
        (shown if shown is not None and menu else large[0]).tag = "h1"


def _is_large(font: HtmlElement) -> bool:
    """Return whether a `font` element has a large font and the length of a heading, and contains no block."""
    size = re.fullmatch(r"\+?(\d)", str(font.get("size") or "").strip())
    large = size is not None and int(size[1]) >= (3 if "+" in str(font.get("size")) else 5)
    inner = any(e.tag in BLOCKS for e in font.iterdescendants())
    return large and not inner and 0 < len(words_of(font).split()) <= _LONGEST_HEADING


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _links_between(page: HtmlElement, first: HtmlElement, last: HtmlElement) -> int:
    """Return the number of links between two elements of a page."""
    order = [e for e in page.iter("a", "font") if e in (first, last) or e.tag == "a"]
    return order.index(last) - order.index(first) - 1


def _by_id(page: HtmlElement) -> dict[str, HtmlElement]:
    """Return the first element with each id."""
    found: dict[str, HtmlElement] = {}
    for element in page.iter():
        if isinstance(element.tag, str) and element.get("id"):
            found.setdefault(str(element.get("id")), element)
    return found


def _open_panel(button: HtmlElement, by_id: dict[str, HtmlElement]) -> None:
    """Show the panel that a button opens, with the words of the button as its heading. Menus are not opened."""
    panel = _panel_of(button, by_id)
    if panel is None or any(_MENU.search(_names(e)) or e.tag == "nav" for e in (button, *button.iterancestors())):
        return
    hidden = {key: panel.attrib.pop(key) for key in ("hidden", "style") if key in panel.attrib}
    links = sum(len(words_of(a).split()) for a in panel.iter("a"))
    words = len(words_of(panel).split())
    if words < _LEAST_PANEL or 2 * links > words:
        panel.attrib.update(hidden)
        return
    inside_heading = any(e.tag in HEADINGS for e in button.iterancestors())
    button.tag = "span" if inside_heading else "h4"


def _panel_of(button: HtmlElement, by_id: dict[str, HtmlElement]) -> HtmlElement | None:
    """Return the element that a button opens: the element named by `aria-controls`, or a panel after the button."""
    name = str(button.get("aria-controls") or "")
    if name:
        return by_id.get(name)
    at = button
    while at.getnext() is None and at.getparent() is not None and at.getparent().tag in HEADINGS:
        at = at.getparent()
    after = at.getnext()
    return after if after is not None and isinstance(after.tag, str) and _PANEL.search(_names(after)) else None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
