"""Markdown dialects of single programs, such as Obsidian, Notion, Hexo, Quarto and Substack exports."""

from __future__ import annotations

import time

import pytest

from storymap.model import Article
from storymap.read import finish
from storymap.read.markdown.article import parse_markdown


def texts(article: Article) -> list[str]:
    return [article.text[p.start : p.end].strip() for p in article.passages]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("The gate is ::purple:: now.", "The gate is purple now."),
        ("Call `std::vector::begin` or std::vector::end twice.", "Call std::vector::begin or std::vector::end twice."),
        ("Press ++ctrl+c++ there.", "Press Ctrl+C there."),
        ("In C++ you write a++ + b++ here.", "In C++ you write a++ + b++ here."),
        ("One{>>check this<<} two {--gone--} {++added++} {~~old~>new~~} {==seen==}.", "One two added new seen."),
        ("## Day one :material-hiking:", "Day one"),
        ("It leaves at 10:30:45 :bus:", "It leaves at 10:30:45 🚌"),
        ("Careful :warning: and :unknown_thing:", "Careful ⚠️ and :unknown_thing:"),
        ("Comes from Kosiv.{ .annotate }", "Comes from Kosiv."),
        ('See [the rim]({{< ref "/posts/rim" >}}) there.', "See the rim there."),
        ('See {{< ref "/posts/rim" >}} there.', "See there."),
        ("{% post_link 2017-eger 'Last year in Eger' %}", "Last year in Eger"),
        ("{% label danger@Closed %} in January", "Closed in January"),
        ('## Dong Van <Badge type="tip" text="updated" />', "Dong Van"),
        ('Up we went.\n\n::newsletter-box{title="One mail a month"}\n::\n\nDown too.', "Up we went. Down too."),
        ("::: subscribe-form\nLeave your address.\n:::\n\nUp we went.", "Up we went."),
        ("[Share](javascript:void\\(0\\)) it", "Share it"),
        ("#walk/slovenia #withdog\nUp we went.", "Up we went."),
        ("author:: [[Jure Kobal]]\n\nUp we went.", "Up we went."),
    ],
)
def test_markup_of_programs_is_removed(source: str, shown: str) -> None:
    assert " ".join(" ".join(texts(parse_markdown(source))).split()) == shown


@pytest.mark.parametrize(
    ("source", "omitted"),
    [
        ('::: {.content-visible when-format="pdf"}\nHidden.\n\n::: {.x}\nHidden too.\n:::\n:::\n\nShown.', 1),
        ("::: {.content-hidden}\nHidden.\n:::\nShown.", 1),
        ("::: notes\nHidden.\n:::\n\nShown.", 1),
        ("```toc\nHidden: 1\n```\n\nShown.", 1),
        ("[**Ten saunas**\n*Hidden line*medium.example](https://medium.example/x)\n\nShown.", 1),
    ],
)
def test_hidden_parts_are_reported(source: str, omitted: int) -> None:
    found = parse_markdown(source, ".qmd")
    assert texts(found) == ["Shown."]
    assert len(found.omitted) == omitted


def test_boxes_that_are_visible_in_html_are_shown() -> None:
    source = '::: {.content-visible when-format="html"}\nShown.\n:::\n\n::: {.content-hidden when-format="pdf"}\nAlso shown.\n:::'
    assert texts(parse_markdown(source, ".qmd")) == ["Shown.", "Also shown."]


@pytest.mark.parametrize(
    "source",
    [
        "![A hut](a.jpg)\n*The Trieste hut*",
        "![A hut](a.jpg)*The Trieste hut*",
        "![A hut](a.jpg)\n\n*The Trieste hut*",
        "[![A hut](a.jpg)](/big)  \n_The Trieste hut_",
        "![A hut](a.jpg)\n<figcaption>The Trieste hut</figcaption>",
        "![A hut](a.jpg){ width=300 }\n/// caption\nThe Trieste hut\n///",
        "[\n\n![A hut](a.jpg)\n\n](https://x.example/a.jpg)\n\n*The Trieste hut*",
    ],
)
def test_line_below_an_image_is_its_caption(source: str) -> None:
    found = parse_markdown(f"Up.\n\n{source}\n\nDown.")
    assert [(f.source, f.caption) for f in found.figures] == [("a.jpg", "The Trieste hut")]
    assert texts(found) == ["Up.", "Down."]


def test_emphasised_words_in_a_sentence_are_not_a_caption() -> None:
    found = parse_markdown("![A hut](a.jpg) *Here* we slept.\n\nDown.")
    assert texts(found) == ["Here we slept.", "Down."]


def test_sizes_in_image_shortcode_are_not_its_caption() -> None:
    found = parse_markdown('{% image "./mill.jpg", "The wheel", "(min-width: 30em) 50vw, 100vw" %}')
    assert [(f.source, f.alt, f.caption) for f in found.figures] == [("./mill.jpg", "The wheel", "")]


def test_r_chunk_that_includes_an_image_becomes_a_figure() -> None:
    source = '```{r k, echo=FALSE, fig.cap="(ref:cap)"}\nknitr::include_graphics("images/salt.png")\n```\n\n(ref:cap) Salt roads\n\nText \\@ref(fig:k).'
    found = parse_markdown(source, ".rmd")
    assert [(f.source, f.caption) for f in found.figures] == [("images/salt.png", "Salt roads")]
    assert texts(found) == ["Text."]


def test_properties_of_a_notion_page_are_metadata() -> None:
    found = parse_markdown("# Matera\n\nCreated: May 3, 2023 9:41 PM\nStatus: Done\nAuthor: Nadia F.\n\nWe arrived.\n")
    assert (found.byline, found.published, texts(found)) == ("Nadia F.", "2023-05-03", ["Matera", "We arrived."])


def test_html_entities_in_front_matter_become_characters() -> None:
    found = parse_markdown("---\ntitle: 'Day 12 &#8211; Again'\nauthor: 'Tess &amp; Jonno'\n---\nText.\n")
    assert (found.title, found.byline) == ("Day 12 – Again", "Tess & Jonno")


@pytest.mark.parametrize(("body", "at"), [("Text.", 0), ("# Title\n\nText.", 1)])
def test_subtitle_is_shown_below_the_title(body: str, at: int) -> None:
    found = parse_markdown(f"---\ntitle: Title\nsubtitle: A wave and a thermos\n---\n{body}\n")
    assert texts(found)[at] == "A wave and a thermos"


def test_saved_newsletter_has_author_and_date_but_no_buttons() -> None:
    source = (
        "# The cheese\n\n### Notes with a knife\n\n[Leni Fetz](https://s.example/@leni)\n\nNov 05, 2023\n\n12\n\n[Share](javascript:void\\(0\\))\n\n"
        "They weigh the wheels.\n\nSubscribe\n\nThanks for reading Almpost! Subscribe for free to receive new posts.\n\nThe receipt hangs there."
    )
    found = finish(parse_markdown(source), "x")
    shown = [found.text[p.start : p.end].strip() for p in found.passages if p.kind not in ("boilerplate", "byline")]
    assert (found.byline, found.published) == ("Leni Fetz", "2023-11-05")
    assert shown == ["The cheese", "Notes with a knife", "They weigh the wheels.", "The receipt hangs there."]


def test_hero_image_repeated_in_text_is_shown_twice_only_for_hero_image_key() -> None:
    body = "One.\n\nTwo.\n\nThree.\n\n![x](a.png)\n"
    assert len(parse_markdown(f"---\nheroImage: a.png\n---\n{body}").figures) == 2
    assert len(parse_markdown(f"---\nimage: a.png\n---\n{body}").figures) == 1


@pytest.mark.parametrize("piece", ["{:", "{: ", "http:", "mailto:a", "::a", "++a", "{==", ":a", "[\n"])
def test_run_time_is_linear_in_number_of_unclosed_marks(piece: str) -> None:
    """The time for 16 times as many marks may grow by a factor of 64; a quadratic time would grow by a factor of 256.

    One of three runs must be fast enough, because other programs can slow down a run.
    """

    def seconds(count: int) -> float:
        start = time.process_time()
        parse_markdown(piece * count)
        return time.process_time() - start

    seconds(100)
    assert any(seconds(16_000) < 64 * seconds(1_000) + 0.3 for _ in range(3))
