"""Results of several threads, new processes and pickled copies are the same as those of one thread."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from storymap.gazetteer import EmbeddedGazetteer, open_gazetteer
from storymap.recognize.tagger import Tagger
from storymap.resources import data
from tests.repetitions import every

TEXTS = Path(__file__).parent / "quality" / "texts"

# This code runs in a new process and starts the threads first. With filled caches, a race condition would not be
# noticed.
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
    pages = list(pool.map(page, texts[:3]))
print(sum(a != answer(text) for a, text in zip(threaded, texts)), sum(a != page(text) for a, text in zip(pages, texts)))
"""


@pytest.mark.thorough
@pytest.mark.slow
def test_four_threads_give_same_results_as_one() -> None:
    names = [str(path) for path in sorted((TEXTS / "gate").glob("*.txt"))[:: 6 * every(3)]]
    names += [str(path) for path in sorted((TEXTS / "languages").glob("*.txt"))[:: 12 * every(3)]]
    done = subprocess.run(
        [sys.executable, "-c", _COMPARE], input=json.dumps(names), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0", "0"], "results or pages differ between threads"


def test_unpickled_tagger_finds_the_same_names() -> None:
    text = "Japan began exercises in Hokkaido, said Mr. Abe in Tokyo."
    tagger = Tagger.open(open_gazetteer())
    expected = tagger.spans(text)
    assert expected
    assert pickle.loads(pickle.dumps(tagger)).spans(text) == expected


def test_unpickled_gazetteer_finds_the_same_places() -> None:
    gazetteer = open_gazetteer()
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.find("Chitose") == gazetteer.find("Chitose")


def test_tagger_and_gazetteer_work_in_a_new_process() -> None:
    text = "Japan began exercises in Hokkaido, said Mr. Abe in Tokyo."
    gazetteer = open_gazetteer()
    tagger = Tagger.open(gazetteer)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(tagger.spans, text).result() == tagger.spans(text)
        assert pool.submit(gazetteer.find, "Chitose").result() == gazetteer.find("Chitose")


def test_exception_in_tagger_does_not_change_later_results() -> None:
    gazetteer = open_gazetteer()
    text = "Fighting spread from Goma to Bukavu in Congo."
    expected = Tagger.open(gazetteer).spans(text)
    fail = True

    class Failing(EmbeddedGazetteer):
        def demonym(self, word: str) -> tuple[str, ...]:
            if fail and word == "Bukavu":
                raise KeyboardInterrupt
            return gazetteer.demonym(word)

    tagger = Tagger.open(Failing(data("places.bin")))
    with pytest.raises(KeyboardInterrupt):
        tagger.spans(text)
    fail = False
    assert tagger.spans(text) == expected
