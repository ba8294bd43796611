"""Vary training texts: replace names, and repeat sentences as headlines in capitals or title case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from random import Random

from storymap.forge.training.lessons import Lesson, Mark, excerpt, rewritten
from storymap.forge.training.pool import Pool, kind_of
from storymap.ports import Gazetteer

_SWAPPED = 0.35  # this share of the lessons is repeated with different names
_HEADLINES = 0.12  # this share of the lessons is repeated as a headline, which is the first sentence of the lesson
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+")
# A capitalised word within a sentence. At the start of a sentence, every word has a capital.
_INNER_NAME = re.compile(r"(?<=[\w,;:] )[A-ZÀ-Þ][a-zß-ÿ’'-]{3,}")
_SMALL = ["a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "from", "as", "is"]


def varied(lessons: Iterable[Lesson], pool: Pool, gazetteer: Gazetteer, random: Random) -> Iterator[Lesson]:
    """Yield the lessons.

    Some lessons are followed by a variation, which is the same lesson with other names or a headline from the lesson.
    """
    for lesson in lessons:
        yield lesson
        if random.random() < _SWAPPED:
            other = swapped(lesson, pool, gazetteer)
            if other != lesson:
                yield other
        if random.random() < _HEADLINES:
            sentence = first_sentence(lesson)
            yield rewritten_as(sentence, str.upper) if random.random() < 0.6 else rewritten_as(sentence, headline)


def swapped(lesson: Lesson, pool: Pool, gazetteer: Gazetteer) -> Lesson:
    """Return the lesson with other names of towns and units.

    A name has the same replacement everywhere in the lesson. Names in capitals are not replaced.
    """
    drawn: dict[str, str] = {}

    def other(name: str, label: str) -> str:
        if label != "LOC" or name.isupper():
            return name
        if name not in drawn:
            kind = kind_of(name, gazetteer, ("city", "admin1", "admin2"))
            drawn[name] = pool.draw(kind) if kind else name
        return drawn[name]

    return rewritten(lesson, other)


def renamed(lesson: Lesson, pool: Pool, gazetteer: Gazetteer) -> Lesson:
    """Return the lesson with other names of places.

    Names of places inside the names of people and things are also replaced.

    For example, "Bruges" in "Bruges lace" gets the same new name as the place Bruges. With different names, the tagger
    would learn that such a word inside the name of a thing is never the name of a place in the text.
    """
    drawn: dict[str, str] = {}

    def word(match: re.Match[str]) -> str:
        name = match.group()
        best = gazetteer.best(name)
        if not best or best[0] not in ("city", "admin1", "admin2", "country") or name.lower() in _SMALL:
            return name
        return drawn.setdefault(name, pool.draw(best[0]))

    places = swapped(lesson, pool, gazetteer)
    parts, marks, at = "", list[Mark](), 0
    for start, end, label in [*places.marks, (len(places.text), len(places.text), "")]:
        if start < at:
            continue
        parts += _INNER_NAME.sub(word, places.text[at:start])
        name = places.text[start:end] if label != "PER" else _NAME.sub(word, places.text[start:end])
        if label:
            marks.append((len(parts), len(parts) + len(name), label))
        parts += name
        at = end
    return Lesson(parts, tuple(marks))


def first_sentence(lesson: Lesson) -> Lesson:
    """Return a lesson with only the first sentence of `lesson`, without its full stop.

    The result has at most 160 characters.
    """
    text = lesson.text
    end = next(
        (
            i
            for i in range(20, len(text))
            if text[i] == "." and text[i - 2 : i].islower() and text[i + 1 : i + 2] in (" ", "")
        ),
        len(text),
    )
    return excerpt(lesson, 0, min(end, 160))


def rewritten_as(lesson: Lesson, change: Callable[[str], str]) -> Lesson:
    """Return the lesson with its text changed by `change`.

    If the change would shift the offset of a name, return the lesson unchanged.
    """
    text = change(lesson.text)
    return Lesson(text, lesson.marks) if len(text) == len(lesson.text) else lesson


def headline(text: str) -> str:
    """Return the text in title case."""
    return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in text.split(" "))
