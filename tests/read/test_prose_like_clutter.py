"""Prose that looks like clutter: no word of an author is deleted because of its words alone."""

from __future__ import annotations

import re

import pytest

from storymap.model import Article, PassageKind
from storymap.read.boilerplate import mark_boilerplate
from storymap.read.formats.web_page import parse_page
from storymap.read.markdown.article import parse_markdown
from storymap.read.plain import parse_plain
from tests.read.test_page import ONE, THREE, TWO, page

SENTENCES = [
    "Follow the river to the third weir.",
    "Follow me, said the boatman.",
    "Follow him on foot and you will be there by noon.",
    "Follow us on Instagram, the goats would say if they could.",
    "Do you know the bar behind the station? Tell us.",
    "Have you got a question? Write to the mayor; he answers.",
    "Share the road.",
    "Share a table with strangers in Naryn and you leave with an invitation.",
    "Share this with nobody, the innkeeper whispered.",
    "Subscribe to nothing, my grandmother said, and pay in coins.",
    "Subscribe to the Gazette and you get a goat: that was the offer of 1911.",
    "Subscribe today, shouts the boy with the newspapers at the quay.",
    "Sign up for the newsletter, says the note in the chapel, and God will write back.",
    "Join the conversation at the well, and you will hear who married.",
    "Read more about the flood in the church book of Sion.",
    "Read the full story on the stone at the pass.",
    "Read next to the door: no dogs, no priests.",
    "See more of the coast and less of the bus.",
    "See all of Rome in a day? No.",
    "Show more patience, said the guard.",
    "View all of it from the tower.",
    "Load more coal!",
    "Keep reading the sky.",
    "Continue reading the cliffs from left to right.",
    "Keep exploring.",
    "Back to the top.",
    "To the top!",
    "Back to the blog of my life: I was sixteen.",
    "Skip to the bridge.",
    "Next stop.",
    "Next!",
    "Previous owners had painted it blue.",
    "Older posts stand crooked in the sand.",
    "More from the kitchen came out, and more.",
    "More about Kyoto tomorrow.",
    "Most read the water, few read the map.",
    "Latest news from the hut: none.",
    "Popular stories say that the devil built it.",
    "Related to the baker, of course.",
    "You may also like the soup.",
    "Don't miss the last boat.",
    "Up next: the desert.",
    "Listen to this story.",
    "Print this page in your heart.",
    "Leave a comment in the book of the hut, as everyone does.",
    "Three comments were made, all rude.",
    "Comments were painted over.",
    "Log in the stove, feet on the bench.",
    "Sign in the window: closed.",
    "Create an account of the war, he was told.",
    "Advertisement was a word nobody knew in Bukhara.",
    "Photo: none, the film was wet.",
    "Photo by photo, the village comes back.",
    "Source: a spring under the beech.",
    "Tags: two on each sheep, red and blue.",
    "Topics: the price of hay, the dam, the dead.",
    "Location: behind the mill, third door.",
    "Contents of the rucksack: bread, string, a map.",
    "By the light of one lamp we went down.",
    "By train to Oulu.",
    "18 September 1952.",
    "12 likes, 3 notes and a hymn.",
    "All opinions are our own, said the jury.",
    "Cancel anytime, says the poster of the swimming club.",
    "Already a member? The club asks everyone.",
    "Scroll down the valley with your eyes.",
    "Click here to open, it said on the tin.",
    "We may earn a small commission for every sheep that we sell with a link in its ear.",
    "As an Amazon associate of the river he knew every boat.",
    "All rights reserved for the lord of the manor until 1848.",
    "Copyright was not known to the monks.",
    "Donate now, the saint's picture said.",
    "Terms of use: wash your feet, close the gate.",
    "Best viewed from the west.",
    "Visitors: 12 in a good year.",
    "Powered by two oxen.",
    "Updated daily: the board with the snow depths.",
    "Mehr über den Fluss weiß die Wirtin.",
    "Mehr zum Thema Nebel: morgen.",
    "Lesen Sie mehr in den Steinen als in den Zeitungen.",
    "Folgen Sie dem Bach bis zur Säge.",
    "Teilen muss man hier alles.",
    "Más de cien años duró el pleito.",
    "Ver más lejos era imposible.",
    "Lire aussi les pierres.",
    "Suivez le canal jusqu'à l'écluse.",
    "Читайте также надписи на камнях.",
    "Подпишитесь здесь, сказал чиновник.",
    "¿Tienes una pregunta? Escríbenos, decía el cartel.",
    "Zobacz też dolinę za młynem.",
]


def shown(article: Article) -> str:
    """Return the passages that a page shows, as a text without line breaks."""
    passages = [p for p in mark_boilerplate(article).passages if p.kind is not PassageKind.BOILERPLATE]
    return " ".join(" ".join(article.text[p.start : p.end] for p in passages).split())


@pytest.mark.parametrize("line", SENTENCES)
def test_sentence_in_web_page_is_kept(line: str) -> None:
    for body in (
        f"<article><h1>Ferries</h1><p>{ONE}</p><p>{line}</p><p>{TWO}</p><p>{THREE}</p></article>",
        f"<h1>Ferries</h1><div>{ONE}</div><div>{line}</div><div>{TWO}</div><div>{THREE}</div>",
        f"<h1>Ferries</h1>{ONE}<br><br>{line}<br><br>{TWO}<br><br>{THREE}",
    ):
        assert line in " ".join(parse_page(page(body)).text.split()), body


@pytest.mark.parametrize("line", SENTENCES)
def test_sentence_in_markdown_is_kept(line: str) -> None:
    for source in (
        f"# Ferries\n\n{ONE}\n\n{line}\n\n{TWO}\n\n{THREE}\n",
        f"# Ferries\n\n{ONE}\n\n{TWO}\n\n{line}\n",
        f"{line}\n\n{ONE}\n\n{TWO}\n",
    ):
        assert line in shown(parse_markdown(source)), source


@pytest.mark.parametrize("line", SENTENCES)
def test_sentence_at_end_of_plain_text_is_kept(line: str) -> None:
    assert line in shown(parse_plain(f"Ferries\n\n{ONE}\n\n{TWO}\n\n{line}\n"))


@pytest.mark.parametrize(
    "source",
    [
        "[Nara](#nara), [Kobe](#kobe)",
        "/due 3 o'clock, says the ticket.",
        "/cc the harbour master",
        "#Kyoto",
        "#harbour",
        "Day 1:: we left Oban at nine and reached Mull at ten.",
        "Share the road with [mules](https://mule.example/).",
        "Read more [about the flood](https://sion.example/flood).",
        "Thanks to @ana2019 for the boat.",
        "[Share the road](https://road.example/)",
    ],
)
def test_lines_of_markdown_that_look_like_marks_are_kept(source: str) -> None:
    words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", source)
    for suffix in (".md", ".rmd", ".qmd"):
        text = f"# Ferries\n\n{ONE}\n\n{source}\n\n## Nara\n\n{TWO}\n\n## Kobe\n\n{THREE}\n"
        assert words in shown(parse_markdown(text, suffix)), suffix


def test_lines_with_colons_around_a_text_are_kept() -> None:
    last = "Location: behind the mill\nSource: a spring under the beech\nAuthor: nobody knows"
    found = shown(parse_markdown(f"# Ferries\n\n{ONE}\n\n{last}\n"))
    for line in last.splitlines():
        assert line in found
    first = "Date: a fruit of the desert\nWind: south-west\nCrew: eleven, and a goat"
    found = shown(parse_markdown(f"{first}\n\n{ONE}\n"))
    for line in first.splitlines():
        assert line in found


def test_inserted_words_next_to_comment_of_obsidian_are_kept() -> None:
    found = shown(parse_markdown(f"{ONE}\n\n%% check this %%\n\nThe pier is ++very old++ and wet.\n"))
    assert "very old" in found
    assert "check" not in found


def test_text_between_comments_of_ulysses_is_kept() -> None:
    found = shown(parse_markdown(f"# Ferries\n\n%% first note\n\n{ONE}\n\n%% second note\n\n{TWO}\n"))
    assert ONE in found
    assert TWO in found
    assert "note" not in found


def test_answers_by_a_person_with_a_similar_name_are_not_in_a_thread() -> None:
    def post(name: str, words: str, kind: str) -> str:
        return f"<div class='{kind}'><span class='display-name'>{name}</span><div class='status__content'><p>{words}</p></div></div>"

    body = post("Ann", ONE, "status detailed-status") + post("Annabel", TWO, "status") + post("Ann", THREE, "status")
    found = parse_page(page(body)).text
    assert THREE in found
    assert TWO not in found
