"""Wrap text that is next to block elements in separate blocks, as browsers do for layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.read.html.tree import BLOCKS, NEVER_SHOWN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CONTAINERS = frozenset(
    [
        "body",
        "div",
        "section",
        "article",
        "main",
        "td",
        "th",
        "center",
        "form",
        "blockquote",
        "header",
        "footer",
        "aside",
        "fieldset",
        "address",
        "dd",
    ]
)
# These elements are containers if there are blocks inside
_INLINE = frozenset(["font", "span", "b", "strong", "i", "em", "big", "small"])
_ALONE = (
    frozenset(["script", "style", "noscript", "iframe", "video", "audio", "object", "embed", "svg", "math"])
    | NEVER_SHOWN
)


def wrap_loose_text(body: HtmlElement) -> None:
    """Wrap each run of text and inline elements between blocks in a `div`. Two line breaks also end a run."""
    elements = [e for e in body.iter() if isinstance(e.tag, str)]
    with_blocks: set[HtmlElement] = set()
    for element in reversed(elements):
        around = element.getparent()
        if around is not None and (element.tag in BLOCKS or element in with_blocks):
            with_blocks.add(around)
    for element in elements:
        holds = element in with_blocks
        if (holds and element.tag in _INLINE) or (element.tag in _CONTAINERS and (holds or _has_double_break(element))):
            _wrap_in(element, with_blocks)


def _has_double_break(element: HtmlElement) -> bool:
    return any(_ends_run(child) for child in element if child.tag == "br")


def _ends_run(line_break: HtmlElement) -> bool:
    """Return whether a line break is the first of two consecutive ones."""
    after = line_break.getnext()
    return after is not None and after.tag == "br" and not (line_break.tail or "").strip()


def _wrap_in(container: HtmlElement, with_blocks: set[HtmlElement]) -> None:
    text, container.text = container.text, None
    run: list[HtmlElement] = []
    last: HtmlElement | None = None  # the block before the current run
    for child in list(container):
        ends = child.tag == "br" and bool(run) and run[-1].tag == "br" and not (run[-1].tail or "").strip()
        if not ends and child.tag not in BLOCKS and child not in with_blocks and child.tag not in _ALONE:
            run.append(child)
            continue
        wrapper = _wrap(container, last, text, run)
        last = last if wrapper is None else wrapper
        text, child.tail = child.tail, None
        if ends:
            container.remove(child)
        else:
            last = child
        run = []
    _wrap(container, last, text, run)


def _wrap(
    container: HtmlElement, last: HtmlElement | None, text: str | None, run: list[HtmlElement]
) -> HtmlElement | None:
    """Wrap a run in a new block and return the block. If it is only line breaks and spaces, drop it and return None."""
    if not (text and text.strip()) and all(child.tag == "br" and not (child.tail or "").strip() for child in run):
        for child in run:
            container.remove(child)
        return None
    wrapper: HtmlElement = container.makeelement("div")
    if run:
        run[0].addprevious(wrapper)
    elif last is not None:
        last.addnext(wrapper)
    else:
        container.insert(0, wrapper)
    wrapper.text = text
    wrapper.extend(run)  # each element of the run also has the text after it
    return wrapper
