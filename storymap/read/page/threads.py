"""Join one author's posts in a Mastodon thread. The page of a thread also shows replies and counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import classes, words_of
from storymap.read.page.images import remove

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The classes of https://github.com/mastodon/mastodon, which Glitch and Hometown also use.
_CONTENT = frozenset(["status__content", "e-content", "media-gallery", "status-card", "attachment-list"])
_NAMES = ("detailed-status__display-name", "status__display-name", "display-name")
_HANDLE = lazy_pattern(r"\s*@[\w.]+(?:@[\w.-]+)?")


def join_thread(page: HtmlElement) -> None:
    """Remove names, times and counts from the posts of a thread, and all posts that are not by the first author.

    In a page of Mastodon, the main post has a class that begins with "detailed-status". Other pages are not changed.
    """
    main = next((e for e in page.iter("div", "article") if "detailed-status" in str(e.get("class")).split()), None)
    if main is None:
        return
    author = _author(main)
    if not author:
        return
    posts = [e for e in page.iter("div", "article") if "status" in classes(e) and _content_of(e)]
    for post in posts:
        own = _author(post)
        if own == author or (not own and re.match(rf"{re.escape(author)}(?![^\W\d])", _without_content(post))):
            _strip(post)
        else:
            remove(post)
    _strip(main)
    byline = main.makeelement("p", {"class": "byline author"})
    byline.text = author
    main.insert(0, byline)


def _content_of(post: HtmlElement) -> list[HtmlElement]:
    return [e for e in post.iter() if isinstance(e.tag, str) and classes(e) & _CONTENT]


def _author(post: HtmlElement) -> str:
    """Return the display name of a post's author, without the account name."""
    for name in _NAMES:
        found = next((e for e in post.iter() if isinstance(e.tag, str) and name in classes(e)), None)
        if found is not None and (words := _HANDLE.sub("", words_of(found)).strip()):
            return words
    return ""


def _without_content(post: HtmlElement) -> str:
    words = words_of(post)
    for content in _content_of(post):
        words = words.replace(words_of(content), " ")
    return _HANDLE.sub("", words).strip()


def _strip(post: HtmlElement) -> None:
    """Keep only the text and the images of a post."""
    kept: list[HtmlElement] = []
    for content in _content_of(post):
        if not any(content in list(k.iter()) for k in kept):
            kept.append(content)
    for child in list(post):
        post.remove(child)
    post.text = None
    for content in kept:
        content.tail = None
        post.append(content)
