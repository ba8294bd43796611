"""Changing values in the text of places.yaml without changing the rest of the text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from storymap.overrides.flow_style import to_flow
from storymap.overrides.nodes import CannotPatchError
from storymap.overrides.patch import append, drop, load, put, wrap_in_list
from tests.repetitions import examples

WORDS = st.sampled_from(
    [
        "Chitose",
        "Old Mill",
        "Владивосток",
        "北海道",
        "İzmir",
        "yes",
        "No: 10",
        "# 7",
        "St. John's",
        'the "isle"',
        "a, b",
        "1e3",
        "- x",
        "🏔 peak",
        "null",
        "é" * 120,
    ]
)
VALUES = st.one_of(
    st.sampled_from(["geonames:1", "Cold. And: windy, # not a comment", "", "two\nlines", "\u200fالقدس", "~", "[x]"]),
    st.booleans(),
    st.integers(-180, 180),
    st.floats(-90, 90, allow_nan=False).map(lambda x: round(x, 4)),
    st.lists(st.floats(-90, 90, allow_nan=False).map(lambda x: round(x, 2)), min_size=1, max_size=4),
)
FIELDS = st.dictionaries(st.sampled_from(["id", "note", "zoom", "as", "in"]), VALUES, min_size=1, max_size=3)
ENTRIES = st.one_of(FIELDS, st.lists(FIELDS, min_size=1, max_size=3))
COMMENTS = st.sampled_from(["", "  # mine: keep {this}", '    # "and" this'])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Generate a file as users write it, with block and flow style, comments, blank lines and different indentation."""
    lines = [draw(st.sampled_from(["# head", "", "---"])), "version: 1" + draw(COMMENTS)]
    places = draw(st.dictionaries(WORDS, ENTRIES, max_size=4))
    indent = draw(st.sampled_from(["  ", "    "]))
    lines.append("places:" + ("" if places else draw(st.sampled_from(["", " {}", " ~"]))) + draw(COMMENTS))
    for surface, entry in places.items():
        lines += draw(st.sampled_from([[], [""], [f"{indent}# about the next one"]]))
        name = to_flow({surface: 0}).removeprefix("{").removesuffix(": 0}")
        if draw(st.booleans()):
            lines.append(f"{indent}{name}: {to_flow(entry)}{draw(COMMENTS)}")
        elif isinstance(entry, dict):
            lines.append(f"{indent}{name}:{draw(COMMENTS)}")
            lines += [f"{indent}  {key}: {to_flow(value)}{draw(COMMENTS)}" for key, value in entry.items()]
            lines += draw(st.sampled_from([[], [f"{indent}  # id: geonames:99   # a runner-up"]]))
        else:
            lines.append(f"{indent}{name}:{draw(COMMENTS)}")
            lines += [f"{indent}  - {to_flow(item)}{draw(COMMENTS)}" for item in entry]
    if draw(st.booleans()):
        lines += ["scenes:", "  p1: {title: The strait}" + draw(COMMENTS)]
    lines += draw(st.sampled_from([[], ["# the end"], ["", "  # deeper end"]]))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n"]))


def is_kept(before: str, after: str, added: int) -> bool:
    """Return whether `after` is `before` with at most `added` lines changed or inserted."""
    old, new = before.splitlines(), after.splitlines()
    same_above = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    below = next(
        (i for i, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b), min(len(old), len(new))
    )
    return max(len(old), len(new)) - same_above - below <= added


def comments(text: str) -> list[int]:
    """Return the number of occurrences of each generated comment in a text."""
    kept = ("# mine: keep {this}", '# "and" this', "# about the next one", "# a runner-up", "# head", "# the end")
    return [text.count(comment) for comment in kept]


@pytest.mark.slow
@settings(max_examples=examples(30, 250), deadline=None)
@given(files(), WORDS, FIELDS)
def test_adding_an_entry_does_not_change_other_text(text: str, surface: str, entry: dict[str, Any]) -> None:
    places = load(text)["places"] or {}
    assume(surface not in places)
    after = put(text, ("places", surface), entry)
    assert load(after)["places"] == {**places, surface: entry}
    assert is_kept(text, after, 2)


@pytest.mark.slow
@settings(max_examples=examples(30, 250), deadline=None)
@given(files(), st.data(), VALUES)
def test_setting_and_removing_a_field_does_not_change_other_text(text: str, data: st.DataObject, value: Any) -> None:
    places = {k: v for k, v in (load(text)["places"] or {}).items() if isinstance(v, dict)}
    assume(places)
    surface = data.draw(st.sampled_from(list(places)))
    field = data.draw(st.sampled_from(["id", "note", "zoom", "lat"]))
    after = put(text, ("places", surface, field), value)
    assert load(after)["places"][surface] == {**places[surface], field: value}
    assert is_kept(text, after, 2)
    again = drop(after, ("places", surface, field))
    others = {key: old for key, old in places[surface].items() if key != field}
    assert ((load(again).get("places") or {}).get(surface) or {}) == others
    if field not in places[surface]:
        assert again.rstrip("\r\n") == text.rstrip("\r\n")  # a line break may have been added at the end of the file


@pytest.mark.slow
@settings(max_examples=examples(20, 150), deadline=None)
@given(files(), st.data(), FIELDS)
def test_entry_becomes_list_with_another_item(text: str, data: st.DataObject, item: dict[str, Any]) -> None:
    places = load(text)["places"] or {}
    assume(places)
    surface = data.draw(st.sampled_from(list(places)))
    entry = places[surface]
    grown = text if isinstance(entry, list) else wrap_in_list(text, ("places", surface))
    grown = append(grown, ("places", surface), item)
    assert load(grown)["places"][surface] == [*(entry if isinstance(entry, list) else [entry]), item]
    assert comments(text) == comments(grown)


@pytest.mark.slow
@settings(max_examples=examples(20, 150), deadline=None)
@given(files(), st.data())
def test_removing_an_entry_keeps_other_entries(text: str, data: st.DataObject) -> None:
    places = load(text)["places"] or {}
    assume(len(places) > 1)
    surface = data.draw(st.sampled_from(list(places)))
    after = drop(text, ("places", surface))
    del places[surface]
    assert load(after)["places"] == places


def test_scene_is_added_to_file_without_scenes() -> None:
    text = "version: 1\nplaces:\n  A: {ignore: true}  # no\n  # B: …\n"
    after = put(text, ("scenes", "p4", "title"), "The strait")
    assert after == text + "scenes:\n  p4: {title: The strait}\n"


def test_decision_is_inserted_above_commented_alternatives() -> None:
    text = "places:\n  A:\n    suggested: x:1  # sure\n    # id: x:2  # less\n\n  B: {id: y:1}\n"
    after = put(text, ("places", "A", "id"), "x:2")
    assert after == "places:\n  A:\n    suggested: x:1  # sure\n    id: x:2\n    # id: x:2  # less\n\n  B: {id: y:1}\n"


def test_block_becomes_list_item_with_its_comments() -> None:
    text = "places:\n  A:\n    id: x:1  # sure\n    # id: x:2\n  B: {id: y:1}\n"
    assert (
        wrap_in_list(text, ("places", "A")) == "places:\n  A:\n    - id: x:1  # sure\n      # id: x:2\n  B: {id: y:1}\n"
    )


def test_value_shared_by_yaml_anchor_cannot_be_changed() -> None:
    with pytest.raises(CannotPatchError):
        put("places:\n  A: &a {id: x}\n  B: *a\n", ("places", "B", "note"), "new")
    with pytest.raises(CannotPatchError):
        drop("base: &b {note: n}\nplaces:\n  B:\n    <<: *b\n    id: x\n", ("places", "B", "note"))
