"""Detection of the language of texts that do not declare one."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.read import read_string
from storymap.read.language import language_of

SEED = Path(__file__).parents[2] / "seeds" / "000_b6515417aea22efc.txt"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", SEED.read_text(encoding="utf-8")),
        ("de", "Der Nachtzug fährt um neun Uhr in Hannover ab und hält in Würzburg."),
        ("fr", "Les quais de Saône se remplissent dès le printemps, et l'on descend."),
        ("es", "En la costa los viajeros esperan la línea desde hace muchos años."),
        ("ja", "稚内とコルサコフを結ぶフェリーが再開した。"),
        ("ru", "Паром снова ходит по расписанию, и туристы едут на острова."),
        ("uk", "Нічний потяг зупиняється у Вінниці, а з Ужгорода їдуть автобуси."),
        ("ar", "ينطلق القطار من القاهرة إلى الإسكندرية مرورا بمدينة طنطا."),
        ("en", "Waco, Texas"),  # this text is too short to detect its language
        ("en", "1234"),
    ],
)
def test_language_is_detected(language: str, text: str) -> None:
    assert language_of(text) == language


def test_declared_language_takes_precedence() -> None:
    text = "Der Nachtzug fährt um neun Uhr in Hannover ab und hält in Würzburg."
    assert read_string(text).language == "de"
    assert read_string(text, language="nds").language == "nds"
