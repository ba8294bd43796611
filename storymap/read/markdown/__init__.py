"""Markdown as blogs write it: front matter, tags of templates, then Markdown to HTML, which the HTML reader reads."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt

from storymap.model import Article, Figure
from storymap.read.html import Walk, fragment
from storymap.read.markdown.blocks import separate_blocks
from storymap.read.markdown.front_matter import FrontMatter, split_front_matter
from storymap.read.markdown.templates import expand

_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)


def parse_markdown(source: str, suffix: str = ".md") -> Article:
    """The Article of a Markdown file; `suffix` ".mdx" allows JavaScript in it. ArticleError: broken front matter."""
    front, body = split_front_matter(source.replace("\r\n", "\n").replace("\r", "\n"))
    expanded = expand(body, front.values, mdx=suffix == ".mdx")
    walk = Walk()
    walk.content(fragment(markdown_html(expanded.text)))
    walk.close()
    return _with_hero(walk.article(**front.article_fields(), omitted=expanded.omitted), front)


def markdown_html(source: str) -> str:
    """Markdown (CommonMark, GitHub's extensions, footnotes, definition lists, admonitions) as HTML, raw HTML included."""
    return str(_parser().render(separate_blocks(source)))


@cache
def _parser() -> MarkdownIt:
    """The parser. Rendering does not change it."""
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote.index import footnote_inline
    from mdit_py_plugins.gfm import gfm_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = MarkdownIt("commonmark").use(gfm_plugin).use(deflist_plugin).use(admon_plugin)
    parser.use(superscript_plugin)
    parser.inline.ruler.after("image", "footnote_inline", footnote_inline)
    parser.add_render_rule("code_block", _code_block)
    return parser


def _code_block(self, tokens, index, options, env) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Indented HTML is HTML, as Jekyll and WordPress read it; other indented text is code."""
    content = tokens[index].content
    if _TAG.match(content.lstrip()):
        return str(content)
    return str(self.code_block(tokens, index, options, env))


def _with_hero(article: Article, front: FrontMatter) -> Article:
    """The article with the image of its front matter before the first passage, unless the text shows it."""
    hero = front.hero()
    if hero is None or any(f.source.split("/")[-1] == hero.source.split("/")[-1] for f in article.figures):
        return article
    return replace(article, figures=(Figure(hero.source, 0, hero.alt, hero.caption), *article.figures))


__all__ = ["markdown_html", "parse_markdown"]
