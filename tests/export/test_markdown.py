"""Markdown: read by markdown-it, with the article's text unchanged and with links to places."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from storymap.export import exporter
from storymap.export.gather import Gathered, gather
from storymap.export.markdown import opens_with_title
from storymap.model import Article, Markup, MarkupKind, Passage, PassageKind, Story
from storymap.ports import Lookups
from tests.export.stories import STORIES, TWO_NAMES, hostile, looked_up, written
from tests.repetitions import examples

PLAIN = {"text", "text_special", "code_inline"}


def parsed(document: str) -> tuple[list[Token], list[Token]]:
    """Return the tokens above and below the horizontal rule, with GitHub's tables and strikethrough."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(document)
    rule = next(i for i, t in enumerate(tokens) if t.type == "hr")
    return tokens[:rule], tokens[rule + 1 :]


def text_of(inline: Token) -> str:
    """Return the visible text of a paragraph; links are replaced by their texts."""
    seen = ""
    for token in inline.children or []:
        assert token.type in {*PLAIN, "softbreak", "link_open", "link_close"}, token.type
        seen += "\n" if token.type == "softbreak" else token.content
    return seen


def blocks(document: str) -> list[str]:
    return [text_of(t) for t in parsed(document)[0] if t.type == "inline"]


def expected(gathered: Gathered) -> list[str]:
    title = gathered.story.article.title
    texts = [re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f](?<!\r)", "\ufffd", gathered.text(p)) for p in gathered.passages]
    texts = [text for text in texts if text]
    return texts if opens_with_title(gathered) else [" ".join(title.split()), *texts]


def links(document: str) -> list[tuple[str, str]]:
    """Return (text, target) for every link in the article."""
    found = []
    for inline in (t for t in parsed(document)[0] if t.type == "inline"):
        children = inline.children or []
        for i, token in enumerate(children):
            if token.type == "link_open":
                end = next(j for j in range(i, len(children)) if children[j].type == "link_close")
                words = "".join("\n" if t.type == "softbreak" else t.content for t in children[i:end])
                found.append((words, str(token.attrs["href"])))
    return found


def export(story: Story, found: Lookups) -> str:
    return exporter("markdown").write(story, found).decode()


@pytest.mark.parametrize("story", STORIES)
def test_visible_text_is_the_text_of_the_article(story: str) -> None:
    assert blocks(written(story, "markdown").decode()) == expected(gather(STORIES[story](), looked_up(story)))


@pytest.mark.parametrize("story", STORIES)
def test_outermost_mentions_link_to_their_place(story: str) -> None:
    document = written(story, "markdown").decode()
    rows = gather(STORIES[story](), looked_up(story))
    outer, after = [], 0
    for m in rows.mapped():
        if m.mention.start >= after:
            outer.append(m)
            after = m.mention.end
    found = [(words, target) for words, target in links(document) if "openstreetmap" in target]
    assert [words for words, _ in found] == [m.mention.surface for m in outer]
    for (_, target), m in zip(found, outer, strict=True):
        assert m.place and f"mlat={m.place.position.lat:.6g}"[:10] in target


def test_nested_mentions_disputes_and_rejected_names_are_listed_below_the_text() -> None:
    below = "\n".join(text_of(t) for t in parsed(written("hostile", "markdown").decode())[1] if t.type == "inline")
    assert "“The disputed island off Fiji”, “Łeft Ísle”" in below and "also considered: Elsewhere-on-Sea" in below
    assert "Held by one <side> & claimed by two." in below and "May: Not read as a place on its own: a month." in below
    assert "Right & \"Side\": 'Right' Isle, الجزيرة" in below


def test_approximate_position_has_uncertainty() -> None:
    assert "(<geo:5.0,-6.5;u=12500>)" in written("hostile", "markdown").decode()


def test_template_syntax_is_escaped() -> None:
    assert "{{" not in written("hostile", "markdown").decode()


def test_links_of_article_are_kept_unless_they_overlap_a_mention() -> None:
    text = hostile().article.text
    lies, fiji = text.index("lies"), text.index("from Fiji")
    marks = (
        Markup(lies, lies + 4, MarkupKind.LINK, "https://example.org/a?b=1&copy=2 )"),
        Markup(fiji, fiji + 9, MarkupKind.LINK, "https://example.org/met"),
        Markup(lies + 5, lies + 8, MarkupKind.LINK, "javascript:alert(1)"),
    )
    story = replace(hostile(), article=replace(hostile().article, markup=marks))
    found = [link for link in links(export(story, looked_up("hostile"))) if "openstreetmap" not in link[1]]
    assert found == [("lies", "https://example.org/a?b=1&copy=2%20)")]


def test_exclamation_mark_before_link_is_escaped() -> None:
    article = hostile().article
    story = replace(hostile(), article=replace(article, text=article.text.replace("from Fiji’s", "from!Fiji’s")))
    document = export(story, looked_up("hostile"))
    assert "from\\![Fiji](<https:" in document and "lies far from!Fiji’s coast" in blocks(document)[2]


MARKS = st.sampled_from(
    [
        *(
            "Fiji",
            "Tokyo",
            "a",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "#",
            "# ",
            "- ",
            "+ ",
            "* ",
            "1. ",
            "12) ",
            "=",
            "---",
            "===",
        ),
        *(
            "> ",
            "`",
            "```",
            "~~~",
            "**",
            "_",
            "[",
            "]",
            "(",
            ")",
            "![",
            "<b>",
            "<!--",
            "&amp;",
            "&#35;",
            "\\",
            "|",
            "~~",
            "^",
        ),
        *(
            "$",
            "{{",
            "{%",
            ":",
            ": ",
            "http://a.b",
            "é",
            "\u00a0",
            "\u2028",
            "\r",
            "\x0b",
            "🏝️",
            "\u200f",
            "[^1]",
            "***",
        ),
    ]
)


@pytest.mark.slow
@settings(max_examples=examples(35, 250), deadline=None)
@given(st.lists(st.lists(MARKS, min_size=1, max_size=8).map("".join), min_size=1, max_size=4), st.data())
def test_any_text_is_preserved_in_any_block(texts: list[str], data: st.DataObject) -> None:
    kinds = [data.draw(st.sampled_from(PassageKind)) for _ in texts]
    ends = [sum(len(t) + 2 for t in texts[: i + 1]) for i in range(len(texts))]
    passages = tuple(
        Passage(f"p{i}", end - len(text) - 2, end, kind, 1)
        for i, (text, end, kind) in enumerate(zip(texts, ends, kinds, strict=True))
    )
    article = Article("T", "".join(f"{text}\n\n" for text in texts), passages)
    story = replace(hostile(), article=article, resolutions=(), slugs=(), places=(), rejected=(), left_out=())
    story = replace(story, scenes=(), relations=())
    gathered = gather(story, looked_up("hostile"))
    assert blocks(export(story, looked_up("hostile"))) == expected(gathered)


def test_title_of_link_to_disputed_place_has_sides() -> None:
    document = written("hostile", "markdown").decode()
    titles = [str(c.attrs["title"]) for t in parsed(document)[0] for c in t.children or [] if c.type == "link_open"]
    assert any(t.startswith(f"{TWO_NAMES.name}, island, Occupied: administered by Left <b>Side</b>") for t in titles)
