"""Measure the share of names of the form "X of Y" that are found completely.

The program has no pass/fail limits.

python -m tests.bench.bench_of_names [--failures]

Each name is put into ten example sentences. The names are from the gazetteer, without formal names of units ("City of
Edina", "Province of Quezon"), because articles shorten these to the name of the place. Tests use `sample`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from storymap.gazetteer import open_gazetteer
from storymap.gazetteer.store import EmbeddedGazetteer
from storymap.model import MentionKind
from storymap.ports import Match
from storymap.read import read_string
from storymap.recognize import recognize
from storymap.recognize.tagger import Tagger

# {The} stands for the name at the start of a sentence, {the} for the name inside a sentence, and {THE} for the name in
# capitals. A name that needs an article has one.
FRAMES = (
    "We reached {the} in May.",
    "{The} is quiet in winter.",
    "{The} warms.",
    "They had lived near {the} for years, she said.",
    "Nobody we asked had been to {the}.",
    "On Monday the minister left for {the} and the coast.",
    "“{The} was closed,” he said.",
    "Then {the}.",
    "Storms from {the}, farther west, brought rain.",
    "{THE}",
)

# First words of formal names of units. Articles leave out these words.
_FORMAL = frozenset(
    [
        "area",
        "areas",
        "borough",
        "census",
        "certain",
        "city",
        "collectivity",
        "commonwealth",
        "commune",
        "community",
        "county",
        "department",
        "district",
        "first",
        "free",
        "government",
        "manor",
        "metropolitan",
        "municipal",
        "municipality",
        "parish",
        "principality",
        "province",
        "region",
        "rural",
        "state",
        "territory",
        "town",
        "township",
        "university",
        "urban",
        "village",
        "west",
    ]
)
# Names that begin with one of these words take no article.
_WITHOUT_ARTICLE = frozenset(
    [
        "cape",
        "port",
        "isle",
        "king",
        "bay",
        "saint",
        "lake",
        "bird",
        "stoke",
        "stow",
        "head",
        "mount",
        "prince",
        "queen",
        "ross",
        "stratford",
        "tristan",
        "valle",
        "monte",
    ]
)
_SMALL = frozenset(["of", "the", "and", "de", "del", "la", "y", "on", "upon", "in"])


def names(gazetteer: EmbeddedGazetteer) -> list[str]:
    """Return the "X of Y" names that articles do not shorten, in title case, sorted."""
    found = []
    for key in gazetteer.known_names(""):
        words = key.split()
        if "of" not in words[1:-1] or words[0] in _FORMAL or words[0] == "the" or len(words) > 6 or not key.isascii():
            continue
        entry = gazetteer.find(key)[0]
        if entry.match <= Match.OFFICIAL and entry.kind not in ("site", "dispute", "admin1", "admin2"):
            found.append(" ".join(word if word in _SMALL and i else word.capitalize() for i, word in enumerate(words)))
    return sorted(found)


def sample(gazetteer: EmbeddedGazetteer, size: int, seed: int = 1) -> list[str]:
    """Return a random sample of `names`."""
    return random.Random(seed).sample(names(gazetteer), size)


def sentences(name: str) -> Iterator[str]:
    """Yield the example sentences (FRAMES) with the name in them."""
    first = name.split(maxsplit=1)[0].lower()
    with_article = first not in _WITHOUT_ARTICLE and not first.startswith("saint")
    inside, start = (f"the {name}", f"The {name}") if with_article else (name, name)
    for frame in FRAMES:
        yield frame.format(the=inside, The=start, THE=start.upper())


def failures(gazetteer: EmbeddedGazetteer, tagger: Tagger, chosen: Sequence[str]) -> list[tuple[int, str, str]]:
    """Return (number of the example, sentence, names found) for each sentence whose mentions do not have the whole name."""
    failed = []
    for name in chosen:
        for number, sentence in enumerate(sentences(name)):
            mentions = recognize(read_string(sentence, language="en"), gazetteer, tagger).mentions
            surfaces = [m.surface for m in mentions if m.kind is not MentionKind.DESCRIPTION]
            if name.lower() not in [s.lower().removeprefix("the ") for s in surfaces]:
                failed.append((number, sentence, " | ".join(surfaces)))
    return failed


def main() -> None:
    gazetteer = open_gazetteer()
    chosen = names(gazetteer)
    failed = failures(gazetteer, Tagger.open(gazetteer), chosen)
    if "--failures" in sys.argv:
        for _, sentence, found in failed:
            print(f"{sentence}  ->  {found}")
    runs = len(chosen) * len(FRAMES)
    print(f"{len(chosen)} names in {len(FRAMES)} frames: {1 - len(failed) / runs:.3f} found whole")
    by_frame = Counter(number for number, *_ in failed)
    for number, frame in enumerate(FRAMES):
        print(f"{1 - by_frame[number] / len(chosen):.3f}  {frame}")


if __name__ == "__main__":
    main()
