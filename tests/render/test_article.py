from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model import Article, Figure, Markup, MarkupKind, Passage, PassageKind
from storymap.render.article import Anchor, article_html, heading_levels
from storymap.urls import safe_address
from tests.render.story_parts import spans


def written(text: str, *mentions: Anchor, markup: tuple[Markup, ...] = ()) -> str:
    """Return the HTML inside the passage of a one-passage article with this text."""
    article = Article("", text, (Passage("p1", 0, len(text), PassageKind.PARAGRAPH),), markup=markup)
    whole = str(article_html(article, article.passages, mentions))
    return whole.removeprefix('<p id="p1" class="step" data-n="1">').removesuffix("</p>")


def anchor(text: str, surface: str, slug: str, **more: str) -> Anchor:
    start = text.index(surface)
    return Anchor(start, start + len(surface), slug, **more)


def test_mention_links_to_its_place_in_the_list() -> None:
    assert written("To Suva.", Anchor(3, 7, "suva")) == 'To <a href="#place-suva" data-place="suva">Suva</a>.'


def test_markup_in_text_is_escaped() -> None:
    assert written("<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"


def test_nested_mention_links_to_its_own_place() -> None:
    text = "the islands off Hokkaido"
    outer, inner = Anchor(0, len(text), "kurils"), anchor(text, "Hokkaido", "hokkaido")
    assert re.findall(r'<(\w+) [^>]*data-place="(\w+)">([^<]*)', written(text, outer, inner)) == [
        ("a", "kurils", "the islands off "),
        ("a", "hokkaido", "Hokkaido"),
    ]


def test_text_after_nested_mention_is_a_span() -> None:
    text = "the Hokkaido islands"
    outer, inner = Anchor(0, len(text), "kurils"), anchor(text, "Hokkaido", "hokkaido")
    assert [tag for tag, _ in re.findall(r'<(\w+) [^>]*data-place="(\w+)"', written(text, outer, inner))] == [
        "a",
        "a",
        "span",
    ]


def test_mention_inside_link_keeps_the_link_target() -> None:
    link = Markup(0, 12, MarkupKind.LINK, "https://example.org/")
    assert written("port of Suva", Anchor(8, 12, "suva"), markup=(link,)) == (
        '<a href="https://example.org/" rel="noopener" title="example.org" data-unfinished>port of </a>'
        '<a href="https://example.org/" rel="noopener" data-place="suva" title="example.org">Suva</a>'
    )


def test_emphasis_across_edge_of_mention_is_split() -> None:
    style = Markup(0, 8, MarkupKind.EMPHASIS)
    assert written("now Suva or", Anchor(4, 11, "suva"), markup=(style,)) == (
        '<em>now </em><a href="#place-suva" data-place="suva"><em>Suva</em> or</a>'
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " JavaScript:x", "//host/x", "vbscript:x", "http://["]
)
def test_link_with_unsafe_scheme_is_removed(address: str) -> None:
    assert written("word", markup=(Markup(0, 4, MarkupKind.LINK, address),)) == "word"


@pytest.mark.parametrize("address", ["https://example.org/?a=1&b=2", "http://example.org", "mailto:a@example.org"])
def test_safe_address_is_kept(address: str) -> None:
    assert safe_address(address) == address


def test_heading_levels_start_at_two_and_are_consecutive() -> None:
    kinds = [("h", 2), ("h", 4), ("h", 3), ("h", 2), ("h", 1)]
    passages = [Passage(f"p{i}", i, i + 1, PassageKind.HEADING, level) for i, (_, level) in enumerate(kinds)]
    assert list(heading_levels(passages).values()) == [2, 3, 3, 2, 2]


def test_consecutive_list_items_share_a_list() -> None:
    text = "One\n\nTwo\n\nEnd"
    kinds = (PassageKind.LIST_ITEM, PassageKind.LIST_ITEM, PassageKind.PARAGRAPH)
    passages = tuple(Passage(p.id, p.start, p.end, k, 1) for p, k in zip(spans(text), kinds, strict=True))
    shown = str(article_html(Article("", text, passages), passages, ()))
    assert (shown.count("<ul"), shown.count("<li"), shown.index("</ul>") < shown.index("<p ")) == (1, 2, True)


def test_figure_without_image_shows_caption_after_its_passage() -> None:
    text = "One.\n\nTwo."
    figure = Figure("boat.jpg", after=4, alt="A boat", caption="The <boat>", credit="A. Writer")
    article = Article("", text, spans(text), figures=(figure,))
    shown = str(article_html(article, article.passages, ()))
    assert shown.index("One.") < shown.index("The &lt;boat&gt;") < shown.index("Two.")


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=4))
def test_any_text_is_escaped_and_complete(text: str, places: list[tuple[int, int]]) -> None:
    anchors = [Anchor(a, min(len(text), a + n), "place", title=text) for a, n in sorted(places) if a < len(text)]
    whole = written(text, *sorted(anchors, key=lambda m: (m.start, -m.end)))
    assert html.unescape(re.sub(r"<[^>]*>", "", whole)) == text.strip()
    assert not set(re.findall(r"</?(\w+)", whole)) - {"a", "span"}


def test_table_has_rows_with_all_their_cells() -> None:
    text = "Day · Town\n\n1 · Lyon\n\n2 · "
    rows = [(0, 12, 1), (12, 22, 0), (22, 26, 0)]
    passages = tuple(
        Passage(f"p{n}", start, end, PassageKind.TABLE_ROW, level) for n, (start, end, level) in enumerate(rows, 1)
    )
    cells = [(0, 3), (6, 10), (12, 13), (16, 20), (22, 23), (26, 26)]
    article = Article("", text, passages, markup=tuple(Markup(a, b, MarkupKind.CELL) for a, b in cells))
    html = str(article_html(article, passages, ()))
    assert re.sub(r" (?:id|class|data-n)=\"[^\"]*\"", "", html).replace("\n", "") == (
        '<div tabindex="0"><table><tr><th>Day</th><th>Town</th></tr><tr><td>1</td><td>Lyon</td></tr>'
        "<tr><td>2</td><td></td></tr></table></div>"
    )


def test_links_to_existing_passages_are_kept_and_others_removed() -> None:
    text = "See the note.\n\nThe note."
    passages = (Passage("p1", 0, 15, PassageKind.PARAGRAPH), Passage("p2", 15, 24, PassageKind.PARAGRAPH))
    links = (Markup(0, 3, MarkupKind.LINK, "#p2"), Markup(4, 7, MarkupKind.LINK, "#p9"))
    html = str(article_html(Article("", text, passages, markup=links), passages, ()))
    assert 'href="#p2"' in html and "#p9" not in html


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (65.9, "1:05"), (3725, "1:02:05")])
def test_times_of_recordings_are_shown(seconds: float, shown: str) -> None:
    passage = Passage("p1", 0, 5, PassageKind.PARAGRAPH, seconds=seconds)
    assert f'<span class="said-at">{shown}</span>' in str(article_html(Article("", "Hello", (passage,)), [passage], ()))
