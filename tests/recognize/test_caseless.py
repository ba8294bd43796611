"""Recognition of names in scripts without capitals."""

from __future__ import annotations

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.recognize.languages import find_caseless, find_unspaced


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("札幌から函館まで、津軽海峡の向こうに本州が見えた。", ["札幌", "函館", "津軽海峡", "本州"]),
        ("稚内と根室の漁民", ["稚内", "根室"]),
        ("俄罗斯和日本就北方领土问题会谈。", ["俄罗斯", "日本"]),
        ("北海道大学の研究者", []),  # a university
        ("石川さんは来なかった。", []),  # a person
        ("石川県の海", ["石川県"]),  # the prefecture has the same name as a person
        ("ローマンスとローマ", ["ローマ"]),  # ローマ (Rome) is not a name if it is inside a longer katakana word
        ("大切な希望と成功", []),  # these everyday words are also names of places
        ("No such script here.", []),
    ],
)
def test_names_in_chinese_and_japanese_are_found(text: str, names: list[str]) -> None:
    assert [m.surface for m in find_unspaced(text, "en", open_gazetteer())] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("غادرنا القاهرة إلى الإسكندرية ثم عدنا إلى مصر.", {"القاهرة": None, "الإسكندرية": None, "مصر": None}),
        ("من بيروت ودمشق وبغداد للرياض", {"بيروت": None, "دمشق": None, "بغداد": None, "رياض": "الرياض"}),
        ("من بيروت، ثم دمشق؟", {"بيروت": None, "دمشق": None}),
        ("كان الطقس جيدا في السوق", {}),
        ("No such script here.", {}),
    ],
)
def test_names_in_arabic_exclude_attached_conjunctions_and_prepositions(
    text: str, names: dict[str, str | None]
) -> None:
    found = find_caseless(text, "ar", open_gazetteer())
    assert {m.surface: m.lemma or None for m in found} == names
    assert all(text[m.start : m.end] == m.surface for m in found)
