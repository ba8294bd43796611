"""Metadata, marks and navigation in the Markdown of wikis, note programs, pandoc, MultiMarkdown and newsletters."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.model import Article, PassageKind
from storymap.read import finish, read
from storymap.read.markdown.article import parse_markdown


def shown(article: Article) -> str:
    return " ".join(article.text.split())


def visible(article: Article) -> str:
    """Return the text without byline and boilerplate."""
    hidden = (PassageKind.BYLINE, PassageKind.BOILERPLATE)
    return " ".join(" ".join(article.text[p.start : p.end] for p in article.passages if p.kind not in hidden).split())


@pytest.mark.parametrize(
    ("source", "title", "byline", "published"),
    [
        ("% Les quais de Sète\n% Jeanne Roux; Paul Vidal\n% 3 mai 2018\n\nText.", "Les quais de Sète", "Jeanne Roux, Paul Vidal", "2018-05-03"),
        ("% Up the Elbe\n  in a canoe\n% Ann Lee\n    Bo Ray\n%\n\nText.", "Up the Elbe in a canoe", "Ann Lee, Bo Ray", ""),
        ("% Up the Elbe\n\n---\nlang: en\ndate: 2019-02-03\n...\n\nText.", "Up the Elbe", "", "2019-02-03"),
        ("created: 20150302120000000\ntags: walk\ntitle: Up the Elbe\ntype: text/x-markdown\n\nText.", "Up the Elbe", "", "2015-03-02"),
        ("Title: Up the Elbe\nBase Header Level: 2\nlatex input: x\nAuthor: Ann Lee\n\nText.", "Up the Elbe", "Ann Lee", ""),
        ("---\nsubject: 'No. 4: up the Elbe'\npublish_date: 2022-01-05\n---\nText.", "No. 4: up the Elbe", "", "2022-01-05"),
        ("---\nauthor: Eva Malá und Jan Novák\n---\nText.", "", "Eva Malá, Jan Novák", ""),
        ("---\nauthors:\n- name: Eva Malá\n- name: 'Foto: Jan Novák'\n---\nText.", "", "Eva Malá", ""),
        ("---\nauthors:\n- {name: Eva Malá}\n- {name: Jan Novák, role: translator}\n---\nText.", "", "Eva Malá", ""),
        ("---\nauthor: Eva Malá, photos by Jan Novák\n---\nText.", "", "Eva Malá", ""),
        ("---\nauthor: José Ortega y Gasset\n---\nText.", "", "José Ortega y Gasset", ""),
        ("---\nauthor: Smith and Sons\n---\nText.", "", "Smith and Sons", ""),
    ],
)  # fmt: skip
def test_metadata_of_wikis_pandoc_and_newsletters(source: str, title: str, byline: str, published: str) -> None:
    article = parse_markdown(source)
    assert (article.title, article.byline, article.published) == (title, byline, published)
    assert shown(article) == "Text."


@pytest.mark.parametrize(
    "source",
    [
        "% of the boats were empty.\nThe rest sank.",
        "Monday: rain\nTuesday: fog\nWednesday: sun\n\nThen home.",
        "Text.\n\nMonday: rain\nTuesday: fog\nWednesday: sun\n",
        "Text.\n\nSource: the mayor\n\nTags: none",
    ],
)
def test_lines_with_colons_are_not_metadata(source: str) -> None:
    article = parse_markdown(source)
    assert shown(article) == " ".join(source.split())
    assert not article.title


@pytest.mark.parametrize(
    "after",
    [
        "---\n    Created at: 2019-03-04T10:00:00+01:00\n    Updated at: 2019-03-05T10:00:00+01:00\n    Source: desktop.win\n",
        "id: 8a1\nparent_id: 77f\ncreated_time: 2019-03-04T10:00:00.000Z\nupdated_time: 2019-03-04T10:00:00.000Z\nis_todo: 0\ntype_: 1",
        "BearID: 77AA-1\n",
        "---\n\nBearID: 77AA-1\n",
    ],
)
def test_metadata_after_the_text_is_not_shown(after: str) -> None:
    article = parse_markdown(f"# Up the Elbe\n\nText.\n\n{after}")
    assert shown(article) == "Up the Elbe Text."


def test_date_after_the_text_is_the_date_of_the_note() -> None:
    article = parse_markdown("Text.\n\n---\n    Created at: 2019-03-04\n    Updated at: 2020-01-01\n    Source: x\n")
    assert article.published == "2019-03-04"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # Roam and Logseq
        ("- Up.\n- ((aB3dE6gH9))\n- ^^Down^^ we went.", "Up. Down we went."),
        ("- As in ((5f0c1a2b-0000-4000-8000-1234567890ab)) and [here](((aB3dE6gH9))).", "As in and here."),
        ("- {{[[TODO]]}} ask in Plzeň", "ask in Plzeň"),
        ("It cost 3 ((very cheap)) and ((something)) else, 2^^3.", "It cost 3 ((very cheap)) and ((something)) else, 2^^3."),
        # GitLab and MediaWiki
        ("- {+ open again +}\n- [- shut -]\n- {-gone-}", "open again shut gone"),
        ("Text.\n\n/label ~docs ~walks\n/assign @eva", "Text."),
        ("/label is a folder, and so is\n/usr/bin on every machine.", "/label is a folder, and so is /usr/bin on every machine."),
        ("About ~5 km, ~x, or a set {-1, 0}.", "About ~5 km, ~x, or a set {-1, 0}."),
        ("[[_TOC_]]\n\nSee [[the weir|trips/weir]] or [[trips/lock|a lock]].", "See the weir or a lock."),
        ('Text.\n\n[Kategorie:Brücken](Kategorie:Brücken "wikilink")', "Text."),
        ("Text. [[Catégorie:Ponts]]", "Text."),
        ("Text with a [category: bridges](https://example.org/bridges) link.", "Text with a category: bridges link."),
        # Obsidian
        ("Up.\n\n```tasks\nnot done\n```\n\nDown.", "Up. Down."),
        ("Up.\n\n```python\nnot done\n```\n\nDown.", "Up. not done Down."),
        # WordPress, Hexo, Forem
        ("Text.\n\n\\[mc4wp\\_form\\]\n\n[wpforms id=\"3\"]", "Text."),
        ("{% cta /join %} Join us {% endcta %}\n\nText.", "Text."),
        ("{{< comment >}}ask Eva{{< /comment >}}Text.", "Text."),
        ("{% label open green %} until {% label five %}", "open until five"),
        # emoji
        ("Wet :sweat_smile: but happy :no_such_name:", "Wet 😅 but happy :no_such_name:"),
    ],
)  # fmt: skip
def test_marks_of_wikis_and_plugins_are_not_shown(source: str, expected: str) -> None:
    assert shown(parse_markdown(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # tables and blocks that are drawn with characters
        ("+-----+-----+\n| Day | km  |\n+=====+=====+\n| Mon | 12  |\n|     | wet |\n+-----+-----+\n", "Day · km Mon · 12 wet"),
        ("```\n+---+\n| a |\n+---+\n```", "+---+ | a | +---+"),
        ("A line with a +-sign.\n\n+---+\n", "A line with a +-sign. +---+"),
        # MultiMarkdown
        ("# The lock [lock]\n\nSee [the lock][lock] and [lock][].", "The lock See the lock and lock."),
        ("# The lock\n\n[note] is not a heading, [the lock] is.", "The lock [note] is not a heading, the lock is."),
        ("| a | b |\n|---|---|\n| 1 ||\n[Two locks]\n", "a · b 1 · Two locks"),
        ("Old[#key2001;] and older [p. 3][#key2001].", "Old and older ."),
        ("See [a site][b].\n\n[b]: https://example.org \"B\" class=external\n", "See a site."),
    ],
)  # fmt: skip
def test_tables_and_references_of_multimarkdown(source: str, expected: str) -> None:
    assert shown(parse_markdown(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("  Lock    Metres\n------- --------\n  Anna    12\n  Berta   7\n\nTable: Locks of 1914\n", "Lock · Metres Anna · 12 Berta · 7 Locks of 1914"),
        ("| The lock\n|    is shut,\n| the *inn* is not.\n", "The lock is shut, the inn is not."),
        ("(@) one\n(@a) two\n\nSee (@a).", "one two See (2)."),
        ("\\newpage\n\nUp.\\pagebreak now\n\n\\vspace{2cm}\n", "Up.\\pagebreak now"),
        ("As @kafka1912 [p. 4] wrote, see [-@brod1937].", "As wrote, see."),
        ("Write to eva@example1999.org or @eva.", "Write to eva@example1999.org or @eva."),
        ("-- -- not a table\n\nText -- -- here.", "-- -- not a table Text -- -- here."),
    ],
)  # fmt: skip
def test_extensions_of_pandoc(source: str, expected: str) -> None:
    assert shown(parse_markdown(f"% Title\n% Ann Lee\n\n{source}")) == expected


def test_quarto_hides_code_by_global_options_and_shows_the_abstract() -> None:
    chunk = "\n```{r}\nplot(x)\n```\n"
    quarto = parse_markdown(f"---\nabstract: In short.\nexecute:\n  echo: false\n---\nText.\n{chunk}", ".qmd")
    assert shown(quarto) == "In short. Text."
    assert shown(parse_markdown(f"Text.\n{chunk}", ".qmd")) == "Text. plot(x)"
    setup = "```{r, include=FALSE}\nknitr::opts_chunk$set(echo = FALSE)\n```\n"
    assert shown(parse_markdown(f"{setup}\nText.\n{chunk}", ".rmarkdown")) == "Text."
    assert shown(parse_markdown("---\nabstract: In short.\n---\nText.")) == "Text."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("## Inhalt\n\n- [Elbe](#elbe)\n- [Moldau](#moldau)\n\n## Elbe\n\nText.", "Elbe Text."),
        ("[**Elbe\t1**](#elbe)\n\n[**Moldau\t2**](#moldau)\n\n## Elbe\n\nText.", "Elbe Text."),
        ("<p><a href='#a'>A</a> | <a href='#b'>B</a></p>\n\nText.", "Text."),
        ("Text.\n\n<div><a href='#top'>nach oben</a></div>", "Text."),
        ("Text.\n\n**Teilen:** [X](https://x.example/intent/tweet?u=1) [Mail](mailto:?subject=a)", "Text."),
        ("Text.\n\n[Lire aussi : Les quais de Sète](https://a.example/sete)\n\nMore.", "Text. More."),
        ("| [![](https://a.example/b.gif)](https://shop.example) |\n| --- |\n\nText.", "Text."),
        ("Kharkiv[3](#footnote-3) is far.\n\n[3](#footnote-anchor-3)\n\nVery far.", "Kharkiv[3] is far. Very far."),
        # links within the page become text
        ("See [the lock](#lock).\n\n## Lock\n\nText.", "See the lock. Lock Text."),
        ("[Up to the lock](#lock)\n\nText.", "Up to the lock Text."),
        ("We share [a photo](https://a.example/share/1) of the long walk up to the top.", "We share a photo of the long walk up to the top."),
        ("Read also what [the mayor](https://a.example) says about the bridge.", "Read also what the mayor says about the bridge."),
        ("In 1990[3](https://a.example/3) it closed.", "In 19903 it closed."),
    ],
)  # fmt: skip
def test_navigation_is_removed_and_links_in_the_text_are_not(source: str, expected: str) -> None:
    assert shown(parse_markdown(source)) == expected


def test_removed_navigation_is_reported() -> None:
    article = parse_markdown("[Lies auch: Die Elbe](https://a.example)\n\nText.")
    assert [(o.kind, o.what) for o in article.omitted] == [("navigation", "Lies auch: Die Elbe")]


@pytest.mark.parametrize(
    ("source", "caption"),
    [
        ("![](a.png)\nLe port de Sète en mai", "Le port de Sète en mai"),
        ("![](a.png)\n\nLe port. (Photo : Ann Lee)", "Le port. (Photo : Ann Lee)"),
        ("![](a.png)\n\nDer Hafen im Mai. Foto: Ann Lee", "Der Hafen im Mai. Foto: Ann Lee"),
        ("![](a.png)\n\n**Abb. 3** Der Hafen", "Abb. 3 Der Hafen"),
        ("![](a.png)\nWe walked on to the harbour.", ""),
        ("![](a.png)\n\nWe walked on to the harbour", ""),
        ("![](a.png) in the same line", ""),
        ("![](a.png)\n\nWe took a photo by the river.", ""),
    ],
)
def test_captions_below_images(source: str, caption: str) -> None:
    article = parse_markdown(f"Up.\n\n{source}\n\nThen down.")
    assert [f.caption for f in article.figures] == [caption]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("*View this email in your browser*", "You are receiving this because you subscribed. [Unsubscribe]()"),
        ("*Diesen Brief im Browser lesen*", "Newsletter abbestellen"),
        ("Text first.", "Originally published at [a.example](https://a.example)."),
    ],
)
def test_mailing_lines_are_boilerplate(first: str, last: str) -> None:
    article = finish(parse_markdown(f"# Elbe\n\n{first}\n\nText.\n\nMore.\n\nEnd.\n\n{last}"), "")
    assert visible(article).replace("Text first. ", "") == "Elbe Text. More. End."


def test_text_about_unsubscribing_is_not_boilerplate() -> None:
    text = "He tried to unsubscribe from the choir and failed."
    assert visible(finish(parse_markdown(f"# Elbe\n\nText.\n\n{text}"), "")) == f"Elbe Text. {text}"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Prepared by: Ann Lee and Bo Ray", "Ann Lee, Bo Ray"),
        ("Verfasst von Karl von der Heide", "Karl von der Heide"),
        ("Составила Анна Белова", "Анна Белова"),
        ("tekst: Anna Nowak, zdjęcia: Jan Kot", "Anna Nowak"),
        ("Por Ana Ruiz, fotografías de L. Soto", "Ana Ruiz"),
        ("Text: Eva Malá, Fotos: Jan Novák", "Eva Malá"),
        ("By the river Elbe", ""),
        ("Prepared by the council", ""),
        ("Geschrieben von Hand", ""),
        ("Написала письмо", ""),
    ],
)
def test_bylines_with_labels_and_credits(line: str, byline: str) -> None:
    assert finish(parse_markdown(f"# Elbe\n\n*{line}*\n\nText is here."), "").byline == byline


def test_name_of_a_note_is_its_title(tmp_path: Path) -> None:
    for name, text, title in (
        ("Český Krumlov.md", "- Up.\n- Down.", "Český Krumlov"),
        ("Up the Elbe 0123456789abcdef0123456789abcdef.md", "Text.", "Up the Elbe"),
        ("Untitled document.md", "We went up.", "We went up"),
        ("Trip report.md", "**Up the Elbe**\n\nText.", "Up the Elbe"),
        ("Trip Report.md", "# Up the Elbe\n\nText.", "Up the Elbe"),
    ):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        assert read(file).title == title


def test_embedded_notes_are_read_from_the_vault_only(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "trips").mkdir()
    (vault / "Way.md").write_text("---\ntags: x\n---\nBy bus.\n\n## Back\n\nBy boat.\n", encoding="utf-8")
    (tmp_path / "Secret.md").write_text("Hidden.", encoding="utf-8")
    file = vault / "trips" / "Elbe.md"
    file.write_text("Up.\n\n![[Way#Back]]\n\n![[../../Secret]]\n\n![[Elbe]]\n\nDown.", encoding="utf-8")
    assert shown(read(file)) == "Up. Back By boat. Down."
    file.write_text("Up.\n\n![[Way]]\n\nDown.", encoding="utf-8")
    assert shown(read(file)) == "Up. By bus. Back By boat. Down."


@pytest.mark.parametrize("suffix", [".Rmarkdown", ".markdn", ".mdwn", ".text", ".mmd"])
def test_suffixes_of_markdown(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_text("---\ntitle: Elbe\n---\n\n## Up\n\n*Text*.\n", encoding="utf-8")
    assert (read(file).title, shown(read(file))) == ("Elbe", "Up Text.")


def test_text_file_without_markdown_is_plain_text(tmp_path: Path) -> None:
    file = tmp_path / "a.text"
    file.write_text("Elbe\n\n    An indented line * with stars *.\n", encoding="utf-8")
    assert shown(read(file)) == "Elbe An indented line * with stars *."
