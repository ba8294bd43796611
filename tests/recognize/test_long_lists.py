"""Lists of many names: the time must not grow with the square of their length."""

from __future__ import annotations

from storymap.model import Mention
from storymap.recognize.qualifiers import LONGEST_LIST, find_lists


def test_list_of_many_names_is_divided() -> None:
    names = [f"Town{i}" for i in range(1000)]
    text, mentions = "", []
    for name in names:
        mentions.append(Mention(name, len(text), len(text) + len(name)))
        text += f"{name}, "
    lists = find_lists(text, mentions)
    assert set(lists) == {m.start for m in mentions}
    assert max(map(len, lists.values())) == LONGEST_LIST
