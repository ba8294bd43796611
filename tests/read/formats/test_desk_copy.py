"""Notes to editors, tables of images and lines with reporters in documents of word processors."""

from __future__ import annotations

import pytest

from storymap.read.formats.documents import read_document
from storymap.read.html import fragment

TEXT = "<p>The cart leaves Nantwich at six because it has always left at six in the morning.</p>"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("[DESK: picture to come]", False),
        ("[Desk: a word of the author]", True),
        ("[sic]", True),
        ("Zeichen: 1.420 mit Leerzeichen", False),
        ("Word count: 812", False),
        ("Characters: the cook and his cat", True),
    ],
)
def test_note_to_desk_is_left_out(line: str, kept: bool) -> None:
    article = read_document(fragment(f"<h1>Salt</h1>{TEXT}<p>{line}</p>{TEXT}"))
    assert (line in article.text) == kept
    assert [o.what for o in article.omitted] == ([] if kept else [line])


def test_row_of_captions_below_row_of_images_gives_captions_of_images() -> None:
    table = "<table><tr><td><img src='a.png'></td><td><img src='b.png'></td></tr><tr><td><p>Brine</p></td><td><p>Rock</p></td></tr></table>"
    article = read_document(fragment(f"<h1>Salt</h1>{TEXT}{table}{TEXT}"))
    assert [f.caption for f in article.figures] == ["Brine", "Rock"]
    assert "Brine" not in article.text


def test_table_with_words_beside_images_is_kept() -> None:
    image = "<img src='a.png'>"
    table = f"<table><tr><td>{image}</td><td>Monday</td></tr><tr><td><p>Brine</p></td><td><p>Rock</p></td></tr></table>"
    article = read_document(fragment(f"<h1>Salt</h1>{TEXT}{table}{TEXT}"))
    assert "Brine" in article.text
    assert "Rock" in article.text


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Notre correspondant Yannick Le Bihan", "Yannick Le Bihan"),
        ("Af Bodil Thygesen, journalist", "Bodil Thygesen"),
        ("The correspondents Ann Lee and Bo Ek left.", ""),
    ],
)
def test_line_with_reporter_below_title_is_byline(line: str, byline: str) -> None:
    assert read_document(fragment(f"<h1>Salt</h1><p>{line}</p>{TEXT}{TEXT}")).byline == byline
