"""Names that are not those of authors: towns, topics, controls, roles, outlets, interviews, notes of an encyclopedia."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from storymap.read.persons import persons
from tests.read.test_page import BODY, ONE, page


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee and Bo Ek HIM VANI", ["Ann Lee", "Bo Ek"]),
        ("Lens & i", []),
        ("Ann & Bo Larsen", ["Ann & Bo Larsen"]),
        ("Ana (Ana Rosa Pires) Lima", ["Ana (Ana Rosa Pires) Lima"]),
        ("Ann Lee (AFP)", ["Ann Lee"]),
        ("Society for Coastal Memory", []),
        ("By Ann for the Harbour Post", ["Ann"]),
        ("Last Updated: January 7, 2025", []),
        ("Ann Lee, Harbour Pilot at Port Authority", ["Ann Lee"]),
        ("Ann Lee, Bo Ek for Harbour Post", ["Ann Lee", "Bo Ek"]),
        ("Reuters,|Lisbon,", []),
        ("海边的家_蓝天 發表在 痞客 留言", []),
        ("佐藤 健一", ["佐藤 健一"]),
        ("PTI, Lisbon,", []),
        ("留言(0) 人氣(23925)", []),
        ("Ann Lee (27)", ["Ann Lee"]),
    ],
)
def test_rest_of_phrase_role_and_town_are_no_names(line: str, names: list[str]) -> None:
    assert persons(line, frozenset(["himvani"])) == names


def _byline(head: str, body: str = BODY, meta: str = "") -> str:
    return parse_page(page(f"<article><h1>Ferries</h1>{head}{body}</article>", head=meta)).byline


def test_town_and_controls_in_byline_are_no_authors() -> None:
    controls = "<a href='#'>Copy Link</a><a href='javascript:open()'>Print Page</a><button>Save Story</button>"
    line = f"<div class='byline'><a href='/p/7'>Ann Lee</a> <i class='byline__location'>Porto Novo</i> {controls}</div>"
    assert _byline(line) == "Ann Lee"


def test_link_without_address_may_name_author() -> None:
    assert _byline("<div class='byline'>By <a href='#'>Ann Lee</a></div>") == "Ann Lee"


def test_word_of_a_note_of_the_site_is_no_author() -> None:
    assert not _byline("<div class='author-form'>Have a question for us? <a href='/n'>Newsletter.</a></div>")


def test_link_to_topic_of_same_name_is_no_author() -> None:
    topic = "<div><a href='/world/middle-west/'>Middle West</a></div>"
    assert not parse_page(page(f"<article>{topic}<h1>Ferries</h1><div>3 May 2021</div>{BODY}</article>")).byline


def test_link_to_category_and_to_part_of_page_are_no_authors() -> None:
    category = "<span>in <a href='/category/north-shore/' rel='tag'>North Shore</a></span>"
    contents = "<div><b>Contents</b> <a href='#wide-overlap'>Wide Overlap</a></div>"
    assert not _byline(f"<div>{category} / <time datetime='2021-05-03'>3 May 2021</time></div>{contents}")
    assert not _byline("<div><a href='/tag/1' rel='tag'>3 May 2021, North Shore. It is late.</a></div>")


def test_town_before_first_sentence_is_no_author() -> None:
    text = f"<p>Porto Novo: {ONE}</p>"
    assert not _byline("<p class='author'>Porto Novo</p>", text + BODY)


def test_given_names_in_metadata_are_not_taken_for_a_label() -> None:
    meta = "<meta name='author' content='Ann Kahn Gill'>"
    lines = "<p class='x'>By Ann Kahn Gill, 3 May 2021</p><p class='y'><a href='/bio/kahn-gill'>by Kahn Gill</a></p>"
    assert _byline(lines, meta=meta) == "Ann Kahn Gill"


def test_links_in_note_and_in_table_of_text_are_no_authors() -> None:
    note = "<div role='note'>See also: <a href='/w/Ferry_Foundation'>Ferry Foundation</a></div>"
    facts = "<table><tr><th>Anthem:</th><td><a href='/w/Hail_Ferry_Land'>Hail Ferry Land</a></td></tr></table>"
    assert not _byline("", f"<div>{note}{facts}<p>Founded on 3 May 2021.</p>{BODY}</div>")


def test_label_before_many_answers_is_no_label_of_author() -> None:
    answers = "".join(f"<p>{who}</p>" for who in ("Q: Best town?", "A: Cape Rest, South Isle", "Q: Hero?", "A: Bo Ek"))
    assert not _byline("", BODY + answers)


def test_source_of_quotation_above_title_does_not_replace_byline() -> None:
    quotation = "<p>“Ferries cost too much.”</p><p>— <a href='/who/bo-ek'>Bo Ek</a> on 3 May 2021</p>"
    line = "<p>By <a href='/s/ann-lee'>Ann Lee</a>, <a href='/s/jo-hart'>Jo Hart</a> on 9 May 2021</p>"
    article = parse_page(page(f"<article>{quotation}<h1>Ferries</h1>{line}{BODY}</article>"))
    assert article.byline == "Ann Lee, Jo Hart"


def test_agency_with_by_is_no_author() -> None:
    assert not _byline("<div class='x'><span>By Reuters</span> <time datetime='2021-05-03'>3 May 2021</time></div>")


def test_by_inside_teaser_of_other_article_names_no_author() -> None:
    teaser = (
        "<ul><li>11 May 2020</li></ul><a href='/2'><h4>Understand group by in Ferry Code</h4><p>Ferry Routes</p></a>"
    )
    assert not _byline("", f"{BODY}<ul><li>{teaser}</li></ul>")


@pytest.mark.parametrize("town", ["Washington", "New Delhi"])
def test_name_that_the_text_uses_as_town_is_no_author(town: str) -> None:
    text = f"<p>The ferry talks were held in {town} on Monday, and nobody was happy with what came out of them.</p>"
    line = f"<p class='author'>{town}</p>"
    assert not _byline(line, text + BODY)
    assert _byline(line.replace(town, "Ann Lee"), text + BODY) == "Ann Lee"


def test_words_of_role_occur_in_text_in_lower_case() -> None:
    text = "<p>The harbour project tested new technology on three boats, and the crews liked what they saw of it.</p>"
    assert _byline("<p class='byline'>Ann Lee, Technology Project</p>", text + BODY) == "Ann Lee"
    assert _byline("<p class='byline'>Ann Lee, Bo Ek</p>", text + BODY) == "Ann Lee, Bo Ek"


@pytest.mark.parametrize(
    ("author", "byline"), [("Shoreline", ""), ("Anna", "Anna"), ("Anna Shore", "Anna Shore"), ("Regan", "Regan")]
)
def test_single_word_that_begins_name_of_site_is_no_author(author: str, byline: str) -> None:
    site = "<meta property='og:site_name' content='Shorelines on Demand'>"
    assert _byline(f"<p>By <a class='author' rel='author' href='/a'>{author}</a></p>", meta=site) == byline


@pytest.mark.parametrize(
    ("meta", "byline"),
    [
        ("<meta name='DC.Creator' content='Ek, B.'><meta name='DC.Creator' content='Lee, Ann van der'>", "B. Ek, Ann van der Lee"),
        ("<meta name='author' content='Lee, Ann'>", "Ann Lee"),
        ("<meta name='author' content='Ann Lee, Bo Ek'>", "Ann Lee, Bo Ek"),
        ("<meta name='author' content='PM - Unit Five'><meta name='generator' content='PM - Unit Five'>", ""),
        ("<meta property='dc:creator x:maker' content='Ann Lee'>", "Ann Lee"),
        ('<script type="application/ld+json">{"@type": "Article", "author": "Ann Lee | Shore Media"}</script>', "Ann Lee"),
    ],
)  # fmt: skip
def test_authors_in_metadata(meta: str, byline: str) -> None:
    assert _byline("", meta=meta) == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [("칼럼니스트 박생강", "박생강"), ("박생강 칼럼니스트", "박생강"), ("Ann Lee", "Ann Lee"), ("Write to us at", "")],
)
def test_name_before_address_in_last_line_is_author(line: str, byline: str) -> None:
    assert _byline("", f"{BODY}<p>{line} <a href='mailto:x@shore.example'>x@shore.example</a></p>") == byline


def test_title_repeated_as_application_name_is_not_the_site() -> None:
    head = "<title>Ferries</title><meta name='application-name' content='Ferries'><meta property='og:title' content='Ferries'><meta property='og:site_name' content='Shore'>"
    article = parse_page(page(f"<header><h1>Ferries</h1></header><section>{BODY}</section>", head=head))
    assert article.title == "Ferries"
