"""Blogs that behave like the real ones as far as a frame and its post can tell: markup, widths, sanitisers, policies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import nh3

from storymap.model import PassageKind, Story

# What WordPress leaves of a post by somebody without `unfiltered_html` (wp_kses_post): neither frames nor scripts.
KSES = {
    "a",
    "p",
    "figure",
    "figcaption",
    "img",
    "h2",
    "h3",
    "strong",
    "em",
    "blockquote",
    "div",
    "span",
    "ul",
    "ol",
    "li",
    "br",
}
ADVERT = '<div class="ad" style="height:250px;background:#eee;text-align:center">Advertisement: <b>Hokkaido</b> holidays from 499</div>'


def paragraphs(story: Story) -> list[str]:
    """The shown passages of a story as HTML blocks, as a blogger has pasted them."""
    text, hidden = story.article.text, set(story.left_out)
    shown = [p for p in story.article.passages if p.id not in hidden and text[p.start : p.end].strip()]
    if shown and text[shown[0].start : shown[0].end].strip() == story.article.title.strip():
        shown = shown[1:]
    tags = {PassageKind.HEADING: "h2", PassageKind.QUOTE: "blockquote"}
    return [
        f"<{tags.get(p.kind, 'p')}>{escape(' '.join(text[p.start : p.end].split()), quote=False)}</{tags.get(p.kind, 'p')}>"
        for p in shown
    ]


def texturized(html: str) -> str:
    """As WordPress prints it: typographic quotes, dashes and dots, spaces that do not break; the words are the same."""
    parts = re.split(r"(<[^>]*>)", html)
    for i in range(0, len(parts), 2):
        words = re.sub(r'(^|[\s(])"', "\\1\u201c", parts[i]).replace('"', "\u201d").replace("'", "\u2019")
        words = words.replace("...", "\u2026").replace(" - ", " \u2013 ")
        parts[i] = re.sub(r"(\d) (?=\w)", "\\1\u00a0", words)
    return "".join(parts)


def post(
    blocks: Sequence[str],
    snippet: str,
    *,
    title: str = "Notes from the north",
    css: str = "",
    after: str = "",
    policy: str = "",
) -> str:
    """A blog's page: header, the post in a column with the snippet at its top, comments and a footer."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">' if policy else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{meta}'
        f"<title>{escape(title)}</title><style>{STYLE}{css}</style></head><body><header class='site'>A blog about the sea</header>"
        f"<main><article><h1>{escape(title)}</h1>\n{snippet}\n{''.join(blocks)}</article>\n"
        "<section class='comments'><h2>Comments</h2>"
        + "<p>Lovely. I was in Nemuro once.</p>" * 8
        + f"</section></main>{after}</body></html>"
    )


def sanitised(html: str) -> str:
    """What WordPress leaves of it."""
    return nh3.clean(
        html, tags=KSES, attributes={"*": {"class", "style"}, "a": {"href"}, "img": {"src", "alt", "width", "height"}}
    )


STYLE = """
body { margin: 0; font: 19px/1.7 Georgia, serif; color: #222; background: #fff }
.site { padding: 24px; background: #0b4f6c; color: #fff; font: 700 22px sans-serif }
article, .comments { max-width: 620px; margin: 0 auto; padding: 0 20px }
p { margin: 1.4em 0 } a { color: #e0218a; background: #ffd } figcaption { font-size: 14px }
iframe { filter: none } span { letter-spacing: inherit }
"""
DARK = "body { background: #111; color: #ddd } a { color: #8cf; background: none }"
