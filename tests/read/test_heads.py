"""Lines at the head and at the end of documents: credits beside the byline, and the date on the last line."""

from __future__ import annotations

import pytest

from storymap.model import PassageKind
from storymap.read import finish
from storymap.read.formats.documents import read_document
from storymap.read.html import fragment

TEXT = "<p>The cart leaves Nantwich at six because it has always left at six in the morning.</p>"


@pytest.mark.parametrize(
    "line", ["Published 8 October 2025", "Publié le 8 octobre 2025", "Erschienen am 8. Oktober 2025"]
)
def test_label_and_date_on_last_line_are_date_of_article(line: str) -> None:
    article = read_document(fragment(f"<h1>Salt</h1>{TEXT}{TEXT}<p>{line}</p>"))
    assert article.published == "2025-10-08"
    assert article.passages[-1].kind is PassageKind.BYLINE


@pytest.mark.parametrize("line", ["The cart stopped on 8 October 2025", "Trieste, 8 October 2025 and later"])
def test_other_last_line_with_date_is_text(line: str) -> None:
    article = read_document(fragment(f"<h1>Salt</h1>{TEXT}{TEXT}<p>{line}</p>"))
    assert article.passages[-1].kind is PassageKind.PARAGRAPH


@pytest.mark.parametrize(
    ("line", "shown"), [("Snimio: Bo Ek", False), ("Photos: Bo Ek", False), ("Design: it is Swiss", True)]
)
def test_credit_of_photographer_beside_byline_is_not_text(line: str, shown: bool) -> None:
    article = read_document(fragment(f"<h1>Salt</h1>{TEXT}<p>By Ann Lee</p><p>{line}</p>{TEXT}{TEXT}"))
    found = finish(article, "salt")
    kinds = {found.text[p.start : p.end].strip(): p.kind for p in found.passages}
    assert found.byline == "Ann Lee"
    assert (kinds[line] is PassageKind.PARAGRAPH) is shown


def _dated(line: str, more: str = "") -> tuple[str, bool]:
    article = read_document(fragment(f"<h1>Salt</h1><p>By Ann Lee</p><p>{line}</p>{TEXT}{more}{TEXT}"))
    found = finish(article, "salt")
    shown = any(found.text[p.start : p.end].strip() == line and p.kind is PassageKind.PARAGRAPH for p in found.passages)
    return found.published, shown


def test_town_and_date_below_the_byline_are_date_of_article() -> None:
    assert _dated("Nantwich, 8 October 2025") == ("2025-10-08", False)
    assert _dated("Bad Aussee, den 8. Oktober 2025") == ("2025-10-08", False)
    assert _dated("Nantwich, 8 October 2025", "<p>Crewe, 9 October 2025</p>") == ("", True)
    assert _dated("Nantwich, 8 October 2025, in the rain") == ("", True)


def test_town_after_a_comma_is_not_part_of_the_byline() -> None:
    head = "<p>Par Ana Le Goff et Bo Riou, à Brest</p>"
    assert read_document(fragment(f"<h1>Salt</h1>{head}{TEXT}{TEXT}")).byline == "Ana Le Goff, Bo Riou"
