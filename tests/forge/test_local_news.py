"""Local news articles that are generated to train the confidence."""

from __future__ import annotations

from storymap.forge.training.local_news import local_news
from storymap.gazetteer import open_gazetteer


def test_names_are_annotated_and_no_slot_is_left() -> None:
    for record in local_news(open_gazetteer(), count=12):
        assert not set("{}") & set(record["text"])
        names = [record["text"][m["start"] : m["end"]] for m in record["mentions"]]
        assert names and all(name and name == name.strip() for name in names)


def test_same_seed_gives_the_same_texts() -> None:
    one, two = (list(local_news(open_gazetteer(), seed=3, count=4)) for _ in range(2))
    assert one == two
