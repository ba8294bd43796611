"""Prepare the HTML of a post or an entry before it becomes passages: captions, and lines that the site inserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.model import Omitted
from storymap.read.html.boxed_captions import join_boxed_captions
from storymap.read.html.captions import join_emphasised_captions, join_lines_below_images, join_loose_captions
from storymap.read.insertions import remove_insertions

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def join_all_captions(root: HtmlElement) -> None:
    """Convert images to figures, in place, if their captions are marked, emphasised, or recognized by their position."""
    join_loose_captions(root)
    join_emphasised_captions(root)
    join_boxed_captions(root)
    join_lines_below_images(root)


def prepare_fragment(root: HtmlElement) -> list[Omitted]:
    """Join captions and remove insertions, in place. Return what was removed."""
    join_all_captions(root)
    return [Omitted("notice", words[:200]) for words in remove_insertions(root)]
