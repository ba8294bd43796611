"""Markdown: plain text without marks, markup with offsets, passages, and front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.errors import ArticleError
from storymap.model import Article, MarkupKind, PassageKind, Position
from storymap.pipeline import build
from storymap.read import read


def article(tmp_path: Path, source: str) -> Article:
    path = tmp_path / "article.md"
    path.write_text(source, encoding="utf-8")
    return read(path)


def test_links_and_emphasis_become_spans_of_the_plain_text(tmp_path: Path) -> None:
    found = article(tmp_path, "# North\n\nThe *ferry* to [Rishiri](https://example.org/r) left.\n")
    spans = {found.text[m.start : m.end]: (m.kind, m.target) for m in found.markup}
    assert spans == {"ferry": (MarkupKind.EMPHASIS, ""), "Rishiri": (MarkupKind.LINK, "https://example.org/r")}


def test_kinds_and_levels_follow_the_source(tmp_path: Path) -> None:
    found = article(tmp_path, "# One\n\n## Two\n\n> quoted\n\n- item\n\npara\n")
    assert [(p.kind, p.level) for p in found.passages] == [
        (PassageKind.HEADING, 1),
        (PassageKind.HEADING, 2),
        (PassageKind.QUOTE, 0),
        (PassageKind.LIST_ITEM, 1),
        (PassageKind.PARAGRAPH, 0),
    ]


def test_items_of_numbered_lists_keep_their_numbers(tmp_path: Path) -> None:
    found = article(tmp_path, "Our way:\n\n3. Coimbra\n4. Tomar\n\n- bread\n")
    assert [p.number for p in found.passages] == [0, 3, 4, 0]
    page = build(found).html()
    assert '<ol class="items">' in page and 'value="4"' in page and page.count('<ul class="items">') == 1


def test_passages_cover_text_without_gaps(tmp_path: Path) -> None:
    found = article(tmp_path, "# One\n\ntext\nmore\n\n```\ncode\n```\n\n1. a\n2. b\n")
    assert found.passages[0].start == 0
    assert found.passages[-1].end == len(found.text)
    assert all(a.end == b.start for a, b in zip(found.passages, found.passages[1:], strict=False))


def test_raw_html_is_left_out(tmp_path: Path) -> None:
    assert "script" not in article(tmp_path, "Before.\n\n<script>alert(1)</script>\n\nAfter <b>it</b>.\n").text


def test_front_matter_gives_title_author_date_language_and_home(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "---\ntitle: Snow\nauthor: A. Writer\ndate: 2026-01-02\nlang: de\nhome: {lat: 43.06, lon: 141.35}\n---\nText.\n",
    )
    assert (found.title, found.byline, found.published, found.language) == ("Snow", "A. Writer", "2026-01-02", "de")
    assert found.home is not None
    assert found.home.position == Position(43.06, 141.35)


def test_error_in_front_matter_has_line(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=":3: "):
        article(tmp_path, "---\ntitle: Snow\nhome: [unclosed\n---\nText.\n")


@pytest.mark.parametrize(
    ("front_matter", "message"),
    [
        ("---\ntitle: Snow\nhome: {lat: 143, lon: 1}\n---", ":3: front matter: home: latitude 143"),
        ("---\ntitle: Snow\nlocation: [95, 20]\n---", ":3: front matter: location: latitude 95"),
        ("---\ntitle: Snow\ntags: a\nlat: 5\nlng: east\n---", ":4: front matter: lat: "),
        (
            "---\ntitle: Snow\ndraft: !!bool x\n---",
            ":2: the front matter between the --- lines is not YAML: a value",
        ),
        ("---\ntitle: Snow\ntags: !!set\n---", ":3: the front matter between the --- lines is not YAML: "),
        ('+++\ntitle = "Snow"\n\ngeo = [5, 200]\n+++', ":4: front matter: geo: longitude 200"),
        ('{\n  "title": "Snow",\n  "coords": {"lat": 99, "lon": 1}\n}', ":3: front matter: coords: latitude 99"),
    ],
)
def test_invalid_position_in_front_matter_has_line(tmp_path: Path, front_matter: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        article(tmp_path, f"{front_matter}\nText.\n")


def test_embedded_note_with_invalid_position_is_embedded(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("---\nlocation: [95, 20]\n---\nFrom the note.\n", encoding="utf-8")
    assert "From the note." in article(tmp_path, "---\ntitle: Snow\n---\n![[note]]\n").text
