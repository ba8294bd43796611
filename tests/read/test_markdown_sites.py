"""Additions of sites and programs to Markdown: authors in data files and signatures, tags, template filters, emoji."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storymap.model import Article, PassageKind
from storymap.read import read
from storymap.read.byline import author_in, take_byline
from storymap.read.credits import plain_label
from storymap.read.markdown.article import parse_markdown
from storymap.read.markdown.filters import formatted
from storymap.read.markdown.front_names import names_in

TEXT = "The boat leaves at ten if the warden says so, and the warden says so when it is calm."


def shown(article: Article) -> list[str]:
    kept = [p for p in article.passages if p.kind is not PassageKind.BYLINE]
    return [article.text[p.start : p.end].strip() for p in kept]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("content/blog/blog.json", json.dumps({"author": "Ann Lee"})),
        ("content/blog/blog.11tydata.json", json.dumps({"author": {"name": "Ann Lee"}})),
        ("content/blog/post.11tydata.json", json.dumps({"author": "Ann Lee"})),
        ("content/content.yaml", "author: Ann Lee\n"),
        ("content/_metadata.yml", "author:\n  - name: Ann Lee\n"),
        ("content/blog/_data.yml", "author: Ann Lee\n"),
        ("content/_index.md", "---\ntitle: Posts\ncascade:\n  author: Ann Lee\n---\n"),
        ("content/_index.md", "---\ntitle: Posts\ncascade:\n  params:\n    author: Ann Lee\n---\n"),
        (
            "_config.yml",
            "defaults:\n- scope: {path: content/blog}\n  values: {author: Ann Lee}\n- scope: {path: ''}\n  values: {author: Bo Ek}\n",
        ),
    ],
)
def test_author_in_data_of_folder_is_author_of_its_articles(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "content" / "blog").mkdir(parents=True)
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    post = tmp_path / "content" / "blog" / "post.md"
    post.write_text(f"---\ntitle: Skomer\n---\n{TEXT}\n", encoding="utf-8")
    assert read(post).byline == "Ann Lee"
    post.write_text(f"---\ntitle: Skomer\nauthor: Cy Roe\n---\n{TEXT}\n", encoding="utf-8")
    assert read(post).byline == "Cy Roe"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("other/other.json", json.dumps({"author": "Ann Lee"})),
        ("blog/blog.json", "{not json"),
        ("../above.json", json.dumps({"author": "Ann Lee"})),
        ("_config.yml", "defaults:\n- scope: {path: pages}\n  values: {author: Ann Lee}\n"),
        ("_index.md", "---\ncascade:\n- _target: {kind: page}\n  author: Ann Lee\n---\n"),
    ],
)
def test_data_of_other_folders_is_not_used(tmp_path: Path, name: str, content: str) -> None:
    site = tmp_path / "above"
    for folder in ("blog", "other"):
        (site / folder).mkdir(parents=True)
    (site / "package.json").write_text("{}", encoding="utf-8")
    (site / name).write_text(content, encoding="utf-8")
    post = site / "blog" / "post.md"
    post.write_text(f"---\ntitle: Skomer\n---\n{TEXT}\n", encoding="utf-8")
    assert read(post).byline == ""


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Domas Petrulis; Agnė Balsytė", ["Domas Petrulis", "Agnė Balsytė"]),
        ({"name": {"given": "Tomasz", "family": "Gorecki"}}, ["Tomasz Gorecki"]),
        ([{"given": "Ida", "non-dropping-particle": "van", "family": "Dam"}], ["Ida van Dam"]),
        ({"first_name": "Ann", "last_name": "Lee", "title": "Editor"}, ["Ann Lee"]),
        ({"given": "Ann", "name": "Ann Lee"}, ["Ann Lee"]),
    ],
)
def test_names_in_parts_and_separated_by_semicolons(value: object, names: list[str]) -> None:
    assert list(names_in(value)) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Autor*innen: Hanna Schlag, Ben Roth", "Hanna Schlag, Ben Roth"),
        ("Autor:innen: Hanna Schlag", "Hanna Schlag"),
        ("Autor_in: Hanna Schlag", "Hanna Schlag"),
        ("Auteur·rice·s : Hanna Schlag", "Hanna Schlag"),
        ("Autor/a: Hanna Schlag", "Hanna Schlag"),
    ],
)
def test_label_for_all_genders_names_author(line: str, names: str) -> None:
    assert author_in(line) == names


def test_label_of_one_gender_and_other_words_are_unchanged() -> None:
    assert plain_label("Autor: Ben Roth, Leser*innen: alle") == "Autor: Ben Roth, Leser*innen: alle"


def test_line_below_title_names_authors_if_front_matter_does_not() -> None:
    source = f"---\ntags: wood\nlang: de\n---\n# Mit dem Floß\n\n**Autor\\*innen:** Hanna Schlag, Ben Roth · 23.07.2022\n\n###### tags: `#wood` `#river`\n\n{TEXT}\n"
    found = parse_markdown(source)
    assert (found.byline, found.published) == ("Hanna Schlag, Ben Roth", "2022-07-23")
    assert shown(found) == ["Mit dem Floß", TEXT]


def test_labels_of_hackmd_quotation_are_not_text() -> None:
    quote = "> We came to Kehl.\n> [name=Ben R.] [time=Sat, Jul 23, 2022 2:10 PM] [color=#907bf7]\n"
    [said] = shown(parse_markdown(f"{quote}"))
    assert "Ben R." in said
    assert "[" not in said


@pytest.mark.parametrize("dash", ["—", "–", "--", "~"])
def test_name_after_dash_in_last_line_is_author(dash: str) -> None:
    found = take_byline(parse_markdown(f"# Skomer\n\n{TEXT}\n\nMore of it.\n\n---\n\n{dash} Nerys Tudor-Bright\n"))
    assert found.byline == "Nerys Tudor-Bright"
    assert shown(found)[-1] == "More of it."


@pytest.mark.parametrize(
    "last", ["> Keep calm.\n\n— Ann Lee", "“Keep calm.”\n\n— Ann Lee", "— the warden of the island", "— Skomer"]
)
def test_source_of_quotation_and_other_words_after_dash_are_no_author(last: str) -> None:
    found = take_byline(parse_markdown(f"# Skomer\n\n{TEXT}\n\nMore of it.\n\n{last}\n"))
    assert found.byline == ""
    assert shown(found)[-1].startswith("—")


def test_image_with_settings_of_bear_is_kept_and_attached_file_is_not() -> None:
    settings = '<!-- {"embed":"true","width":560} -->'
    found = parse_markdown(
        f"# Skomer\n\n{TEXT}\n\n![](Skomer/puffin%20path.png){settings}\n\n[a.pdf](a.pdf){settings}\n"
    )
    assert [f.source for f in found.figures] == ["Skomer/puffin%20path.png"]
    assert shown(found) == ["Skomer", TEXT]


def test_tags_before_query_of_obsidian_are_left_out() -> None:
    found = parse_markdown(f"{TEXT}\n\n#trip/italy\n\n```dataview\nTABLE rating FROM #trip\n```\n")
    assert shown(found) == [TEXT]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("We reached Hjo. :boot:", "We reached Hjo. 🥾"),
        ("A :hot_spring: and :no_such_name:", "A ♨ and :no_such_name:"),
        ("We reached :bus: Hjo", "We reached 🚌 Hjo"),
        ("At 10:30:45 we left", "At 10:30:45 we left"),
        ("`:boot:` is code", ":boot: is code"),
    ],
)
def test_emoji_is_found_by_words_of_its_unicode_name(source: str, text: str) -> None:
    assert shown(parse_markdown(source)) == [text]


def test_caption_of_notion_is_alternative_text_unless_it_is_name_of_file(tmp_path: Path) -> None:
    source = f"# Svaneti\n\n{TEXT}\n\n![The towers](f/IMG_2291.png)\n\n![Untitled](f/Untitled.png)\n\n![IMG_1](f/IMG_1.png)\n"
    captions = []
    for stem in ("Svaneti 3f1c2ab09d8e4c7f9a1b2c3d4e5f6071", "svaneti"):
        post = tmp_path / f"{stem}.md"
        post.write_text(source, encoding="utf-8")
        captions.append([f.caption for f in read(post).figures])
    assert captions == [["The towers", "", ""], ["", "", ""]]


def test_attachment_is_found_in_folder_beside_that_of_note(tmp_path: Path) -> None:
    from storymap.site import image_file

    deep = tmp_path / "a" / "b" / "c" / "d" / "e"
    for folder in ("Trips", "Attachments"):
        (deep / folder).mkdir(parents=True)
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    (deep / "Attachments" / "sassi.png").write_bytes(b"\x89PNG")
    assert image_file("sassi.png", deep / "Trips" / "Matera.md") == (deep / "Attachments" / "sassi.png").resolve()
    assert image_file("other.png", deep / "Trips" / "Matera.md") is None


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('page.date | date: "%B"', "June"),
        ("page.date | date: '%-d %b %Y'", "2 Jun 2019"),
        ('page.date | date: "%A, %d.%m.%y"', "Sunday, 02.06.19"),
        ("page.date | date_to_long_string", "02 June 2019"),
        ("page.date | date", "2019-06-02"),
        ("page.date", "2019-06-02 19:30:00 +0100"),
        ("page.date | upcase", "2019-06-02 19:30:00 +0100"),
    ],
)
def test_filter_for_dates_is_applied(expression: str, text: str) -> None:
    assert formatted("2019-06-02 19:30:00 +0100", expression) == text
    assert formatted("no date", expression) == "no date"
