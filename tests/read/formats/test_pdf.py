"""Text of PDF files: columns, running heads, hyphens, tables and footnotes."""

from __future__ import annotations

import pytest

from storymap.errors import ArticleError
from storymap.model import Article, PassageKind
from storymap.read.formats.pdf import read
from storymap.read.origin import Origin
from tests.read.formats.files import lines, pdf, picture

ORIGIN = Origin("report.pdf", ".pdf")
FULL = "somebody has walked up to the glacier above the town"  # a line that is so long that it reaches the right edge


def texts(article: Article) -> list[str]:
    return [article.text[p.start : p.end].strip() for p in article.passages]


def test_lines_become_paragraphs_and_hyphenated_words_are_joined() -> None:
    page = lines(40, 500, FULL, f"{FULL} with neigh-", "bouring valleys.") + lines(40, 450, FULL, "of the north-east.")
    assert texts(read(pdf(page), ORIGIN)) == [f"{FULL} {FULL} with neighbouring valleys.", f"{FULL} of the north-east."]


def test_compound_keeps_hyphen_if_it_occurs_elsewhere_with_hyphen() -> None:
    page = lines(40, 500, f"{FULL} north-east,", f"{FULL} and north-", "east of it.")
    assert texts(read(pdf(page), ORIGIN))[0].endswith("and north-east of it.")


def test_title_byline_and_headings_are_found_by_font_size() -> None:
    page = (
        lines(40, 540, "Counting the", "Glacier", size=20, leading=24)
        + lines(40, 480, "By Ragna Olsen")
        + lines(40, 450, FULL, "with a rod.")
    )
    page += lines(40, 400, "Method", size=14) + lines(40, 380, FULL, "in summer.")
    article = read(pdf(page), ORIGIN)
    assert (article.title, article.byline) == ("Counting the Glacier", "Ragna Olsen")
    assert [p.kind for p in article.passages] == [
        *(PassageKind.HEADING, PassageKind.BYLINE, PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.PARAGRAPH),
    ]


def test_running_heads_and_page_numbers_are_removed_and_paragraphs_joined_across_pages() -> None:
    head = lines(150, 580, "Quarterly of Water", size=8)
    first = head + lines(40, 500, FULL, f"{FULL} and") + lines(200, 20, "7", size=8)
    second = head + lines(40, 540, "then it rained.") + lines(200, 20, "8", size=8)
    assert texts(read(pdf(first, second), ORIGIN)) == [f"{FULL} {FULL} and then it rained."]


def test_first_line_at_the_same_height_of_every_page_is_a_running_head() -> None:
    def page(*body: str) -> str:
        return lines(150, 500, "Annals of Weirs, 3", size=8) + lines(40, 400, *body)

    pages = [page(FULL, f"{FULL} and"), page(f"{FULL} then"), page("it rained.")]
    assert texts(read(pdf(*pages), ORIGIN)) == [f"{FULL} {FULL} and {FULL} then it rained."]
    other = [lines(40, 500 - 40 * n, f"Monday {n}.") + lines(40, 200, FULL) for n in range(3)]
    assert "Monday 0." in texts(read(pdf(*other), ORIGIN))


def test_small_print_in_margins_of_a_single_page_is_left_out_and_gives_the_date() -> None:
    head = lines(40, 575, "COAST WEEKLY", size=7) + lines(280, 575, "Saturday, 16 May 2026", size=7)
    foot = lines(40, 20, "www.coast.example", size=7) + lines(330, 20, "Page 7", size=7)
    article = read(pdf(head + foot + lines(40, 500, FULL, f"{FULL}.")), ORIGIN)
    assert texts(article) == [f"{FULL} {FULL}."]
    assert article.published == "2026-05-16"


def test_heads_of_facing_pages_at_the_same_height_are_left_out() -> None:
    left = lines(40, 575, "Spring 2026") + lines(300, 575, "Upstream") + lines(40, 500, FULL, f"{FULL} and")
    right = lines(40, 575, "Towpaths") + lines(300, 575, "Walking") + lines(40, 500, "then it rained.")
    assert texts(read(pdf(left, right), ORIGIN)) == [f"{FULL} {FULL} and then it rained."]


def test_small_print_with_the_mark_of_a_note_or_a_sentence_is_kept() -> None:
    body = lines(40, 500, FULL, f"{FULL}.")
    assert texts(read(pdf(body + lines(40, 30, "* Translated from Welsh", size=7)), ORIGIN))[-1][-5:] == "Welsh"
    assert texts(read(pdf(body + lines(40, 30, "She lives in Kendal.", size=7)), ORIGIN))[-1] == "She lives in Kendal."


def test_picture_comes_after_the_text_above_it_and_keeps_its_caption() -> None:
    page = lines(40, 540, FULL, f"{FULL}.") + picture(40, 400, 200, 100) + lines(40, 388, "The weir at noon", size=8)
    page += lines(40, 350, "Below it, herons stand in a row.")
    article = read(pdf(page), ORIGIN)
    (figure,) = article.figures
    assert (figure.caption, figure.content[1:4]) == ("The weir at noon", b"PNG")
    assert article.text[: figure.after].strip() == f"{FULL} {FULL}."


def test_icons_backgrounds_and_repeated_pictures_are_not_figures() -> None:
    body = lines(40, 500, FULL, f"{FULL}.")
    logo = picture(300, 540, 80, 40)
    pages = [body + logo + picture(40, 300, 12, 12), body + logo, body + picture(0, 0, 400, 600)]
    assert read(pdf(*pages), ORIGIN).figures == ()


def test_columns_stored_line_by_line_are_read_one_after_the_other() -> None:
    left = [f"left line number {n} of this text" for n in range(10)]
    right = [f"right line number {n} of this text" for n in range(10)]
    page = "".join(lines(40, 500 - 12 * n, left[n]) + lines(240, 500 - 12 * n, right[n]) for n in range(10))
    assert " ".join(texts(read(pdf(page), ORIGIN))) == " ".join(left + right)


def test_rows_with_several_cells_are_table_rows() -> None:
    page = lines(40, 500, FULL, f"{FULL}.") + "".join(
        lines(x, 450 - 14 * n, cell)
        for n, row in enumerate((("Year", "Front"), ("2019", "28")))
        for x, cell in zip((40, 200), row, strict=True)
    )
    article = read(pdf(page), ORIGIN)
    rows = [article.text[p.start : p.end].strip() for p in article.passages if p.kind is PassageKind.TABLE_ROW]
    assert rows == ["Year · Front", "2019 · 28"]


def test_footnotes_come_after_the_text() -> None:
    first = lines(40, 500, FULL, f"{FULL} and") + lines(40, 60, "Accounts of the parish.", size=7)
    article = read(pdf(first, lines(40, 500, "then it rained.", FULL)), ORIGIN)
    assert texts(article) == [f"{FULL} {FULL} and then it rained. {FULL}", "Accounts of the parish."]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (pdf(""), "OCR"),
        (pdf(lines(40, 500, FULL))[:-30], "damaged or incomplete"),
        (b"%PDF-1.4\nnothing\n%%EOF", "damaged"),
    ],
)
def test_scanned_or_damaged_file_raises_error(raw: bytes, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        read(raw, ORIGIN)
