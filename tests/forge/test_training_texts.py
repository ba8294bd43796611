"""The project's own training texts."""

from pathlib import Path
from random import Random

import pytest

from storymap.errors import StorymapError
from storymap.forge.training.pool import Pool
from storymap.forge.training.texts import marked, own_lessons
from storymap.forge.training.variations import renamed
from storymap.gazetteer import open_gazetteer


def test_marks_become_names_with_offsets() -> None:
    lesson = marked("[P Ann Ross] left [L Oban] for the [O Bank of Ceylon].")
    assert lesson.text == "Ann Ross left Oban for the Bank of Ceylon."
    assert [(lesson.text[a:b], label) for a, b, label in lesson.marks] == [
        ("Ann Ross", "PER"),
        ("Oban", "LOC"),
        ("Bank of Ceylon", "ORG"),
    ]


@pytest.mark.parametrize("source", ["[L Oban", "[X Oban]", "Oban]", "[L [P Oban]]"])
def test_bracket_without_a_mark_is_an_error_that_names_the_text(source: str) -> None:
    with pytest.raises(StorymapError, match=r"a\.txt, text 2: a bracket"):
        marked(source, "a.txt, text 2")


def test_texts_of_a_folder_are_separated_by_lines(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("In [L Oban].\n====\n\n[P Ann] slept.\n", encoding="utf-8")
    assert [lesson.text for lesson in own_lessons(tmp_path)] == ["In Oban.", "Ann slept."]


def test_all_own_texts_can_be_read() -> None:
    lessons = list(own_lessons())
    assert len(lessons) > 90
    assert all(lesson.marks for lesson in lessons)


def test_variation_replaces_places_also_in_names_of_things_and_people() -> None:
    gazetteer = open_gazetteer()
    lesson = marked("In [L Oban] a roll of Bruges lace was bought by [P Chelsea Marrow]; in [L Oban] it rained.")
    pool = Pool(gazetteer, [lesson], Random(3), cities=40)
    found = renamed(lesson, pool, gazetteer)
    first, person, last = (found.text[a:b] for a, b, _ in found.marks)
    assert first == last != "Oban"
    assert person != "Chelsea Marrow"
    assert "Bruges" not in found.text and found.text.startswith(f"In {first} a roll of ")
