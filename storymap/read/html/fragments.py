"""Prepare the HTML of a post or a feed entry: join captions to images, and remove lines that the site inserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Omitted
from storymap.read.html.boxed_captions import join_boxed_captions
from storymap.read.html.captions import join_emphasised_captions, join_lines_below_images, join_loose_captions
from storymap.read.html.tree import words_of
from storymap.read.insertions import remove_insertions

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Matches a shortcode of WordPress: '[mappress mapid="7"]'. The shortcode must have a value in quotes, because other
# words in brackets are text.
_SHORTCODE = lazy_pattern(r"(?i)\[[a-z][\w-]{0,40}\s[^\[\]]*=[\"'“”″][^\[\]]*\]")


def join_all_captions(root: HtmlElement) -> None:
    """Replace images with figures if their captions are marked, emphasised, or recognized by their position."""
    join_loose_captions(root)
    join_emphasised_captions(root)
    join_boxed_captions(root)
    join_lines_below_images(root)


def prepare_fragment(root: HtmlElement) -> list[Omitted]:
    """Join captions, and remove insertions and shortcodes, in place. Return what was removed."""
    join_all_captions(root)
    notices = [Omitted("notice", words[:200]) for words in remove_insertions(root)]
    return [*notices, *_without_shortcodes(root)]


def _without_shortcodes(root: HtmlElement) -> list[Omitted]:
    """Remove and return paragraphs that are only a shortcode.

    The plug-in of the site that would replace them is missing.
    """
    found = [e for e in root.iter("p") if not len(e) and _SHORTCODE.fullmatch(words_of(e))]
    omitted = [Omitted("shortcode", words_of(element)[:200]) for element in found]
    for element in found:
        element.drop_tree()
    return omitted
