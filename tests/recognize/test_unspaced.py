"""Names in scripts that do not part words."""

from __future__ import annotations

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.recognize.unspaced import find_caseless, find_unspaced


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("札幌から函館まで、津軽海峡の向こうに本州が見えた。", ["札幌", "函館", "津軽海峡", "本州"]),
        ("俄罗斯和日本就北方领土问题会谈。", ["俄罗斯", "日本"]),
        ("北海道大学の研究者", []),
        ("No such script here.", []),
        ("海は青い", []),
    ],
)
def test_well_known_names_are_found_longest_first(text: str, names: list[str]) -> None:
    found = [m.surface for m in find_unspaced(text, open_gazetteer())]
    assert [name for name in found if name in names] == names
    assert set(found) <= {*names, "北方领土"}


def test_well_known_names_are_found_in_scripts_without_capitals() -> None:
    found = [m.surface for m in find_caseless("غادرنا القاهرة إلى الإسكندرية ثم عدنا إلى مصر.", open_gazetteer())]
    assert found == ["القاهرة", "الإسكندرية", "مصر"]
    assert find_caseless("No such script here.", open_gazetteer()) == []
