"""Compute the features of tokens: each feature is a 32-bit hash of values of the surrounding words.

A template lists the values. A value belongs to a *track*: the words themselves, the first and last word of the token's
run of capitalised words, the words before and after that run, the gazetteer tags, or the use of the word elsewhere in
the text. The trainer and the tagger share this code, so their features are the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from storymap.recognize.tagger import gazetteer_tags, vocabulary
from storymap.recognize.tagger.casing import NORMAL, running, sentence_case
from storymap.recognize.tagger.context import Contexts, find_runs, find_use
from storymap.recognize.tagger.gazetteer_tags import Best, Match, Tags
from storymap.recognize.tagger.segments import segments
from storymap.recognize.tagger.vocabulary import Growing, Vocabulary, WordTable
from storymap.tokens import Token, tokenize

HERE, FIRST, LAST, BEFORE, AFTER, TAG, CONTEXT = range(7)  # numbers of the rows of `Sheet.tracks`
# Number of empty positions between sentences. This number is the maximum offset of the templates, so that a template
# does not read from another sentence.
PAD = 2


class Part(NamedTuple):
    """A value that a template reads: `column` of `track` at the token that is `offset` tokens away."""

    track: int
    offset: int
    column: int


Template = tuple[Part, ...]


def _word(offset: int, *columns: int) -> list[Template]:
    return [(Part(HERE, offset, column),) for column in columns]


def _pair(a: tuple[int, int, int], b: tuple[int, int, int]) -> Template:
    return (Part(*a), Part(*b))


TEMPLATES: tuple[Template, ...] = (
    *_word(
        0,
        vocabulary.WORD,
        vocabulary.SHAPE,
        vocabulary.OUTLINE,
        vocabulary.PREFIX2,
        vocabulary.PREFIX3,
        vocabulary.PREFIX4,
        vocabulary.SUFFIX2,
    ),
    *_word(
        0,
        vocabulary.SUFFIX3,
        vocabulary.SUFFIX4,
        vocabulary.FINE,
        vocabulary.COARSE,
        vocabulary.USUAL,
        vocabulary.DEMONYM,
        vocabulary.OUTLINE_FINE,
    ),
    *_word(-1, vocabulary.WORD, vocabulary.OUTLINE, vocabulary.FINE, vocabulary.COARSE, vocabulary.DEMONYM),
    *_word(1, vocabulary.WORD, vocabulary.OUTLINE, vocabulary.FINE, vocabulary.COARSE, vocabulary.SUFFIX3),
    *_word(-2, vocabulary.WORD, vocabulary.OUTLINE, vocabulary.COARSE),
    *_word(2, vocabulary.WORD, vocabulary.OUTLINE, vocabulary.COARSE),
    _pair((HERE, -1, vocabulary.WORD), (HERE, 1, vocabulary.WORD)),
    _pair((HERE, -1, vocabulary.WORD), (HERE, 0, vocabulary.OUTLINE)),
    _pair((HERE, 1, vocabulary.WORD), (HERE, 0, vocabulary.OUTLINE)),
    _pair((HERE, -1, vocabulary.SHAPE), (HERE, 0, vocabulary.SHAPE)),
    _pair((HERE, 0, vocabulary.SHAPE), (HERE, 1, vocabulary.SHAPE)),
    _pair((HERE, -1, vocabulary.COARSE), (HERE, 0, vocabulary.COARSE)),
    _pair((HERE, 0, vocabulary.COARSE), (HERE, 1, vocabulary.COARSE)),
    _pair((HERE, -2, vocabulary.WORD), (HERE, -1, vocabulary.WORD)),
    _pair((HERE, 1, vocabulary.WORD), (HERE, 2, vocabulary.WORD)),
    *((Part(TAG, 0, column),) for column in (gazetteer_tags.FULL, gazetteer_tags.KIND, gazetteer_tags.FAME)),
    *((Part(TAG, offset, gazetteer_tags.KIND),) for offset in (-2, -1, 1, 2)),
    *((Part(TAG, offset, gazetteer_tags.FULL),) for offset in (-1, 1)),
    _pair((TAG, 0, gazetteer_tags.FULL), (HERE, 0, vocabulary.SHAPE)),
    _pair((TAG, 0, gazetteer_tags.FULL), (HERE, 0, vocabulary.USUAL)),
    _pair((TAG, 0, gazetteer_tags.KIND), (HERE, -1, vocabulary.WORD)),
    _pair((TAG, 0, gazetteer_tags.KIND), (HERE, 1, vocabulary.WORD)),
    _pair((TAG, 0, gazetteer_tags.KIND), (HERE, 0, vocabulary.COARSE)),
    _pair((HERE, 1, vocabulary.WORD), (TAG, 2, gazetteer_tags.KIND)),
    _pair((TAG, -2, gazetteer_tags.KIND), (HERE, -1, vocabulary.WORD)),
    _pair((TAG, -1, gazetteer_tags.KIND), (TAG, 0, gazetteer_tags.KIND)),
    _pair((TAG, 0, gazetteer_tags.KIND), (TAG, 1, gazetteer_tags.KIND)),
    *(
        (Part(track, 0, column),)
        for track in (FIRST, LAST, BEFORE, AFTER)
        for column in (vocabulary.WORD, vocabulary.COARSE)
    ),
    _pair((LAST, 0, vocabulary.WORD), (CONTEXT, 0, 0)),
    _pair((AFTER, 0, vocabulary.WORD), (CONTEXT, 0, 0)),
    _pair((BEFORE, 0, vocabulary.WORD), (CONTEXT, 0, 0)),
    *((Part(CONTEXT, 0, column),) for column in range(4)),
    _pair((CONTEXT, 0, 1), (TAG, 0, gazetteer_tags.FULL)),
    _pair((CONTEXT, 0, 2), (TAG, 0, gazetteer_tags.KIND)),
    _pair((CONTEXT, 0, 3), (TAG, 0, gazetteer_tags.FULL)),
)

# The templates for lower-case words that are not in names of the gazetteer. These few features are enough to label such
# words as "no name".
PLAIN_TEMPLATES: tuple[Template, ...] = (
    *_word(0, vocabulary.WORD, vocabulary.OUTLINE, vocabulary.FINE, vocabulary.COARSE),
    *_word(-1, vocabulary.WORD, vocabulary.OUTLINE),
    *_word(1, vocabulary.WORD, vocabulary.OUTLINE),
    *_word(2, vocabulary.OUTLINE),
    *((Part(TAG, offset, gazetteer_tags.KIND),) for offset in (-1, 1)),
)


class Sheet(NamedTuple):
    """A text prepared for the tagger.

    Each track has a number per position, with PAD empty positions between sentences.
    """

    tokens: list[Token]
    sentences: list[tuple[int, int]]  # for each sentence, its range of tokens
    tracks: NDArray[np.int32]  # shape (7, number of positions)
    at: NDArray[np.intp]  # for each token, its position
    plain: NDArray[np.bool_]  # for each token, whether it is neither in a name nor in a run of capitalised words


def merge(sheets: Sequence[Sheet]) -> Sheet:
    """Merge the sheets of several texts to compute their features together. The result has no tokens or sentences."""
    shifts = np.cumsum([0, *(sheet.tracks.shape[1] for sheet in sheets[:-1])])
    return Sheet(
        [],
        [],
        np.concatenate([sheet.tracks for sheet in sheets], axis=1),
        np.concatenate([sheet.at + shift for sheet, shift in zip(sheets, shifts, strict=True)]),
        np.concatenate([sheet.plain for sheet in sheets]),
    )


class Features:
    """Converts a text to a `Sheet`, and computes the features of a sheet. Known words are cached."""

    def __init__(self, table: WordTable, best: Best, demonym: Callable[[str], Sequence[str]]) -> None:
        self._vocabulary = Vocabulary(table, demonym)
        self._tags = Tags(best)
        self._contexts = Contexts()
        word = self._vocabulary.values
        self.values: tuple[Growing, ...] = (word, word, word, word, word, self._tags.values, self._contexts.values)

    def __len__(self) -> int:
        return len(self._vocabulary)

    def sheet(self, text: str, start: int = 0, end: int = sys.maxsize) -> Sheet:
        """Return the sheet of a text or a part of it."""
        tokens = tokenize(text, start, end)
        ranges = segments(text, tokens)
        cases, ids = self._read(tokens, ranges)
        kinds, cues = self._vocabulary.kinds.rows[ids].T
        matches = self._tags.matches(text, tokens, kinds.tolist(), ranges)
        lengths = np.array([end - first for first, end in ranges], np.intp)
        at = np.arange(len(tokens)) + PAD * (np.repeat(np.arange(len(ranges)), lengths) + 1)
        tracks = np.zeros((7, len(tokens) + PAD * (len(ranges) + 1)), np.int32)
        runs = find_runs(kinds, ranges, lengths)
        tracks[HERE, at] = ids
        tracks[FIRST, at], tracks[LAST, at], tracks[BEFORE, at], tracks[AFTER, at] = runs.ends(ids)
        tag = tracks[TAG, at] = self._tag(matches, len(tokens))
        use = find_use(self._vocabulary.values.rows[ids, vocabulary.WORD], cues, runs)
        tracks[CONTEXT, at] = self._contexts.ids(runs, matches, use, np.repeat(np.array(cases, np.int32), lengths))
        return Sheet(tokens, ranges, tracks, at, (runs.end == runs.first) & (tag == 0))

    def keys(self, sheet: Sheet) -> NDArray[np.uint32]:
        """Return the features of all tokens, one column per template. A feature is 0 if its template does not apply."""
        out = np.zeros((len(sheet.at), len(TEMPLATES)), np.uint32)
        out[~sheet.plain] = self.some_keys(sheet, sheet.at[~sheet.plain], TEMPLATES)
        out[sheet.plain, : len(PLAIN_TEMPLATES)] = self.some_keys(sheet, sheet.at[sheet.plain], PLAIN_TEMPLATES)
        return out

    def some_keys(self, sheet: Sheet, at: NDArray[np.intp], templates: Sequence[Template]) -> NDArray[np.uint32]:
        """Return the features of the tokens at positions `at`, one column per template."""
        seen: dict[tuple[int, int], NDArray[np.uint32]] = {}
        values = np.zeros((max(map(len, templates)), len(templates), len(at)), np.uint32)
        for column, template in enumerate(templates):
            for depth, part in enumerate(template):
                place = (part.track, part.offset)
                if place not in seen:
                    seen[place] = self.values[part.track].rows[sheet.tracks[part.track, at + part.offset]]
                values[depth, column] = seen[place][:, part.column]
        return combine(templates, values).T

    def _read(self, tokens: list[Token], ranges: list[tuple[int, int]]) -> tuple[list[int], NDArray[np.int32]]:
        """Return how each sentence is capitalised, and the number of each word in its spelling in running text."""
        spelled = [token.text for token in tokens]
        cases = []
        for first, end in ranges:
            case = sentence_case(spelled[first:end])
            cases.append(case)
            if case != NORMAL:
                spelled[first:end] = running(spelled[first:end], case, self._vocabulary)
        return cases, np.array(self._vocabulary.ids(spelled), np.int32)

    def _tag(self, matches: list[Match], size: int) -> NDArray[np.int32]:
        row = np.zeros(size, np.int32)
        for first, end, tag in matches:
            if end == first + 1:
                row[first] = self._tags.id("B", tag)
            else:
                row[first] = self._tags.id("Bm", tag)
                row[first + 1 : end] = self._tags.id("Im", tag)
        return row


def combine(templates: Sequence[Template], values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return one hash per template and token. The hash is 0 if one of the values that it combines is 0.

    `values` has shape (parts, templates, tokens), the result (templates, tokens). Templates with one part ignore the
    second row of `values`.
    """
    single = np.array([len(template) == 1 for template in templates])
    keys = np.array([_salt(template) for template in templates], np.uint32)[:, None] ^ values[0]
    keys = _mix(keys)
    absent = values[0] == 0
    if len(values) > 1:
        keys[~single] = _mix(keys[~single] ^ values[1][~single])
        absent |= (values[1] == 0) & ~single[:, None]
    keys[absent] = 0
    return keys


@cache
def _salt(template: Template) -> int:
    return crc32(repr([tuple(part) for part in template]).encode())


def _mix(key: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return keys mixed by the finalizer of MurmurHash3, so that each input bit changes half of the output bits."""
    key ^= key >> np.uint32(16)
    key *= np.uint32(0x85EBCA6B)
    key ^= key >> np.uint32(13)
    key *= np.uint32(0xC2B2AE35)
    key ^= key >> np.uint32(16)
    return key
