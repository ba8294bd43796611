"""Markdown to passages: the text without its marks, links and emphasis as spans, YAML front matter as the article's data."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from storymap.errors import ArticleError
from storymap.model import Article, Figure, Home, Markup, MarkupKind, Passage, PassageKind, position

_FRONT = re.compile(r"\A---[^\S\n]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[^\S\n]*(?:\r?\n|\Z)", re.S)
_SPANS = {"link": MarkupKind.LINK, "em": MarkupKind.EMPHASIS, "strong": MarkupKind.STRONG}


def parse_markdown(source: str) -> Article:
    """The Article of a Markdown text (CommonMark). Raw HTML is left out. ArticleError: front matter that is not YAML."""
    front = _FRONT.match(source)
    about = _front_matter(front.group(1)) if front else {}
    body = source[front.end() :] if front else source
    writer = _Writer()
    writer.blocks(MarkdownIt("commonmark").parse(body))
    title = str(about.get("title") or "").strip()
    return Article(
        title=title,
        text="".join(writer.text),
        passages=tuple(writer.passages),
        byline=str(about.get("author") or about.get("byline") or ""),
        published=str(about.get("date") or about.get("published") or "")[:10],
        language=str(about.get("language") or about.get("lang") or "en"),
        home=_home(about.get("home")),
        markup=tuple(writer.markup),
        figures=tuple(writer.figures),
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
    """Walks markdown-it's tokens and writes plain text, passages and spans as it goes."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.passages: list[Passage] = []
        self.markup: list[Markup] = []
        self.figures: list[Figure] = []

    def put(self, piece: str) -> None:
        self.text.append(piece)
        self.length += len(piece)

    def blocks(self, tokens: Sequence[Token]) -> None:
        kinds: list[tuple[PassageKind, int]] = []
        for token in tokens:
            match token.type:
                case "heading_open":
                    kinds.append((PassageKind.HEADING, int(token.tag[1])))
                case "blockquote_open":
                    kinds.append((PassageKind.QUOTE, 0))
                case "list_item_open":
                    kinds.append((PassageKind.LIST_ITEM, token.level // 2 + 1))
                case "heading_close" | "blockquote_close" | "list_item_close":
                    kinds.pop()
                case "inline":
                    self.passage(token, *(kinds[-1] if kinds else (PassageKind.PARAGRAPH, 0)))
                case "fence" | "code_block":
                    self.begin()
                    start = self.length
                    self.put(token.content.strip("\n"))
                    self.end(start, PassageKind.PARAGRAPH, 0)

    def passage(self, token: Token, kind: PassageKind, level: int) -> None:
        self.begin()
        start = self.length
        self.inline(token.children or [])
        if self.length > start:
            self.end(start, kind, level)

    def begin(self) -> None:
        """White space between passages belongs to the one before, so that passages tile the text."""
        if self.passages:
            last = self.passages.pop()
            self.put("\n\n")
            self.passages.append(Passage(last.id, last.start, self.length, last.kind, last.level))

    def end(self, start: int, kind: PassageKind, level: int) -> None:
        self.passages.append(Passage(f"p{len(self.passages) + 1}", start, self.length, kind, level))

    def inline(self, tokens: Sequence[Token]) -> None:
        opened: list[tuple[str, int, str]] = []
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if token.type.endswith("_open"):
                opened.append((name, self.length, str(token.attrs.get("href", ""))))
            elif token.type.endswith("_close"):
                _, start, target = opened.pop()
                if name in _SPANS and start < self.length:
                    self.markup.append(Markup(start, self.length, _SPANS[name], target))
            elif token.type in ("text", "code_inline"):
                self.put(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                self.put("\n")
            elif token.type == "image":
                self.figures.append(
                    Figure(
                        str(token.attrs.get("src", "")),
                        self.length,
                        token.content,
                        str(token.attrs.get("title", "") or ""),
                    )
                )
