"""Give text that stands directly beside blocks a block of its own, as browsers do when they lay out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.read.html.tree import BLOCKS, NEVER_SHOWN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CONTAINERS = frozenset("body div section article main td th center form blockquote header footer aside fieldset address dd".split())
_ALONE = frozenset("script style noscript iframe video audio object embed svg math".split()) | NEVER_SHOWN


def wrap_loose_text(body: HtmlElement) -> None:
    """Put runs of text and inline elements beside blocks into `div` elements; two line breaks end a run."""
    elements = [e for e in body.iter() if isinstance(e.tag, str)]
    with_blocks: set[HtmlElement] = set()
    for element in reversed(elements):
        around = element.getparent()
        if around is not None and (element.tag in BLOCKS or element in with_blocks):
            with_blocks.add(around)
    for element in elements:
        if element.tag in _CONTAINERS and (element in with_blocks or _has_double_break(element)):
            _wrap_in(element, with_blocks)


def _has_double_break(element: HtmlElement) -> bool:
    return any(_ends_run(child) for child in element if child.tag == "br")


def _ends_run(line_break: HtmlElement) -> bool:
    """Whether a line break is the first of two."""
    after = line_break.getnext()
    return after is not None and after.tag == "br" and not (line_break.tail or "").strip()


def _wrap_in(container: HtmlElement, with_blocks: set[HtmlElement]) -> None:
    children = list(container)
    run: list[HtmlElement] = []
    text, container.text = container.text, None
    at = 0  # where the next run is inserted

    def close() -> None:
        nonlocal run, text, at
        if (text and text.strip()) or any(child.tag != "br" for child in run):
            wrapper = container.makeelement("div")
            wrapper.text = text
            for child in run:
                wrapper.append(child)  # with the text after it
            container.insert(at, wrapper)
            at += 1
        else:
            for child in run:
                container.remove(child)
        run, text = [], None

    for child in children:
        if child.tag in BLOCKS or child in with_blocks or child.tag in _ALONE:
            close()
            at = container.index(child) + 1
            text, child.tail = child.tail, None
        elif child.tag == "br" and run and run[-1].tag == "br" and not (run[-1].tail or "").strip():
            tail, child.tail = child.tail, None
            container.remove(child)
            close()
            text = tail
        else:
            run.append(child)
    close()
