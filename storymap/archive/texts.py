"""Find the places in many texts and return them as record batches of Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storymap.archive.partitions import Document, Options, read_documents
from storymap.archive.tables import Tables, to_tables
from storymap.frames import texts as pairs


def tables(
    texts: Iterable[str | tuple[str, str]] | Mapping[str, str],
    *,
    language: str = "",
    home: str | None = None,
    sentences: bool = False,
) -> Tables:
    """Return the places in many texts as record batches.

    `texts` are strings, (id, text) pairs, or a mapping of ids to texts. Strings without ids are numbered from 1. If
    `sentences` is true, the row of each mention contains the sentence around the mention. A text that cannot be read
    has a row with `error` in `documents`, and no mentions.

    Raise OutputError if pyarrow is not installed.
    """
    found = [Document(id=text_id, text=text) for text_id, text in pairs(texts)]
    return to_tables(read_documents(found, Options(language=language, home=home or "", sentences=sentences)))
