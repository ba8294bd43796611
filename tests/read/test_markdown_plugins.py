"""Markdown with values, notes, tasks and buttons of plug-ins and site generators."""

from __future__ import annotations

import pytest

from storymap.model import Article
from storymap.read.heads import in_order
from storymap.read.markdown.article import parse_markdown


def texts(source: str, suffix: str = ".md") -> list[str]:
    article: Article = parse_markdown(source, suffix)
    return [article.text[p.start : p.end].strip() for p in article.passages]


@pytest.mark.parametrize(
    ("source", "suffix"),
    [
        ("{% assign km = 23 %}\nThe path is {{ km }} km long.", ".md"),
        ("{% set km = '23' %}\nThe path is {{ km }} km long.", ".md"),
        ("export const km = 23;\n\nThe path is {km} km long.", ".mdx"),
    ],
)
def test_variable_of_the_author_is_replaced_with_its_value(source: str, suffix: str) -> None:
    assert texts(source, suffix) == ["The path is 23 km long."]


@pytest.mark.parametrize(
    "task",
    [
        "- [ ] call Paolo 📅 2026-10-12",
        "- [x] buy tickets ✅ 2026-10-01",
        "* [ ] ask about the cable ⏫",
        "- [ ] ask about the cable #todo",
        "- [ ] pay the hut [due:: 2026-10-12]",
    ],
)
def test_tasks_of_a_plugin_are_left_out_but_other_checkboxes_are_kept(task: str) -> None:
    source = f"The tram is closed.\n\n- [x] coffee at San Marco\n{task}\n"
    assert texts(source) == ["The tram is closed.", "☑ coffee at San Marco"]
    assert [o.kind for o in parse_markdown(source).omitted] == ["task"]


def test_emphasised_line_below_an_embedded_picture_is_its_caption() -> None:
    article = parse_markdown("The tram is closed.\n\n![[tram.jpg|500]]\n*The lower stop*\n\nIt rains.")
    assert [f.caption for f in article.figures] == ["The lower stop"]
    assert "*" not in article.text


def test_field_with_capital_and_tags_that_begin_with_a_digit_are_left_out() -> None:
    assert texts("# Skye\n#travel/scotland #2026#\n\nIt rains.\n\nRelated:: [[Ljubljana]]\n") == ["Skye", "It rains."]


@pytest.mark.parametrize("name", ["ref", "footnote", "efn_note"])
def test_note_in_the_shortcode_of_a_plugin_is_a_footnote(name: str) -> None:
    assert texts(f"A man with a boat[{name}]His name is Pól.[/{name}] is paid.") == [
        "A man with a boat[1] is paid.",
        "His name is Pól.",
    ]


def test_button_in_a_shortcode_is_left_out_with_its_words() -> None:
    source = 'The barn is back.\n\n[button url="https://x.example"]Book your visit[/button]\n'
    assert texts(source) == ["The barn is back."]


def test_inline_code_and_empty_bibliography_of_quarto_are_left_out() -> None:
    source = "I swam `{r} nrow(gauge)` times.\n\n## References {.unnumbered}\n\n::: {#refs}\n:::\n"
    assert texts(source, ".qmd") == ["I swam times."]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("García López, Ana", "Ana García López"),
        ("O'Neill, Síle", "Síle O'Neill"),
        ("Smith, John A.", "John A. Smith"),
        ("de la Cruz, Juan", "Juan de la Cruz"),
        ("Maeve Tierney, Portumna", "Maeve Tierney, Portumna"),
        ("Ann Lee, Bo Ek", "Ann Lee, Bo Ek"),
        ("Anna, Ben", "Anna, Ben"),
        ("Ann Lee, Jr.", "Ann Lee, Jr."),
    ],
)
def test_name_with_surname_first_is_put_in_order(written: str, name: str) -> None:
    assert in_order(written) == name


def test_author_of_front_matter_with_surname_first_is_put_in_order() -> None:
    front = '---\ntitle: Barns\nauthor: "García López, Ana"\n---\nThe barn is back.'
    assert parse_markdown(front).byline == "Ana García López"
    several = "---\ntitle: Barns\nauthors:\n  - name: Brady, Conor\n  - name: Ann Lee\n---\nThe barn is back."
    assert parse_markdown(several).byline == "Conor Brady, Ann Lee"
