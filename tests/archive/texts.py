"""Short texts with known places, as the inputs of archive tests."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from storymap.archive.partitions import Document, Options, read_documents
from storymap.archive.tables import Rows

TOWNS = ("Otaru", "Rishiri", "Lyon", "Nairobi", "Cusco", "Tbilisi", "Hobart", "Bergen", "Quito", "Riga")
DEADLY = "This document ends the process."


def text(number: int) -> str:
    """Return a text with two places."""
    first, second = TOWNS[number % len(TOWNS)], TOWNS[(number + 3) % len(TOWNS)]
    return f"The bus from {first} was late. She wrote from {second} that she would stay in {second} for a week."


def write_lines(file: Path, count: int, extra: Sequence[object] = ()) -> Path:
    """Write a JSON Lines file with `count` documents, and with the values in `extra` after them."""
    records = [{"id": f"d{n}", "text": text(n), "published": f"{1990 + n % 30}-05-01"} for n in range(count)]
    file.write_text("".join(json.dumps(record) + "\n" for record in [*records, *extra]), encoding="utf-8")
    return file


def read_or_die(documents: Sequence[Document], options: Options) -> Rows:
    """Do what `read_documents` does, but end the process without a message if the text of a document is DEADLY."""
    if any(document.text == DEADLY for document in documents):
        os._exit(9)
    return read_documents(documents, options)
