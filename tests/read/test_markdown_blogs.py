"""Markdown of blogs: content is kept, hidden text is removed, and content that cannot be shown is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.embed.page_info import PageInfo
from storymap.embed.snippets import Embed, snippet
from storymap.errors import ArticleError
from storymap.model import Article, MarkupKind, PassageKind, Position
from storymap.read import read
from storymap.read.markdown.article import parse_markdown
from storymap.read.markdown.front_matter import iso_date


def lines(source: str, suffix: str = ".md") -> list[str]:
    """Return the texts of the passages of a Markdown source."""
    return shown(parse_markdown(source, suffix))


def shown(article: Article) -> list[str]:
    return [article.text[p.start : p.end].strip() for p in article.passages]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("We rode to Kotor{:.mark} by {{ site.baseurl }}bus.", ["We rode to Kotor by bus."]),
        ("Before {% comment %}secret{% endcomment %}after.", ["Before after."]),
        ("Before <!-- secret\n\nmore --> after.", ["Before after."]),
        ("Before %%secret%% after.", ["Before after."]),
        ("It was 5%% to 10%% of them.", ["It was 5%% to 10%% of them."]),
        ("A {# secret #}b.", ["A b."]),
        ("[//]: # (secret)\n\nText.", ["Text."]),
        ('Text.\n\n{{< kofi text="Buy me tea" >}}\n\nMore.', ["Text.", "More."]),
        ('Text.[^1]\n\n{{ herbata(text="Postaw mi herbatę") }}\n\n[^1]: Note.', ["Text.[1]", "Note."]),
        ('Text.\n\n{{< lead text="We went on" >}}\n\nMore.', ["Text.", "We went on", "More."]),
        ("{% note info Take a coat %}\nIt rains.\n{% endnote %}", ["Take a coat", "It rains."]),
        ("From [[Riópar]]. #sierra\n\nThe #2 bus.", ["From Riópar.", "The #2 bus."]),
        ("{::comment}\nsecret\n{:/comment}\nText.", ["Text."]),
        ("{% raw %}{{ shown }}{% endraw %}", ["{{ shown }}"]),
        ("{{</* figure src=a.jpg */>}}", ["{{< figure src=a.jpg >}}"]),
        ("`{{ code }}` stays", ["{{ code }} stays"]),
        ("```\n{% code %}\n```", ["{% code %}"]),
        ("Go to [[Sapporo]] and [[Otaru|the port]].", ["Go to Sapporo and the port."]),
        ("> [!note] Mind the gap\n> In London.", ["Mind the gap", "In London."]),
        (":::tip Take a coat\nIt rains in Bergen.\n:::", ["Take a coat", "It rains in Bergen."]),
        ('!!! note "In Oslo"\n    Bring money.', ["In Oslo", "Bring money."]),
        ("One.\n\n<!--more-->\n\nTwo.", ["One.", "Two."]),
        ("{% if x %}Kept{% endif %}", ["Kept"]),
        ("{{< quote >}}Said in Bonn.{{< /quote >}}", ["Said in Bonn."]),
        ("==Bergen== is wet", ["Bergen is wet"]),
        ("<div>\n*Oslo* and\n</div>\nBergen", ["Oslo and", "Bergen"]),
        ("<center>\n**Narvik**\n</center>", ["Narvik"]),
        ("~~Riga~~ Tallinn", ["Riga Tallinn"]),
        ("The HTML\n\n*[HTML]: Hyper Text", ["The HTML"]),
        ("It costs $5 in Lima and $10 in Cusco.", ["It costs $5 in Lima and $10 in Cusco."]),
        ("H~~2~~ a_b_c and 2*3*4", ["H2 a_b_c and 234"]),
        ("[caption id=1]<img src=a.jpg> The port[/caption]\n\nText.", ["Text."]),
        ("[gallery ids=1,2]\n\nText.", ["Text."]),
        ("[Oslo] is a town [sic].", ["[Oslo] is a town [sic]."]),
    ],
)
def test_content_is_kept_and_markup_and_comments_are_removed(source: str, expected: list[str]) -> None:
    found = lines(source)
    assert found == expected
    assert not any("secret" in line for line in found)


@pytest.mark.parametrize(
    ("source", "image"),
    [
        ('{{< figure src="/a.jpg" caption="The *port*" alt="Boats" >}}', ("/a.jpg", "Boats", "The port")),
        ('{% include figure.html src="/a.jpg" caption="The port" alt="Boats" %}', ("/a.jpg", "Boats", "The port")),
        ('{% image "/a.jpg", "Boats", "The port" %}', ("/a.jpg", "Boats", "The port")),
        ('<Figure src={photo} alt="Boats" caption="The port" />', ("./a.jpg", "Boats", "The port")),
        (
            '<figure><img src="/a.jpg" alt="Boats"><figcaption>The port</figcaption></figure>',
            ("/a.jpg", "Boats", "The port"),
        ),
        ('![Boats](/a.jpg "The port"){: .wide }', ("/a.jpg", "Boats", "The port")),
        ("![Boats]({{ site.baseurl }}/a.jpg)", ("/a.jpg", "Boats", "")),
        ('![Boats]({{ "/a.jpg" | relative_url }})', ("/a.jpg", "Boats", "")),
        ("![[a.jpg|Boats]]", ("a.jpg", "Boats", "")),
        ("![[a.jpg|Boats|300]]", ("a.jpg", "Boats", "Boats")),
        ('{% figure "The port" %}\n![Boats](a.jpg)\n{% endfigure %}', ("a.jpg", "Boats", "The port")),
        (
            '{{% thumbnail "/a.jpg" alt="Boats" title="B" %}}The *port*{{% /thumbnail %}}',
            ("/a.jpg", "Boats", "The port"),
        ),
        ("[![Boats](a.jpg)](https://example.org/large)", ("a.jpg", "Boats", "")),
        ("| A | B |\n|---|---|\n| x | ![Boats](a.jpg) |", ("a.jpg", "Boats", "")),
        ('<img data-src="a.jpg" src="data:image/gif;base64,R0lGOD" alt="Boats">', ("a.jpg", "Boats", "")),
        (
            '<picture><source srcset="a.webp 480w, a-large.webp 960w"><img src="a.jpg" alt="Boats"></picture>',
            ("a.jpg", "Boats", ""),
        ),
    ],
)
def test_images_keep_source_alt_and_caption(source: str, image: tuple[str, str, str]) -> None:
    article = parse_markdown(f'import photo from "./a.jpg"\n\nText.\n\n{source}\n', ".mdx")
    (figure,) = article.figures
    assert (figure.source, figure.alt, figure.caption) == image
    assert not article.omitted


def test_videos_become_links_and_are_reported() -> None:
    article = parse_markdown(
        'Text.\n\n{{< youtube id="abc" title="The ferry" >}}\n\n<iframe src="https://player.vimeo.com/video/7"></iframe>'
    )
    links = {article.text[m.start : m.end]: m.target for m in article.markup if m.kind is MarkupKind.LINK}
    assert links["The ferry"] == "https://www.youtube.com/watch?v=abc"
    assert links["vimeo.com"] == "https://vimeo.com/7"
    assert [o.kind for o in article.omitted] == ["video", "video"]


def test_unknown_tags_are_left_out_and_reported() -> None:
    article = parse_markdown("A {% weather oslo %}b {{ site.data.x }}c.\n\n```mermaid\ngraph LR\n```\n\n$$E = mc^2$$")
    assert shown(article) == ["A b c."]
    assert [o.kind for o in article.omitted] == ["shortcode", "shortcode", "widget", "math"]


def test_content_of_components_in_mdx_is_read() -> None:
    source = (
        'import { Box } from "../box"\nexport const x = 1\n\n# {frontmatter.title}\n\n<Box kind="note">\n\nInside *Graz*.\n\n</Box>\n\n'
        "{/* secret */}\n\nThe {'end'}.{' '}{x.map(i => <li>{i}</li>)}\n"
    )
    article = parse_markdown("---\ntitle: Styria\n---\n" + source, ".mdx")
    assert shown(article) == ["Styria", "Inside Graz.", "The end."]
    assert [o.kind for o in article.omitted] == ["component", "component"]


def test_footnotes_are_at_the_end_and_linked() -> None:
    article = parse_markdown("Lausanne.[^1] Bern^[In short.].\n\n[^1]: Near Montreux.\n\nThe end.")
    assert shown(article) == ["Lausanne.[1] Bern[2].", "The end.", "Near Montreux.", "In short."]
    targets = [m.target for m in article.markup if m.kind is MarkupKind.LINK]
    assert targets == ["#p3", "#p4"]


def test_lists_tables_and_code_keep_their_kinds() -> None:
    article = parse_markdown(
        "1. a\n\n   second\n2. b\n   - c\n\n- [x] d\n\n| A | B |\n|---|---|\n| 1 | |\n\n    code\n\nT\n: D\n"
    )
    kinds = [(p.kind, p.level, p.number) for p in article.passages]
    assert kinds == [
        (PassageKind.LIST_ITEM, 1, 1),
        (PassageKind.PARAGRAPH, 0, 0),
        (PassageKind.LIST_ITEM, 1, 2),
        (PassageKind.LIST_ITEM, 2, 0),
        (PassageKind.LIST_ITEM, 1, 0),
        (PassageKind.TABLE_ROW, 1, 0),
        (PassageKind.TABLE_ROW, 0, 0),
        (PassageKind.PREFORMATTED, 1, 0),
        (PassageKind.PARAGRAPH, 0, 0),
        (PassageKind.LIST_ITEM, 1, 0),
    ]
    assert shown(article)[4] == "☑ d"


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Snow"\nauthors:\n  - name: Ada Byron\n  - Charles Babbage\ndate: 2016-08-01T21:00:29-05:00\nlang: de\ndraft: true\n---\n',
        '+++\ntitle = "Snow"\nauthors = ["Ada Byron", "Charles Babbage"]\ndate = 2016-08-01\nlang = "de"\ndraft = true\n+++\n',
        '{\n"title": "Snow", "author": ["Ada Byron", "Charles Babbage"], "date": "August 1st, 2016", "lang": "de", "draft": true\n}\n',
        '---json\n{"title": "Snow", "author": "Ada Byron, Charles Babbage", "date": "1 Aug 2016", "language": "de", "published": false}\n---\n',
        "Title: Snow\nAuthor: Ada Byron, Charles Babbage\nDate: 2016-08-01\nlanguage: de\nstatus: draft\n\n",
    ],
)
def test_front_matter_is_read_in_every_notation(front: str) -> None:
    article = parse_markdown(front + "Text.\n")
    assert (article.title, article.byline, article.published) == ("Snow", "Ada Byron, Charles Babbage", "2016-08-01")
    assert (article.language, article.draft) == ("de", True)
    assert shown(article) == ["Text."]


@pytest.mark.parametrize("host", ["html", "mkdocs", "jekyll", "wordpress", "ghost"])
def test_embedded_story_map_of_a_post_is_left_out(host: str) -> None:
    page = PageInfo("story.html", "A walk", companion=True)
    article = parse_markdown(f"# A walk\n\n{snippet(host, page, Embed('../maps/story.html'))}\n\nWe left Chepstow.\n")
    assert shown(article) == ["A walk", "We left Chepstow."]
    assert [(part.kind, part.what) for part in article.omitted] == [("iframe", "../maps/story.html")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("location: [47.1, 9.5]", [(47.1, 9.5)]),
        ("geo: '47.1, 9.5'", [(47.1, 9.5)]),
        ("lat: 47.1\nlon: 9.5", [(47.1, 9.5)]),
        ("home: [47.1, 9.5]", []),
    ],
)
def test_coordinates_in_front_matter_are_places_except_home(value: str, expected: list[tuple[float, float]]) -> None:
    article = parse_markdown(f"---\n{value}\n---\nText.")
    assert [tuple(at.position) for at in article.locations] == expected
    assert (article.home is not None) == (not expected)
    if not expected:
        assert article.home is not None and article.home.position == Position(47.1, 9.5)


@pytest.mark.parametrize(("front", "line"), [("---\na: 1\nb: [x\n---\n", 3), ('+++\na = 1\nb = "x\n+++\n', 3)])
def test_error_in_front_matter_has_line(front: str, line: int) -> None:
    with pytest.raises(ArticleError, match=f"line {line}:"):
        parse_markdown(front + "Text.")


def test_horizontal_rule_at_start_is_not_front_matter() -> None:
    assert lines("---\n\nText.\n\n---\n\nMore.") == ["Text.", "More."]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016-08-01 10:00", "2016-08-01"),
        ("Aug 1, 2016", "2016-08-01"),
        ("1. August 2016", "2016-08-01"),
        ("2016-02-31", ""),
        ("soon", ""),
        (None, ""),
    ],
)
def test_date_is_read_in_many_formats(written: str | None, day: str) -> None:
    assert iso_date(written) == day


def test_hero_image_comes_first_and_only_once() -> None:
    front = "---\nimage: /img/head.jpg\nimage_alt: A head\n---\n"
    assert [(f.source, f.alt, f.after) for f in parse_markdown(front + "Text.").figures] == [
        ("/img/head.jpg", "A head", 0)
    ]
    assert [f.source for f in parse_markdown(front + "![x](/img/head.jpg)\n\nText.").figures] == ["/img/head.jpg"]


def test_date_is_read_from_file_name_and_author_from_site(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: Blog\n", encoding="utf-8")
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / "authors.yml").write_text("ada:\n  name: Ada Byron\n", encoding="utf-8")
    post = tmp_path / "_posts" / "2016-08-01-snow.md"
    post.parent.mkdir()
    post.write_text("---\ntitle: Snow\nauthor: ada\n---\nText.\n", encoding="utf-8")
    article = read(post)
    assert (article.byline, article.published) == ("Ada Byron", "2016-08-01")


@pytest.mark.parametrize(
    "piece",
    [
        "{% ",
        "{{ ",
        "<!-- ",
        "{# ",
        "%% ",
        "<A {",
        "<A b={",
        "[[",
        "`",
        "{:",
        "[caption]",
        '=== "x"\n',
        ":::\n",
        "{",
        "export const a\n",
        "> [!x] ",
    ],
)
def test_unclosed_tags_are_text(piece: str) -> None:
    source = "Oslo " + piece * 300 + " Bergen"
    text = " ".join(lines(source, ".mdx"))
    assert "Oslo" in text


def test_deeply_nested_elements_lose_no_text() -> None:
    assert lines("<div>" * 500 + "Oslo" + "</div>" * 500) == ["Oslo"]
    with pytest.raises(ArticleError, match="nested"):
        parse_markdown("<div>" * 5000 + "Oslo")
