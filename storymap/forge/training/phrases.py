"""Make lessons from the sentences in phrases.txt, with names drawn from a pool."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from storymap.forge.training.lessons import Lesson, Mark
from storymap.forge.training.pool import Pool

_WORDS = {
    "mascot": "Tigers Eagles Bears Lions Hawks Wildcats Rovers United Rangers Panthers Bulldogs Raiders Cougars City",
    "paper": "Times Post Herald Tribune Gazette Journal Star News Chronicle Observer Mail Globe Sun Courier Examiner",
    "company": "Inc. Corp. Ltd. Group Industries Holdings Partners Energy Airlines Motors Bank Foods Steel Software",
    "street": "Main Oak Church Maple Elm High Orchard Park Walnut Chestnut Mill Spring Lincoln Washington Jackson",
    "city_court": "County Superior District Circuit Municipal Magistrates High Crown",
}
_PLACES = {
    "city",
    "county",
    "state",
    "abbr",
    "postal",
    "country",
    "admin1",
    "sea",
    "island",
    "land",
    "water",
    "region",
    "site",
    "mountain",
    "unknown",
}
_PEOPLE = frozenset({"person", "surname", "first", "city_person", "namesake"})
_ITEM = re.compile(r"\[(ORG|PER|LOC|-) |\]|\{(admin[12]|[A-Za-z_]+)(\d*)\}")


class Phrases:
    """The sentences in phrases.txt. The slots of a sentence are filled with different names each time."""

    def __init__(self, pool: Pool, random: Random) -> None:
        self._phrases = _lines("phrases.txt")
        self._states = [line.split("|") for line in _lines("states.txt")]
        self._pool, self._random = pool, random

    def lessons(self, rounds: int) -> Iterator[Lesson]:
        """Yield lessons of three sentences each.

        The sentences of a lesson are on one line or on several lines. Every sentence is used `rounds` times.
        """
        for _ in range(rounds):
            phrases = self._random.sample(self._phrases, len(self._phrases))
            for i in range(0, len(phrases), 3):
                gap = self._random.choice(["\n\n", "\n\n", "\n", " "])
                yield joined([self.fill(phrase) for phrase in phrases[i : i + 3]], gap)

    def fill(self, phrase: str) -> Lesson:
        """Return one sentence with names in its slots. Names inside an organisation's name are not marked."""
        out, marks, at, opened = "", [], 0, ("", 0)
        repeated: dict[str, str] = {}
        for item in _ITEM.finditer(phrase):
            out += phrase[at : item.start()]
            at = item.end()
            if item[1]:
                opened = (item[1], len(out))
            elif item[0] == "]":
                if opened[0] != "-":
                    marks.append((opened[1], len(out), opened[0]))
                opened = ("", 0)
            else:
                name, label = self._slot(item[2], item[3], repeated)
                if label and not opened[0]:
                    marks.append((len(out), len(out) + len(name), label))
                out += name
        return Lesson(out + phrase[at:], tuple(marks))

    def _slot(self, slot: str, number: str, repeated: dict[str, str]) -> tuple[str, str]:
        """Return a name for a slot, and the label of this name. A slot in capitals ("{CITY}") gets a name in capitals.

        `repeated` contains the names of the numbered slots of the sentence. The name of a new numbered slot is added to
        `repeated`.
        """
        kind = slot.lower()
        label = "LOC" if kind in _PLACES else "PER" if kind in _PEOPLE else "ORG" if kind.startswith("company_") else ""
        name = self._numbered(kind, number, repeated) if number else self._name(kind)
        return (name.upper() if slot.isupper() else name), label

    def _numbered(self, kind: str, number: str, repeated: dict[str, str]) -> str:
        if kind in ("person", "first", "surname") and f"person{number}" not in repeated:
            first, surname = self._person()
            repeated |= {f"person{number}": f"{first} {surname}", f"first{number}": first, f"surname{number}": surname}
        return repeated.setdefault(kind + number, repeated.get(kind + number) or self._name(kind))

    def _name(self, kind: str) -> str:
        draw: dict[str, Callable[[], str]] = {
            "county": self._county,
            "state": lambda: self._random.choice(self._states)[0],
            "abbr": lambda: self._state(1),
            "postal": lambda: self._state(2),
            "city_person": lambda: self._pool.draw("city").split()[0],
            "surname": lambda: self._person()[-1],
            "first": lambda: self._person()[0],
            "person": lambda: " ".join(self._person()),
            "company_org": lambda: self._pool.draw("organisation").removeprefix("the "),
            "company_name": lambda: self._pool.draw("organisation").removeprefix("the "),
        }
        if kind in _WORDS:
            return self._random.choice(_WORDS[kind].split())
        return draw[kind]() if kind in draw else self._pool.draw(kind)

    def _county(self) -> str:
        if self._random.random() < 0.5:
            return self._pool.draw("admin2")
        return f"{self._pool.draw('city')} {self._random.choice(['County', 'County', 'Parish'])}"

    def _state(self, column: int) -> str:
        state = self._random.choice(self._states)
        return state[column] or state[0]

    def _person(self) -> list[str]:
        """Return the first name of one person and the last name of another."""
        names: list[str] = []
        while len(names) < 2:
            words = self._pool.draw("person").split()
            if len(words) == 2 and all(word[:1].isupper() and word.isalpha() for word in words):
                names.append(words[len(names)])
        return names


def _lines(name: str) -> list[str]:
    """Return the lines of a file in this folder, without comment lines."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and line[0] != "#"]


def joined(lessons: Sequence[Lesson], gap: str = "\n\n") -> Lesson:
    """Return several lessons joined into one, with `gap` between their texts."""
    text, marks = "", list[Mark]()
    for lesson in lessons:
        text += gap if text else ""
        marks += [(start + len(text), end + len(text), label) for start, end, label in lesson.marks]
        text += lesson.text
    return Lesson(text, tuple(marks))
