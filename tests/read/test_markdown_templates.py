"""Template tags, raw HTML and metadata as the authors of sites write them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.read import read
from storymap.read.markdown.article import parse_markdown


def lines(source: str, suffix: str = ".md") -> list[str]:
    article = parse_markdown(source, suffix)
    return [article.text[p.start : p.end].strip() for p in article.passages]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("* Contents go here\n{:toc}\n\nWe rode on.", ["We rode on."]),
        ("1. This list\n{: toc}\n\nWe rode on.", ["We rode on."]),
        ("- `one\n- two [[Ferry|ferries]]\n- `three`", ["`one", "two ferries", "three"]),
        ("<figure><img src='a.jpg'></figure>\nSee [here](/b.html).", ["See here."]),
        ("<iframe src='https://x.example/m'></iframe><br/>\nSee **this**.", ["See this."]),
        ('Try\n\n<kbd\n  id="a"\n  class="b"\n >Esc</kbd> now', ["Try", "Esc now"]),
        ('Wait, <a @click="go(0)">load it again</a>.', ["Wait, load it again."]),
        ('+++ {"a": true, "b": {"c": ""}}\n\nWe rode on.', ["We rode on."]),
        ("[![Lock](/my lock.PNG)](/my lock.PNG)\n\nText.", ["Text."]),
        ("Rain :cloud_with_lightning_and_rain: in :it: :+1: :flag-pl:", ["Rain ⛈️ in 🇮🇹 👍 🇵🇱"]),
        ("At 10:20:30 and :xy: it rang.", ["At 10:20:30 and :xy: it rang."]),
        ("We saw *Tafilah*\n{% include gloss.html %},\na town {{< ref >}}. On.", ["We saw Tafilah, a town. On."]),
        ('_We rode on._\n{ style="display: inline" }', ["We rode on."]),
        ("Run\n\n{{< high sh >}}\nls **a**\n{{< /high >}}\n\nit.", ["Run", "ls **a**", "it."]),
        ('{{< code-rust "a" >}}\nuse a::b::c;\n{{< /code-rust >}}\n\nText.', ["use a::b::c;", "Text."]),
        ("``` npm start ```\n\n:::note\n\nWait.\n\n:::\n\n[[Ferry]]", ["npm start", "Wait.", "Ferry"]),
        ('The photo.\n\n<span class="modal-close">×</span>', ["The photo."]),
    ],
)
def test_marks_are_read_or_removed(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


def test_content_of_element_on_one_line_is_markdown_in_mdx() -> None:
    source = "<details>\n<summary>**How to** get [there](/a)</summary>\n\nBy bus.\n\n</details>"
    assert lines(source, ".mdx") == ["How to get there", "By bus."]


def test_style_in_braces_is_removed_from_element() -> None:
    source = "Listen.\n\n<p style={{color: 'red'}}>On the *quay*.</p>"
    assert "color" not in lines(source)[1]
    assert lines(source, ".mdx") == ["Listen.", "On the quay."]


def test_argument_of_include_may_be_a_captured_text() -> None:
    source = '{% capture text %}\nThe *old* "weir"\n{% endcapture %}\n{% include image.html file="a.jpg" caption=text %}\n\nOn.'
    assert [(f.source, f.caption) for f in parse_markdown(source).figures] == [("a.jpg", 'The old "weir"')]


@pytest.mark.parametrize(
    ("label", "item", "kept"),
    [
        ("## 함께 읽기", "[부산](/posts/busan/) — 2일", False),
        ("**관련 포스트:**", "[부산](../busan.md)", False),
        ("### Related posts", "[Weirs](/weirs/)", False),
        ("### Related posts", "[Weirs](https://example.org/weirs/) of a neighbour", True),
        ("### Related posts", "Read [Weirs](/weirs/)", True),
        ("## See also", "[Weirs](weirs.md) on the Elbe", True),
        ("### Related posts", f"[Weirs](/weirs/) {'of old ' * 6}", True),
        ("## The ferries", "[Weirs](/weirs/)", True),
    ],
)
def test_list_of_other_posts_is_removed(label: str, item: str, kept: bool) -> None:
    shown = lines(f"We rode on.\n\n{label}\n\n- {item}\n- {item}\n\nThe end.")
    assert (len(shown) > 2) == kept and shown[-1] == "The end."


def test_caption_of_unknown_variable_is_empty() -> None:
    source = '{% include image.html file="a.jpg" caption=text %}\n\nOn.'
    assert [(f.source, f.caption) for f in parse_markdown(source).figures] == [("a.jpg", "")]


def test_link_in_title_of_image_is_plain_in_caption() -> None:
    article = parse_markdown('![Weir](weir.png "The [weir](https://example.org/w) in *May*")\n\nText.')
    assert [f.caption for f in article.figures] == ["The weir in May"]


def test_image_is_no_emoji_because_of_its_name() -> None:
    article = parse_markdown("Text.\n\n![chart](img/emoji_use.png)\n\n![😀](img/emoji/1f600.png) smile")
    assert [f.source for f in article.figures] == ["img/emoji_use.png"]
    assert "😀 smile" in article.text


def test_front_matter_may_be_a_mapping_in_braces() -> None:
    article = parse_markdown(
        '---\n{\n  "title": "The lock",\n  "date": "2024-03-02T01:00:00+01:00",\n}\n---\nWe waited.'
    )
    assert (article.title, article.published, article.text.strip()) == ("The lock", "2024-03-02", "We waited.")
    assert lines("We\n\n---\n{{< youtube id >}}\n\n---\n\nwent.")[0] == "We"


def test_short_text_has_the_language_of_its_captions(tmp_path: Path) -> None:
    post = tmp_path / "etape.md"
    post.write_text(
        "---\ntitle: J4\n---\n\n![](a.jpg 'On quitte le rude hiver pour rejoindre le printemps')\n\n3 étapes, 52 km",
        "utf-8",
    )
    assert read(post).language == "fr"


@pytest.mark.parametrize(
    ("name", "published"),
    [("2021-6-5-weir.md", "2021-06-05"), ("2021-06-05-weir.md", "2021-06-05"), ("2021-06-34-weir.md", "")],
)
def test_date_in_file_name_must_exist(tmp_path: Path, name: str, published: str) -> None:
    post = tmp_path / name
    post.write_text("We saw the weir.\n", "utf-8")
    assert read(post).published == published


def test_key_of_author_is_found_in_a_list_of_authors(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/authors.yaml").write_text('- id: "nk"\n  name: "Neža Kralj"\n- name: Nobody\n', "utf-8")
    (tmp_path / "package.json").write_text("{}", "utf-8")
    post = tmp_path / "posts/weir.md"
    post.parent.mkdir()
    post.write_text("---\ntitle: Weir\nauthor: nk\n---\nWe saw the weir.\n", "utf-8")
    assert read(post).byline == "Neža Kralj"


@pytest.mark.parametrize(("author", "byline"), [("weirdo", "weirdo"), ("admin", "")])
def test_pseudonym_is_byline_in_site_without_file_of_authors(tmp_path: Path, author: str, byline: str) -> None:
    (tmp_path / "_config.yml").write_text("title: Weirs\n", "utf-8")
    post = tmp_path / "weir.md"
    post.write_text(f"---\ntitle: Weir\nauthor: {author}\n---\nWe saw the weir.\n", "utf-8")
    assert read(post).byline == byline
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data/authors.yml").write_text("nk:\n  name: Neža Kralj\n", "utf-8")
    assert read(post).byline == ""


def test_place_beside_a_date_is_no_byline() -> None:
    post = "# The lock\n\n21 Apr 2014 - New York City\n\nWe waited for an hour at the lock.\n\nThen it opened."
    assert parse_markdown(post).byline == ""
    assert parse_markdown(post.replace("New York City", "Neža Kralj")).byline == "Neža Kralj"
