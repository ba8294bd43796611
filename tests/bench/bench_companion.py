"""Measure how many passages of an article are found in an edited post.

The program prints numbers; it has no pass/fail limits.

python -m tests.bench.bench_companion      (needs node)

To edit a post, some of its words are replaced, deleted or followed by another word. These words are chosen at random
with a seed. Quotes and dashes become typographic, and an advertisement follows every third passage. A match is counted
as wrong if less than half of the matched text belongs to the passage.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from storymap import resources
from storymap.embed.loader import loader
from storymap.model import Article, PassageKind
from storymap.read import read, read_string
from tests.browser.hosts import texturized
from tests.quality import annotated

SEED = Path(__file__).parents[2] / "seeds" / "000_b6515417aea22efc.txt"
SHARES = (0.0, 0.05, 0.1, 0.2)
SEEDS = range(10)
ADVERT = "Advertisement: the best hotels of the week, from 99 a night. Book now and save."
_RUN = """
const { readFileSync } = require('fs');
globalThis.window = globalThis;
globalThis.storymap = {};
eval(readFileSync(process.argv[1], 'utf8'));
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(({ steps, text }) => storymap.matchPassages(steps, text).map(({ id, start, end }) => [id, start, end]))));
"""


@dataclass(frozen=True, slots=True)
class Post:
    """An edited post: its text, and the true span (start, end) of each passage by id."""

    text: str
    spans: dict[str, tuple[int, int]]


def passages(article: Article) -> dict[str, str]:
    """Return id -> text of each passage that has words and is not boilerplate."""
    shown = [p for p in article.passages if p.kind is not PassageKind.BOILERPLATE]
    found = {p.id: " ".join(article.text[p.start : p.end].split()) for p in shown}
    return {id_: text for id_, text in found.items() if re.search(r"\w", text)}


def edited(texts: dict[str, str], share: float, seed: int) -> Post:
    """Return a post in which this share of the words is changed."""
    dice = random.Random(seed)
    stock = [word for text in texts.values() for word in text.split()]
    parts: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    at = 0
    for number, (id_, text) in enumerate(texts.items()):
        words: list[str] = []
        for word in text.split():
            change = dice.choice(("replace", "drop", "insert")) if dice.random() < share else ""
            words += [] if change == "drop" else [dice.choice(stock)] if change == "replace" else [word]
            words += [dice.choice(stock)] if change == "insert" else []
        written = texturized(" ".join(words))
        spans[id_] = (at, at + len(written))
        for part in (written, *([ADVERT] if number % 3 == 2 else [])):
            parts.append(part)
            at += len(part) + 1
    return Post("\n".join(parts), spans)


def main() -> None:
    gate = annotated.read_folder(annotated.TEXTS / "gate")
    known = [passages(read(SEED)), *(passages(read_string(text.text)) for text in gate)]
    print(f"loader: {len(gzip.compress(loader().encode(), 9, mtime=0))} bytes gzipped\n")
    print("| words changed | texts | passages | matched correctly | matched wrongly |\n|---|---|---|---|---|")
    for share in SHARES:
        posts = [(texts_, edited(texts_, share, seed)) for texts_ in known for seed in (SEEDS if share else range(1))]
        jobs = [
            {"steps": [{"id": i, "quote": {"exact": t}} for i, t in of.items()], "text": post.text}
            for of, post in posts
        ]
        done = subprocess.run(
            ["node", "-e", _RUN, str(resources.assets() / "match-passages.js")],
            input=json.dumps(jobs),
            capture_output=True,
            text=True,
            check=True,
        )
        total = found = wrong = 0
        for (of, post), matches in zip(posts, json.loads(done.stdout), strict=True):
            total += len(of)
            for id_, start, end in matches:
                a, b = post.spans[id_]
                right = max(0, min(b, end) - max(a, start)) * 2 >= end - start
                found, wrong = found + right, wrong + (not right)
        print(f"| {share:.0%} | {len(known)} | {total} | {found / total:.2%} | {wrong / total:.2%} |", flush=True)


if __name__ == "__main__":
    main()
