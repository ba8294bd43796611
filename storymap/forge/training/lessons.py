"""Read and change lessons, which are training texts with marked names for the tagger."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from storymap.ports import Gazetteer

Mark = tuple[int, int, str]  # start, end and label (LOC, PER or ORG)


class Lesson(NamedTuple):
    """A text, and marks for the names in it. The marks are in text order."""

    text: str
    marks: tuple[Mark, ...]


# Matches the words after the place in the name of a public body: "Highway Patrol" in "Kansas Highway Patrol".
_BODY = re.compile(
    r"""(?x)
      (?: Federal | National | State | Provincial | Interior | Defen[sc]e | Foreign | Finance | Justice | Energy
        | Treasury | Commerce | Homeland\ Security | Health | Education | Transportation | Labor | Agriculture
        | Public\ Safety | Police | Fire | Sheriff's )?
      \ ? (?: Army | Navy | Air\ Force | Marine\ Corps | Coast\ Guard | Border\ Patrol | Embassy | Consulate
        | Government | Parliament | Congress$ | Senate | House\ of\ Representatives | Legislature | Supreme\ Court
        | Circuit\ Court | District\ Court | Superior\ Court | Department | Ministry | Treasury | Foreign\ Office
        | Attorney\ General | Police | Highway\ Patrol | Office )\b
    | Fire\ (?: Marshal | District | Chief ) | Sheriff | District\ Attorney | City\ (?: Council | Commission | Hall )
    | (?: Town | County ) \ (?: Council | Commission | Board ) | (?: \w+\ Area\ )? School\ (?: District | Board )"""
)
_BODY_OF = re.compile(
    r"^(?:the )?(?:Government|Parliament|Senate|Supreme Court|Embassy|City|State|Town|Province|President) of (?:the )?"
)

# Organisations whose name is also the name of a building or site. The lessons mark their names as places.
_BUILT = re.compile(
    r"""(?x) \w .* \b (?: Airport | Hospital | Medical\ Cent(?:er|re) | Hotel | Inn | Museum | Stadium | Arena | Library
      | Theat(?:er|re) | Cathedral | Mosque | Temple | Palace | Castle | Prison | Jail | Zoo | Mall | Plaza | Station
      | Base | Camp | Gardens? )$"""
)


# Words that follow the name of a place in names of diseases, events and documents: "Ebola virus". In automatically
# annotated texts, the place in these names is marked.
_THING = re.compile(
    r" (?:virus|fever|flu|disease|syndrome|encephalitis|Olympics|Games|Open|Cup|Marathon|Bowl|Festival|Treaty|Accords?"
    r"|Protocol|Declaration|Agreement)\b"
)
_THING_BEFORE = re.compile(
    r"\b(?:Treaty|Battle|Siege) of (?:the )?$|\b(?:Hurricane|Cyclone|Typhoon|Tropical Storm|Operation) $"
)


def read_lessons(files: Iterable[Path]) -> Iterator[Lesson]:
    """Yield the lessons in JSON Lines files. Each line is {"text", "spans": [[start, end, label], …]}."""
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Lesson(row["text"], tuple(sorted((start, end, label) for start, end, label in row["spans"])))


def rewritten(lesson: Lesson, change: Callable[[str, str], str]) -> Lesson:
    """Return the lesson with every name replaced by `change(name, label)`."""
    parts, marks, at, length = [], [], 0, 0
    for start, end, label in lesson.marks:
        if start < at:
            continue
        name = change(lesson.text[start:end], label)
        parts += [lesson.text[at:start], name]
        length += start - at
        marks.append((length, length + len(name), label))
        length += len(name)
        at = end
    return Lesson("".join([*parts, lesson.text[at:]]), tuple(marks))


def excerpt(lesson: Lesson, start: int, end: int) -> Lesson:
    """Return the part of a lesson from offset `start` to `end`.

    Marks of names that cross these offsets are left out.
    """
    marks = tuple((a - start, b - start, label) for a, b, label in lesson.marks if start <= a and b <= end)
    return Lesson(lesson.text[start:end], marks)


def without_things(lesson: Lesson) -> Lesson:
    """Return the lesson without marks of places inside the names of things, such as "Ebola" in "Ebola virus"."""
    marks = (
        mark
        for mark in lesson.marks
        if mark[2] != "LOC"
        or not (_THING.match(lesson.text, mark[1]) or _THING_BEFORE.search(lesson.text[max(0, mark[0] - 30) : mark[0]]))
    )
    return Lesson(lesson.text, tuple(marks))


def common_places(lessons: Iterable[Lesson], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the names of countries, units and cities that are marked as places at least three times."""
    seen = Counter(lesson.text[start:end] for lesson in lessons for start, end, label in lesson.marks if label == "LOC")
    return frozenset(
        name
        for name, times in seen.items()
        if times >= 3 and (best := gazetteer.best(name)) and best[0] in ("country", "admin1", "admin2", "city")
    )


def split_bodies(lesson: Lesson, places: frozenset[str]) -> Lesson:
    """Return the lesson with separate marks for a place and for its public body, such as "U.S." and "Army".

    `places` contains the names of places that are separated from the names of their public bodies. The names of
    hospitals, airports and similar sites are marked as places.
    """
    marks: list[Mark] = []
    for start, end, label in lesson.marks:
        parts = _parted(lesson.text[start:end], places) if label == "ORG" else []
        marks += [(start + a, start + b, name) for a, b, name in parts] or [(start, end, label)]
    return Lesson(lesson.text, tuple(marks))


def _parted(name: str, places: frozenset[str]) -> list[Mark]:
    if _BUILT.match(name):
        return [(0, len(name), "LOC")]
    if of := _BODY_OF.match(name):
        return [(of.end(), len(name), "LOC")] if name[of.end() :] in places else []
    begin = 4 if name[:4] in ("the ", "The ") else 0
    for gap in (match.start() for match in re.finditer(" ", name)):
        if name[begin:gap] in places and _BODY.match(name[gap + 1 :]):
            return [(begin, gap, "LOC"), (gap + 1, len(name), "ORG")]
    return []
