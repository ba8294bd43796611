"""Text about the newspaper or the newsletter (requests to subscribe, for example) is marked as boilerplate."""

from __future__ import annotations

import pytest

from storymap.model import PassageKind
from storymap.read import read_string
from storymap.read.boilerplate import mark_boilerplate
from storymap.read.markdown.article import parse_markdown

TAIL = "Quality journalism is more crucial than ever.\n\nBy subscribing, you can help us get the story right.\n"


def kinds(text: str) -> list[PassageKind]:
    return [p.kind for p in read_string(text).passages]


def test_trailing_passages_about_the_newspaper_are_boilerplate() -> None:
    marked = kinds("The ferry left Otaru.\n\nIt arrived at dawn.\n\n" + TAIL)
    assert marked == [PassageKind.PARAGRAPH] * 2 + [PassageKind.BOILERPLATE] * 2


def test_long_last_paragraph_that_ends_with_a_request_belongs_to_the_article() -> None:
    story = "The ferry to Wakkanai left Otaru at dawn with eleven cars, two horses and a brass band on board. " * 5
    assert kinds(f"It rained.\n\n{story}Sign up for our newsletter.\n")[-1] is PassageKind.PARAGRAPH
    assert kinds("It rained.\n\nThe ferry left Otaru. Sign up for our newsletter.\n")[-1] is PassageKind.PARAGRAPH
    assert kinds("It rained.\n\nSign up for our newsletter.\n")[-1] is PassageKind.BOILERPLATE


@pytest.mark.parametrize(
    "request_",
    [
        "If you liked this, tell a friend.",
        "Podoba Ci się ten tekst? Postaw mi kawę.",
        "Hat dir der Text gefallen? Erzähl es weiter.",
    ],
)
def test_last_paragraph_to_readers_who_liked_the_article_is_boilerplate(request_: str) -> None:
    story = "The ferry left Otaru at six.\n\nIt reached Rishiri in the afternoon."
    assert kinds(f"{story}\n\n{request_}")[-1] is PassageKind.BOILERPLATE
    assert PassageKind.BOILERPLATE not in kinds(f"{request_}\n\n{story}\n\nThen it rained.")


def test_text_about_newspaper_before_article_is_not_boilerplate() -> None:
    assert PassageKind.BOILERPLATE not in kinds(TAIL + "\nThe ferry left Otaru.\n\nIt arrived at dawn.\n")


def test_whole_text_is_never_boilerplate() -> None:
    assert PassageKind.BOILERPLATE not in kinds("Subscribe to our newsletter today.\n")[:1]


def test_last_paragraph_that_reports_on_subscriptions_is_not_boilerplate() -> None:
    assert (
        kinds("The union met.\n\nThe theatre in Leeds sold more season subscriptions than ever, its director said.\n")[
            -1
        ]
        is PassageKind.PARAGRAPH
    )


def test_subscription_requests_of_newsletter_are_boilerplate_anywhere() -> None:
    source = (
        "We walked to Shaxi.\n\nThe Kettle is a reader-supported publication. To receive new posts, become a subscriber.\n\n"
        "[Subscribe now](https://kettle.example/subscribe?)\n\n[Share the post](https://kettle.example/?action=share)\n\n"
        "We share the road with mules, and [subscribe to this view](https://kettle.example/view).\n"
    )
    article = mark_boilerplate(parse_markdown(source))
    assert [p.kind is PassageKind.BOILERPLATE for p in article.passages] == [False, True, True, True, False]
