"""Markdown of Quarto and R Markdown (pandoc's syntax), and syntax that other dialects share."""

from __future__ import annotations

import pytest

from storymap.model import Article
from storymap.read.html import Walk, fragment
from storymap.read.markdown.article import parse_markdown


def shown(article: Article) -> list[str]:
    return [article.text[p.start : p.end].strip() for p in article.passages]


def kinds(article: Article) -> list[str]:
    return [o.kind for o in article.omitted]


@pytest.mark.parametrize(
    "chunk",
    [
        "```{r setup, include=FALSE}\nhidden()\n```",
        "```{r, echo = F}\nhidden()\n```",
        "```{python}\n#| echo: false\nhidden()\n```",
    ],
)
def test_code_that_the_author_hid_is_left_out_and_reported(chunk: str) -> None:
    article = parse_markdown(f"Brig.\n\n{chunk}\n\nVisp has `r n` huts.\n", ".qmd")
    assert shown(article) == ["Brig.", "Visp has huts."]
    assert kinds(article) == ["code", "code"]


def test_other_code_is_shown_without_its_options() -> None:
    article = parse_markdown("```{python}\n#| label: a\nwalk()\n```\n\n```\n[@key] @fig-a\n```\n", ".qmd")
    assert shown(article) == ["walk()", "[@key] @fig-a"]


def test_references_become_numbers_and_citations_are_reported() -> None:
    source = "See @fig-b and @tbl-a [@key2019, p. 4].\n\n![A](a.png){#fig-a}\n\n![B](b.png){#fig-b width=70%}\n\n|x|y|\n|--|--|\n|1|2|\n\n: Cores {#tbl-a}\n"
    article = parse_markdown(source, ".qmd")
    assert shown(article) == ["See Figure 2 and Table 1.", "x · y", "1 · 2", "Cores"]
    assert [(f.source, f.caption) for f in article.figures] == [("a.png", "A"), ("b.png", "B")]
    assert kinds(article) == ["citation"]


def test_pandoc_syntax_is_text_in_other_markdown() -> None:
    assert shown(parse_markdown("Thanks to [@key] and @fig-a.")) == ["Thanks to [@key] and @fig-a."]


def test_image_attributes_are_removed_and_box_titles_kept() -> None:
    source = '![Moraine](a.png){#fig-a fig-alt="Rocks" width=70%}\n\n::: {.callout-note title="Safety"}\nFly from Fiesch.\n:::\n'
    assert shown(parse_markdown(source)) == ["Safety", "Fly from Fiesch."]


def test_markup_in_title_is_removed() -> None:
    assert (
        parse_markdown('---\ntitle: "On the **Aletsch**, 3*4 and `ice`"\n---\nText.').title
        == "On the Aletsch, 3*4 and ice"
    )


def test_image_path_with_spaces_is_read_unless_in_code() -> None:
    article = parse_markdown('![Hut](my hut (1).jpg "The hut")\n\n`![Hut](my hut.jpg)`\n')
    assert [(f.source, f.caption) for f in article.figures] == [("my%20hut%20(1).jpg", "The hut")]
    assert shown(article) == ["![Hut](my hut.jpg)"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('Lyon<sup><a href="#n">1</a></sup>.', "Lyon[1]."),
        ('Lyon<sup>[<a href="#n">1</a>]</sup>.', "Lyon[1]."),
        ('Lyon<a href="#n"><sup>1</sup></a>.', "Lyon[1]."),
        ('A note. <a href="#r">Back</a>', "A note."),
        ('Go <a href="https://example.org/">back</a>.', "Go back."),
    ],
)
def test_note_numbers_have_brackets_and_back_links_are_removed(html: str, text: str) -> None:
    walk = Walk()
    walk.content(fragment(f"<p>{html}</p>"))
    walk.close()
    assert shown(walk.article()) == [text]
