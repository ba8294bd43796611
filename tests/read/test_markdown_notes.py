"""Markdown of programs for notes, directives of MyST and Nuxt Content, and shortcodes in brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.model import Article
from storymap.read import read
from storymap.read.markdown.article import parse_markdown


def shown(article: Article) -> str:
    return " ".join(article.text.split())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # Logseq and Org
        ("- Up to Tabor.\n  id:: 5f0c\n  collapsed:: true\n\t- A mill.", "Up to Tabor. A mill."),
        ("- TODO ask in Telč\n  :LOGBOOK:\n  CLOCK: [2020-01-01]\n  :END:", "ask in Telč"),
        ("- #+BEGIN_QUOTE\n  Come in May.\n  #+END_QUOTE\n- Then Písek.", "Come in May. Then Písek."),
        ("- Pay the ferry\n  SCHEDULED: <2020-01-01 Wed>", "Pay the ferry"),
        # Ulysses
        ("From Graz.++check++ On ||never|| to Wien.\n\n%% ask Eva", "From Graz. On to Wien."),
        ("A ++longer word++ in C++ and a++ + b++.", "A longer word in C++ and a++ + b++."),
        ("| a || b |\n|---|---|---|\n| 1 || 2 |", "a · · b 1 · · 2"),
        # Joplin, Bear
        ("Rain.\n\n[track](../_resources/0a1b.gpx)\n\nSun.", "Rain. Sun."),
        ('Seen [list.pdf](List/list.pdf)<!-- {"embed":"true"} --> and counted.', "Seen and counted."),
        ("[The list](files/list.pdf) is here.", "The list is here."),
        ("#birds/spring list#\nUp we went.", "Up we went."),
        # the marks of Hugo Book, Grav and MkDocs
        ("Left.\n\n<--->\n\nRight.", "Left. Right."),
        ("Intro.\n\n===\n\nRest.", "Intro. Rest."),
        ('Text.\n\n--8<-- "abbreviations.md"', "Text."),
    ],
)
def test_marks_of_note_programs_are_removed(source: str, expected: str) -> None:
    assert shown(parse_markdown(source)) == expected


@pytest.mark.parametrize(
    ("source", "title", "byline", "published"),
    [
        ("<!--\n.. title: Up to Tabor\n.. author: Eva Malá\n.. date: 2019-05-04 10:00\n-->\n\nText.", "Up to Tabor", "Eva Malá", "2019-05-04"),
        (".. title: Up to Tabor\n.. date: 2019-05-04\n\nText.", "Up to Tabor", "", "2019-05-04"),
        ("title:: Up to Tabor\nauthor:: Eva Malá\n\n- Text.", "Up to Tabor", "Eva Malá", ""),
        ("---\ntitle: Up\ndate: '24-05-2019 08:30'\n---\nText.", "Up", "", "2019-05-24"),
        ("---\ntitle: Up\npubDatetime: 2019-05-24T10:00:00Z\n---\nText.", "Up", "", "2019-05-24"),
    ],
)  # fmt: skip
def test_headers_of_site_generators_give_metadata(source: str, title: str, byline: str, published: str) -> None:
    article = parse_markdown(source)
    assert (article.title, article.byline, article.published) == (title, byline, published)
    assert shown(article) == "Text."


def test_content_block_of_ia_writer_is_an_image_with_its_caption() -> None:
    article = parse_markdown('Up.\n\n/hills.png "The hills"\n\n/usr/bin is a folder.\n')
    assert [(f.source, f.caption) for f in article.figures] == [("/hills.png", "The hills")]
    assert shown(article) == "Up. /usr/bin is a folder."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("```{note}\nBring *tea*.\n```", "Bring tea."),
        (":::{admonition} The way\n:class: tip\nBy bus.\n:::", "The way By bus."),
        ("````{tip}\n```{warning} Mind the bull.\n```\n````", "Mind the bull."),
        ("```{list-table} Tides\n:header-rows: 1\n\n* - Day\n  - Hour\n* - 1\n  - 6\n```", "Tides Day · Hour 1 · 6"),
        ("```{csv-table}\n:header: Day, Hour\n\n1, 6\n```", "Day · Hour 1 · 6"),
        ("```{epigraph}\nNobody knows.\n```", "Nobody knows."),
        ("```{toctree}\nother\n```\n\nText.", "Text."),
        ("```{note}\nTea.\n```\n% not yet\n\n(label)=\n## Tabor\n\n+++\n\nText.", "Tea. Tabor Text."),
        ("As known {cite}`key2020`, see {ref}`the map <map>` and {kbd}`Esc`.", "As known, see the map and Esc."),
        ("```python\n```{note}\n```", "```{note}"),
        ("::note\nText.\n::", "Text."),
        ("::card\n---\nicon: i-info\ntitle: Ferry\n---\n#description\nAt nine.\n::", "Ferry At nine."),
        ("Only :badge[four]{color=red} left :icon{name=boat} here.", "Only four left here."),
        ("Code `:badge[four]` and std::a and 10:30[x] stay.", "Code :badge[four] and std::a and 10:30[x] stay."),
    ],
)  # fmt: skip
def test_directives_show_their_content(source: str, expected: str) -> None:
    assert shown(parse_markdown(source)).replace(" ,", ",") == expected


def test_figure_directive_gives_image_with_alternative_text_and_caption() -> None:
    article = parse_markdown(
        "```{figure} img/a.png\n:alt: A mill\n:width: 80%\n\nThe mill of Telč\n\nIt is *old*.\n```"
    )
    assert [(f.source, f.alt, f.caption) for f in article.figures] == [("img/a.png", "A mill", "The mill of Telč")]
    assert shown(article) == "It is old."


def test_directives_without_content_are_reported() -> None:
    article = parse_markdown("Text {cite}`key`.\n\n::map{lat=1 lon=2}\n\n```{bibliography}\n```")
    assert [o.kind for o in article.omitted] == ["citation", "component", "shortcode"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('[box title="Note" icon="bulb"]Bring tea.[/box]', "Note Bring tea."),
        ("[col][b]Bring[/b] tea.[/col]", "Bring tea."),
        ("Text.\n\n[googlemaps https://maps.example/x?y=1]", "Text."),
        ("He said [sic] and [see below] [x].", "He said [sic] and [see below] [x]."),
        ("[note] in a text", "[note] in a text"),
        ("[TOC]\n\nText.", "Text."),
        ("See [the mill][1].\n\n[1]: https://mill.example", "See the mill."),
    ],
)
def test_shortcodes_in_brackets_are_removed_but_words_are_not(source: str, expected: str) -> None:
    assert shown(parse_markdown(source)) == expected


def test_function_call_of_zola_is_a_shortcode() -> None:
    article = parse_markdown(
        '{{ figure(src="a.png", alt="Lake", caption="Ice") }}\n\n![Map]({{ url_for("static", filename="m.png") }})\n\n{{ stats(n=1) }}'
    )
    assert [(f.source, f.caption) for f in article.figures] == [("a.png", "Ice"), ("m.png", "")]
    assert [o.kind for o in article.omitted] == ["shortcode"]


def test_indented_markdown_in_elements_of_mdx_is_not_code() -> None:
    source = '<div className="grid">\n  <div>\n    ![Hut](hut.png)\n  </div>\n</div>\n\nTwo{` `}words.\n'
    article = parse_markdown(source, ".mdx")
    assert [f.source for f in article.figures] == ["hut.png"]
    assert shown(article) == "Two words."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{< timelineItem header="The boom" badge="1912" >}}\nWater.\n{{< /timelineItem >}}', "The boom 1912 Water."),
        ("{% tabs way %}\n<!-- tab Train -->\nTwo hours.\n<!-- endtab -->\n{% endtabs %}", "Train Two hours."),
        ('<Card title="Baths" icon="star">\nIn Zürich.\n</Card>', "Baths In Zürich."),
        ('Text.\n\n<LinkCard title="Other post" href="/x" />', "Text."),
    ],
)
def test_titles_of_boxes_and_tabs_are_shown(source: str, expected: str) -> None:
    assert shown(parse_markdown(source, ".mdx")) == expected


def test_bookmark_card_of_another_site_is_kept() -> None:
    card = '<figure class="kg-card kg-bookmark-card"><a href="https://{}/x"><div>A title</div></a></figure>'
    front = "---\ntitle: Up\nfeature_image: https://mine.example/a.jpg\n---\n"
    assert shown(parse_markdown(front + card.format("other.example") + "\n\nText.")) == "A title Text."
    assert shown(parse_markdown(front + card.format("mine.example") + "\n\nText.")) == "Text."


def test_paragraph_that_repeats_the_alternative_text_is_the_caption() -> None:
    article = parse_markdown("![The bridge](b.png)\n\nThe bridge\n\n![Hut](h.png)\n\nThe hut is old.")
    assert [(f.source, f.caption) for f in article.figures] == [("b.png", "The bridge"), ("h.png", "")]
    assert shown(article) == "The hut is old."


def test_images_for_lists_of_posts_and_badges_are_not_shown() -> None:
    source = "---\ntitle: Up\nogImage: og.png\nheader:\n  teaser: t.png\n---\n![ok](https://img.shields.io/x)\n\nText."
    assert parse_markdown(source).figures == ()
    assert parse_markdown("---\ntitle: Up\nimage: list.png\n---\nText.", ".qmd").figures == ()


def test_featured_image_of_page_bundle_is_shown(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("---\ntitle: Up\n---\nText.", encoding="utf-8")
    (tmp_path / "featured-hills.jpg").write_bytes(b"\xff\xd8\xff")
    assert [f.source for f in read(tmp_path / "index.md").figures] == ["featured-hills.jpg"]
