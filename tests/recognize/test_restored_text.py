"""Capitals are restored in text without capitals, and words in scanned text are repaired."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

import pytest

from storymap.model import Mention, MentionKind
from storymap.ports import Match
from storymap.recognize.lower_case import original, restore_capitals
from storymap.recognize.scanned import repair
from storymap.recognize.tagger.vocabulary import WordTable
from tests.recognize.small import Names, place


class Table(WordTable):
    """A table of a few words with their usual case (1: lower case, 9: in capitals). All other words are unknown."""

    def __init__(self, **usual: int) -> None:
        self._usual = usual

    def look_up(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        return [(0, 0, self._usual.get(word.lower(), 0)) for word in words]


SMALL = "we saw it there and then they came back to us again"
TABLE = Table(
    **dict.fromkeys([*SMALL.split(), "the", "from", "in", "a", "flew", "by", "in"], 1),
    nato=9,
    monday=7,
    march=6,
    may=5,
    ulm=6,
    graz=5,
    linz=4,
    york=6,
    new=2,
    china=7,
    cork=2,
    reading=2,
    kiel=2,
)
EVERYDAY = "as often an English word as the town"
GAZETTEER = Names(
    {
        "ulm": place(5.0),
        "low": place(4.9),
        "graz": place(5.0),
        "linz": place(5.0),
        "xanten": place(3.5),
        "tiny": place(3.4),
        "lys": place(5.0),
        "march": place(4.9),
        **dict.fromkeys(("new york", "new-york", "new\nyork"), place(7.0)),
        "york": place(5.0),
        "saw it": place(5.0),
        "gulf of york": place(4.0),
        "small york": place(3.9),
        "alias york": place(5.0, match=Match.ALTERNATE),
        "never york": place(5.0),
        "cork": place(5.0),
        "reading": place(5.0),
        "kiel": place(3.9),
        "china": place(9.0, "country"),
    },
    {"never york": "an English word", "graz": "a surname", "cork": EVERYDAY, "reading": EVERYDAY, "kiel": EVERYDAY},
)


def restored(words: str) -> str:
    """Put words into a sentence in lower case, restore its capitals, and return what the words have become."""
    before, after = "we saw it there and then ", " they came back to us again"
    text = restore_capitals(f"{before}{words}{after}", TABLE, GAZETTEER)
    assert text.startswith("We saw it") and text.endswith(after)
    return text[len(before) : -len(after)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("monday", "Monday"),
        ("nato", "NATO"),
        ("nato’s", "NATO’s"),
        ("ulm", "Ulm"),
        ("march", "March"),
        ("from march", "from March"),
        ("may", "may"),
        ("graz", "graz"),
        ("linz", "linz"),
        ("from linz", "from linz"),
        ("xanten", "Xanten"),
        ("tiny", "tiny"),
        ("lys", "lys"),
        ("new york", "New York"),
        ("new-york", "New-York"),
        ("new\nyork", "New\nYork"),
        ("new, york", "new, York"),
        ("gulf of york", "Gulf of York"),
        ("small york", "small York"),
        ("alias york", "alias York"),
        ("never york", "never York"),
        ("saw it", "saw it"),
        ("china", "China"),
        ("the china", "the china"),
        ("a china", "a china"),
    ],
)
def test_word_gets_a_capital_if_it_is_usually_capitalised_or_a_known_name(words: str, expected: str) -> None:
    assert restored(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("came from cork and", "Cork"),
        ("came from cork us", "cork"),
        ("saw cork and", "cork"),
        ("it in cork and", "Cork"),
        ("it in reading and", "reading"),
        ("flew back in reading and", "Reading"),
        ("saw it to cork and", "cork"),
        ("flew to cork and", "Cork"),
        ("flew us to cork and", "Cork"),
        ("flew us back to cork and", "Cork"),
        ("flew us it there to cork and", "cork"),
        ("came from kiel and", "kiel"),
        ("came from cork, us", "Cork"),
    ],
)
def test_everyday_word_gets_a_capital_where_somebody_lives_or_goes(words: str, expected: str) -> None:
    assert expected in restored(words)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("we saw it there and then xanten came", True),
        ("we saw it there and xanten came", False),
        ("We saw it there and then xanten came", False),
        ("We saw it there" + " and then we saw it" * 9 + " from xanten", False),
        ("We saw it there" + " and then we saw it" * 10 + " from xanten", True),
    ],
)
def test_only_passages_with_almost_no_capitals_are_restored(text: str, changed: bool) -> None:
    result = restore_capitals(text, TABLE, GAZETTEER)
    assert (result != text) is changed
    assert (result is text) is not changed


def test_each_passage_is_restored_on_its_own() -> None:
    lower = "we saw it there and then we came from xanten. it came"
    text = f"We saw Xanten. We Came.\n\n{lower}\n\nThe End.\n"
    assert restore_capitals(text, TABLE, GAZETTEER) == text.replace(lower, "We saw it there and then we came from Xanten. It came")  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lemma"), [(MentionKind.NAME, "Xanten"), (MentionKind.METONYM, "Xanten"), (MentionKind.DEMONYM, "")]
)
def test_restored_name_has_the_original_surface_and_is_the_lemma(kind: MentionKind, lemma: str) -> None:
    same, changed = Mention("Ulm", 0, 3), Mention("Xanten", 4, 10, kind)
    found = original([same, changed], "Ulm xanten")
    assert found[0] is same
    assert (found[1].surface, found[1].lemma, found[1].kind) == ("xanten", lemma, kind)


# --- scanned text -------------------------------------------------------------------------------------------------

WORDS = (
    "harbour winter morning people letter garden window summer father mother evening country village teacher doctor farmer"
    " weather history picture station"
)
TOWNS = Names({"Toledo": place(5.0), "Hull": place(4.0), "Linz": place(5.0), "Tiny": place(3.9), "Xcnto": place(5.0)})


def repaired(word: str, unknown: int = 2, words: int = 20) -> str:
    """Repair a text that contains the word, and return what the word has become.

    `words` different words are before it, of which `unknown` are not in the table of known words.
    """
    known = ["".join(letters) for letters in islice(product("abd", repeat=5), words - unknown)]
    before = " ".join([*known, *("qwzyx", "zyxwq", "wqzyx")[:unknown]]) + " "
    table = Table(**dict.fromkeys([*WORDS.split(), *known], 1), moscow=7, north=4, lisbon=5)
    text = repair(f"{before}{word} Again", table, TOWNS)
    assert text.startswith(before) and text.endswith(" Again")
    return text[len(before) : -len(" Again")]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("T0ledo", "Toledo"),
        ("T01edo", "Toledo"),
        ("Tolcdo", "Toledo"),
        ("To1cdo", "Toledo"),
        ("T01cdo", "T01cdo"),
        ("Moseow", "Moscow"),
        ("Mo5eow", "Moscow"),
        ("0ardcn", "0ardcn"),
        ("Hu1l", "Hull"),
        ("T1ny", "T1ny"),
        ("Gardcn", "Gardcn"),
        ("gardcn", "garden"),
        ("moseow", "moscow"),
        ("wintcr", "winter"),
        ("Xcnto", "Xcnto"),
        ("1234", "1234"),
        ("gqrdxn", "gqrdxn"),
        ("NORFH", "NORFH"),
        ("Lisb0n", "Lisbon"),
        ("1inz", "Linz"),
        ("MOSEOW", "MOSCOW"),
    ],
)
def test_unknown_word_becomes_a_known_word_that_looks_like_it(word: str, expected: str) -> None:
    assert repaired(word) == expected


@pytest.mark.parametrize(
    ("unknown", "words", "is_repaired"), [(2, 20, True), (2, 19, False), (3, 50, True), (2, 50, False), (2, 33, True)]
)
def test_only_texts_with_many_unknown_words_are_repaired(unknown: int, words: int, is_repaired: bool) -> None:
    assert (repaired("Toledo, T0ledo", unknown, words) == "Toledo, Toledo") is is_repaired


@pytest.mark.parametrize(("characters", "is_repaired"), [(1_400, True), (1_520, False)])
def test_unknown_words_are_counted_at_the_beginning(characters: int, is_repaired: bool) -> None:
    text = f"{WORDS} ".ljust(characters - 20, "-") + " qwzyx zyxwq ywqzx. T0ledo"
    table = Table(**dict.fromkeys(WORDS.split(), 1))
    assert (repair(text, table, TOWNS) is not text) is is_repaired


def test_long_words_are_not_repaired() -> None:
    long, longer = "garden" * 2 + "harb", "garden" * 2 + "harbo"
    table = Table(**dict.fromkeys([*WORDS.split(), long, longer], 1))
    before = f"{' '.join(WORDS.split()[:18])} qwzyx zyxwq "
    scanned = [word.replace("e", "c", 1) for word in (long, longer)]
    assert repair(before + " ".join(scanned), table, TOWNS) == f"{before}{long} {scanned[1]}"
