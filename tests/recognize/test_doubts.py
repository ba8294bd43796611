"""The signs in the words around a name that it may not mean its usual place."""

from __future__ import annotations

import pytest

from storymap.model import Doubt, Mention, MentionKind
from storymap.recognize.doubts import add_doubts


def doubts(text: str, name: str) -> set[Doubt]:
    start = text.index(name)
    (mention,) = add_doubts(text, [Mention(name, start, start + len(name))])
    return set(mention.context.doubts)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Nobody knew whether the Ilala was running.", "Ilala", {Doubt.ARTICLE, Doubt.BARE}),
        ("The Harare road was shut.", "Harare", {Doubt.ARTICLE}),
        ("Rain fell in the Lamar County.", "Lamar County", set()),
        ("There was a Devon among them.", "Devon", {Doubt.ARTICLE}),
        ("They boarded the Leipzig, and slept.", "Leipzig", {Doubt.ARTICLE, Doubt.BARE}),
        ("He left the Netherlands.", "Netherlands", set()),
        ("He left the Gambia.", "Gambia", set()),
        ("The U.S. agreed.", "U.S.", set()),
        ("She works for the Berlin-based firm.", "Berlin", set()),
        ("They rowed upstream on the Tua, slowly.", "Tua", set()),
        ("It is another Portland.", "Portland", {Doubt.OTHER}),
        ("Another Portland firm moved.", "Portland", set()),
        ("He called China a pillar.", "China", set()),
        ("There is one in every Newcastle.", "Newcastle", {Doubt.OTHER}),
        ("It lost a cow, by name Dundee.", "Dundee", {Doubt.OTHER}),
        ("He was born in the port called Odessa.", "Odessa", set()),
        ("It was a ship called Odessa.", "Odessa", {Doubt.OTHER}),
        ("We landed at Panama.", "Panama", {Doubt.AT}),
        ("He sued in the District of Kansas.", "Kansas", {Doubt.OF}),
        ("It is west of Kansas.", "Kansas", set()),
        ("It was “Troy” again.", "Troy", {Doubt.QUOTED}),
        ("It was for Austin Rovers.", "Austin", {Doubt.LONGER}),
        ("It was for Austin Police.", "Austin", set()),
        ("It was for Iowa Governor Kim.", "Iowa", set()),
        ("It was for Austin, Rovers said.", "Austin", set()),
    ],
)
def test_words_around_a_name(text: str, name: str, expected: set[Doubt]) -> None:
    assert doubts(text, name) == expected


def test_descriptions_have_no_doubts() -> None:
    text = "They left at the islands."
    (mention,) = add_doubts(text, [Mention("islands", 17, 24, MentionKind.DESCRIPTION)])
    assert not mention.context.doubts
