"""Calls from several threads, and pickled copies, give the answers of a single thread."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

from storymap.gazetteer import open_gazetteer
from storymap.recognize.tagger import Tagger

TEXTS = Path(__file__).parent / "quality" / "texts"

# Threads come first, in a new process: caches that are filled already would hide a race.
_COMPARE = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import storymap

texts = [Path(name).read_text(encoding="utf-8") for name in json.loads(sys.stdin.read())]

def answer(text):
    return json.dumps(storymap.places(text).to_dict())

def page(text):
    return storymap.build(text).html()

sys.setswitchinterval(1e-5)
with ThreadPoolExecutor(4) as pool:
    threaded = list(pool.map(answer, texts))
    pages = list(pool.map(page, texts[:4]))
print(sum(a != answer(text) for a, text in zip(threaded, texts)), sum(a != page(text) for a, text in zip(pages, texts)))
"""


def test_four_threads_give_the_answers_of_one() -> None:
    names = [str(path) for path in sorted((TEXTS / "gate").glob("*.txt"))[::4]]
    names += [str(path) for path in sorted((TEXTS / "languages").glob("*.txt"))[::8]]
    done = subprocess.run(
        [sys.executable, "-c", _COMPARE], input=json.dumps(names), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0", "0"], "answers or pages differ between threads"


def test_unpickled_tagger_finds_the_same_names() -> None:
    text = "Japan began exercises in Hokkaido, said Mr. Abe in Tokyo."
    tagger = Tagger.open(open_gazetteer())
    expected = tagger.spans(text)
    assert expected
    assert pickle.loads(pickle.dumps(tagger)).spans(text) == expected


def test_unpickled_gazetteer_knows_the_same_places() -> None:
    gazetteer = open_gazetteer()
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.find("Chitose") == gazetteer.find("Chitose")
