"""Read Markdown as blogs write it. Front matter and template tags are processed, then Markdown is converted to HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from storymap.model import Article, Figure
from storymap.read.html import Walk, fragment
from storymap.read.html.tree import classes
from storymap.read.markdown.blocks import separate_blocks
from storymap.read.markdown.front_matter import FrontMatter, split_front_matter
from storymap.read.markdown.pandoc import SUFFIXES as PANDOC_SUFFIXES
from storymap.read.markdown.pandoc import expand_pandoc, with_captions
from storymap.read.markdown.templates import Expanded, expand

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CALL = re.compile(
    r"subscri(?:be|ption)|\bshar(?:e|ing|edaddy)\b|sociable|social-|signup|newsletter|button-(?:wrapper|card)|kg-(?:cta|product)|jp-relatedposts|addtoany"
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)


def parse_markdown(source: str, suffix: str = ".md") -> Article:
    """Return the Article of a Markdown file. ArticleError: the front matter is invalid.

    `suffix` is used to recognize MDX, Quarto and R Markdown.
    """
    front, body = split_front_matter(source.replace("\r\n", "\n").replace("\r", "\n"))
    computed = expand_pandoc(body) if suffix in PANDOC_SUFFIXES else Expanded(body)
    expanded = expand(computed.text, front.values, mdx=suffix == ".mdx")
    walk = Walk(skip=_is_call_to_action)
    walk.content(fragment(markdown_html(expanded.text)))
    walk.close()
    article = walk.article(**front.article_fields(), omitted=(*computed.omitted, *expanded.omitted))
    return _with_hero(with_captions(article) if suffix in PANDOC_SUFFIXES else article, front)


def _is_call_to_action(element: HtmlElement) -> bool:
    """Return whether an element in an exported post asks to subscribe or share, according to its classes."""
    return any(_CALL.search(name) for name in classes(element))


def markdown_html(source: str) -> str:
    """Convert Markdown to HTML: CommonMark with GitHub's extensions, footnotes, definition lists and admonitions.

    Raw HTML is included.
    """
    return str(_parser().render(separate_blocks(source)))


@cache
def _parser() -> MarkdownIt:
    """Return the parser, which can be shared because rendering does not change it."""
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote.index import footnote_inline
    from mdit_py_plugins.gfm import gfm_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 60}).use(gfm_plugin).use(deflist_plugin).use(admon_plugin)
    parser.use(superscript_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True, renderer=_math)
    parser.inline.ruler.after("image", "footnote_inline", footnote_inline)
    parser.add_render_rule("code_block", _code_block)
    return parser


def _math(content: str, options: dict[str, bool]) -> str:
    """Return a formula as an element that the HTML reader leaves out. Words between dollar signs are not a formula."""
    if options["display_mode"] or re.search(r"[\\^_={}+<>]", content) or len(content.strip()) == 1:
        return f'<span class="math">{escape(content)}</span>'
    return f"${escape(content)}$"


def _code_block(self, tokens, index, options, env) -> str:  # type: ignore[no-untyped-def]
    """Return indented HTML unchanged, as Jekyll and WordPress do. Other indented text is code."""
    content = tokens[index].content
    if _TAG.match(content.lstrip()):
        return str(content)
    return str(self.code_block(tokens, index, options, env))


def _with_hero(article: Article, front: FrontMatter) -> Article:
    """Add the image in the front matter before the first passage, unless the text already contains it."""
    hero = front.hero()
    if hero is None or any(f.source.split("/")[-1] == hero.source.split("/")[-1] for f in article.figures):
        return article
    return replace(article, figures=(Figure(hero.source, 0, hero.alt, hero.caption), *article.figures))


__all__ = ["markdown_html", "parse_markdown"]
