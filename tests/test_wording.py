"""Wording files: every language has the same keys and placeholders, and all plural forms."""

from __future__ import annotations

import re
import tomllib

import pytest

from storymap.resolve.features import FEATURES
from storymap.resources import PACKAGE
from storymap.wording import LANGUAGES, Wording, plural

_FORM = re.compile(r"\.(zero|one|two|few|many|other)$")


def table(language: str) -> dict[str, str]:
    found: dict[str, str] = {}

    def flatten(value: object, key: str) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                flatten(inner, f"{key}.{name}" if key else name)
        else:
            found[key] = str(value)

    flatten(tomllib.loads((PACKAGE / "wording" / f"{language}.toml").read_text(encoding="utf-8")), "")
    return found


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_wording_files_match_supported_languages() -> None:
    assert sorted(p.stem for p in (PACKAGE / "wording").glob("*.toml")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_has_same_keys_as_english(language: str) -> None:
    english, translated = table("en"), table(language)
    assert {_FORM.sub("", key) for key in translated} == {_FORM.sub("", key) for key in english}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_have_same_placeholders_as_english(language: str) -> None:
    english = table("en")
    for key, sentence in table(language).items():
        base = english.get(key) or english[_FORM.sub(".other", key)]
        optional = {"count"} if _FORM.search(key) else set()  # a form such as "two places" does not contain the number
        assert placeholders(sentence) - optional == placeholders(base) - optional, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_counted_sentences_have_all_plural_forms(language: str) -> None:
    sentences = table(language)
    counted = {_FORM.sub("", key) for key in sentences if key.endswith(".other")}
    for key in counted:
        for number in range(1, 130):
            assert f"{key}.{plural(language, number)}" in sentences, (key, number)


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [("ru", 21, "one"), ("ru", 11, "many"), ("uk", 3, "few"), ("uk", 12, "many"), ("fr", 0, "one"), ("ar", 2, "two"), ("ar", 103, "few"), ("ar", 100, "other"), ("ja", 1, "other")],
)  # fmt: skip
def test_number_has_plural_form_of_its_language(language: str, number: int, form: str) -> None:
    assert plural(language, number) == form


def test_unknown_language_falls_back_to_english() -> None:
    assert Wording("xx").effective_language == "en"
    assert Wording("xx").count("page.kicker", 2) == "Story map · 2 places"
    assert Wording("ru-RU").count("page.kicker", 22) == "Карта-история · 22 места"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_piece_of_evidence_has_a_description(language: str) -> None:
    assert {f"evidence.{name}" for name in FEATURES} == {key for key in table(language) if key.startswith("evidence.")}
