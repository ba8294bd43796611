"""Markdown to passages: the text without its marks, links and emphasis as spans, YAML front matter as the article's data."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from storymap.errors import ArticleError
from storymap.model import Article, Figure, Home, MarkupKind, PassageKind, position
from storymap.read.draft import Draft

_FRONT = re.compile(r"\A---[^\S\n]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[^\S\n]*(?:\r?\n|\Z)", re.S)
_SPANS = {"link": MarkupKind.LINK, "em": MarkupKind.EMPHASIS, "strong": MarkupKind.STRONG}


def parse_markdown(source: str) -> Article:
    """The Article of a Markdown text (CommonMark). Raw HTML is left out. ArticleError: front matter that is not YAML."""
    front = _FRONT.match(source)
    about = _front_matter(front.group(1)) if front else {}
    body = source[front.end() :] if front else source
    writer = _Writer()
    writer.blocks(MarkdownIt("commonmark").parse(body))
    return writer.draft.article(
        title=str(about.get("title") or ""),
        byline=str(about.get("author") or about.get("byline") or ""),
        published=str(about.get("date") or about.get("published") or ""),
        language=str(about.get("language") or about.get("lang") or ""),
        home=_home(about.get("home")),
    )


def _front_matter(text: str) -> dict[str, Any]:
    from ruamel.yaml import YAML  # only articles with front matter pay for it
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe", pure=True).load(io.StringIO(text))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise ArticleError(
            f"line {line}: the front matter between the --- lines is not YAML: {getattr(error, 'problem', error)}."
        ) from error
    return data if isinstance(data, dict) else {}


def _home(value: Any) -> Home | None:
    if isinstance(value, dict) and {"lat", "lon"} <= set(value):
        try:
            return Home(position=position(value["lat"], value["lon"]))
        except (TypeError, ValueError) as error:
            raise ArticleError(f"front matter: home: {error}.") from error
    return Home(name=str(value)) if value else None


class _Writer:
    """Walks markdown-it's tokens and writes them down."""

    def __init__(self) -> None:
        self.draft = Draft()

    def blocks(self, tokens: Sequence[Token]) -> None:
        kinds: list[tuple[PassageKind, int, int]] = []
        for token in tokens:
            match token.type:
                case "heading_open":
                    kinds.append((PassageKind.HEADING, int(token.tag[1]), 0))
                case "blockquote_open":
                    kinds.append((PassageKind.QUOTE, 0, 0))
                case "list_item_open":
                    kinds.append((PassageKind.LIST_ITEM, token.level // 2 + 1, int(token.info or 0)))
                case "heading_close" | "blockquote_close" | "list_item_close":
                    kinds.pop()
                case "inline":
                    self.passage(token, *(kinds[-1] if kinds else (PassageKind.PARAGRAPH, 0, 0)))
                case "fence" | "code_block":
                    start = self.draft.begin()
                    self.draft.put(token.content.strip("\n"))
                    self.draft.end(start, PassageKind.PARAGRAPH)

    def passage(self, token: Token, kind: PassageKind, level: int, number: int) -> None:
        start = self.draft.begin()
        self.inline(token.children or [])
        if self.draft.length > start:
            self.draft.end(start, kind, level, number)

    def inline(self, tokens: Sequence[Token]) -> None:
        draft = self.draft
        opened: list[tuple[int, str]] = []
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if token.type.endswith("_open"):
                opened.append((draft.length, str(token.attrs.get("href", ""))))
            elif token.type.endswith("_close"):
                start, target = opened.pop()
                if name in _SPANS:
                    draft.mark(start, _SPANS[name], target)
            elif token.type in ("text", "code_inline"):
                draft.put(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                draft.put("\n")
            elif token.type == "image":
                source, caption = str(token.attrs.get("src", "")), str(token.attrs.get("title", "") or "")
                draft.figures.append(Figure(source, draft.length, token.content, caption))
