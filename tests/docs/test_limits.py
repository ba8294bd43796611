"""Each row of docs/reference/size-limits.md is true: its limit, its message and its exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.docs.blocks import DOCS
from tests.docs.limits import CASES

UNITS = {"KB": 1_000, "MB": 1_000_000, "million": 1_000_000}


class Row(NamedTuple):
    """A row of a table: what is limited, the number of the limit, the message, the exit code."""

    what: str
    limit: int
    message: str
    code: int


def rows() -> list[Row]:
    found = []
    for line in (DOCS / "reference" / "size-limits.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] != "what":
            what, limit, message, code = cells
            number = re.search(r"[\d,]*\d", limit)
            unit = re.search(r"\b(KB|MB|million)\b", limit)
            assert number, limit
            value = int(number[0].replace(",", "")) * (UNITS[unit[0]] if unit else 1)
            found.append(Row(what, value, message, int(code)))
    return found


ROWS = {row.what: row for row in rows()}


def test_tables_and_cases_have_the_same_rows() -> None:
    assert set(ROWS) == set(CASES)
    assert len(ROWS) == len(rows())


@pytest.mark.thorough
@pytest.mark.parametrize("what", CASES)
def test_limit_has_its_message_and_exit_code(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row, case = ROWS[what], CASES[what]
    assert row.limit == case.constant or not case.constant
    monkeypatch.chdir(tmp_path)
    ran = case.exceed(tmp_path, row.limit)
    answers = [json.loads(line).get("error", "") for line in ran.out.splitlines() if line.startswith(b"{")]
    said = " ".join("\n".join([ran.err.replace("storymap: ", ""), *answers]).split())
    expected = ".*?".join(re.escape(part.strip()) for part in row.message.split("…"))
    assert re.search(expected, said), said[-500:]
    assert ran.code == row.code
