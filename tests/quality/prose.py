"""Count the false pins in ordinary prose with few places, in 41 languages: `python -m tests.quality.prose [--failures]`.

The texts (`texts/prose`) are recipes, interviews, columns and the like. They were written by somebody who had not seen the
code, and committed before anything was changed for them. A false pin is a mention that is on the map although the text
has no place there, or has another place. Words are counted at white space, so the rates of Chinese and Japanese
are not comparable with those of other languages.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.quality import gate
from tests.quality.annotated import NAMED, TEXTS, read_folder
from tests.quality.outcomes import Outcome, Verdict

FALSE = frozenset({Verdict.WRONG, Verdict.MAPPED, Verdict.SPURIOUS})
SURE = 0.8  # a pin with less confidence is shown as unsure


@dataclass(slots=True)
class Count:
    """The words, the annotated names, and the pins of the texts of one language."""

    words: int = 0
    names: int = 0
    right: int = 0  # annotated names that are at their place
    false: int = 0
    sure: int = 0  # false pins that are not shown as unsure

    def add(self, text: str, outcomes: Iterable[Outcome]) -> None:
        self.words += len(text.split())
        for outcome in outcomes:
            expected = outcome.expected is not None and outcome.expected.kind in NAMED
            self.names += expected
            self.right += expected and outcome.verdict is Verdict.RIGHT
            if is_false(outcome):
                self.false += 1
                self.sure += outcome.found is not None and outcome.found.confidence >= SURE

    @property
    def row(self) -> str:
        rate = 1000 * self.false / max(1, self.words)
        return f"{self.words} | {self.names} | {self.right} | {self.false} | {self.sure} | {rate:.1f} |"


def is_false(outcome: Outcome) -> bool:
    """Return whether a pin is on the map where the text has no place, or another one."""
    return outcome.decided and outcome.verdict in FALSE


def prose() -> dict[str, tuple[Count, list[Outcome]]]:
    """Return the counts and the outcomes of the texts by language, and those of all texts as "all"."""
    counts: dict[str, Count] = defaultdict(Count)
    found: dict[str, list[Outcome]] = defaultdict(list)
    for text in read_folder(TEXTS / "prose"):
        outcomes = gate.run([text])
        for language in (text.language, "all"):
            counts[language].add(text.text, outcomes)
            found[language] += outcomes
    return {language: (counts[language], found[language]) for language in sorted(counts)}


def main(arguments: Sequence[str]) -> int:
    measured = prose()
    print("| language | words | names | right | false pins | of them sure | false pins per 1,000 words |")
    print("|---|---|---|---|---|---|---|")
    for language, (count, _) in measured.items():
        print(f"| {language} | {count.row}")
    if "--failures" in arguments:
        for outcome in filter(is_false, measured["all"][1]):
            assert outcome.found is not None and outcome.found.place is not None
            place, surface = outcome.found.place, outcome.found.surface
            print(f"{outcome.text.name}: {surface!r} -> {place['name']} {place['id']} {outcome.found.confidence:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
