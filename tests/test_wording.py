"""Every language says everything, with the same things filled in, in every form its numbers take."""

from __future__ import annotations

import re
import tomllib

import pytest

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


def slots(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_every_file_is_a_language_and_every_language_has_a_file() -> None:
    assert sorted(p.stem for p in (PACKAGE / "wording").glob("*.toml")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything_that_english_says(language: str) -> None:
    english, spoken = table("en"), table(language)
    assert {_FORM.sub("", key) for key in spoken} == {_FORM.sub("", key) for key in english}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_things_are_filled_in(language: str) -> None:
    english = table("en")
    for key, sentence in table(language).items():
        base = english.get(key) or english[_FORM.sub(".other", key)]
        may_be_left = {"count"} if _FORM.search(key) else set()  # "two places" needs no figure
        assert slots(sentence) - may_be_left == slots(base) - may_be_left, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_its_form(language: str) -> None:
    spoken = table(language)
    counted = {_FORM.sub("", key) for key in spoken if key.endswith(".other")}
    for key in counted:
        for number in range(1, 130):
            assert f"{key}.{plural(language, number)}" in spoken, (key, number)


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [("ru", 21, "one"), ("ru", 11, "many"), ("uk", 3, "few"), ("uk", 12, "many"), ("fr", 0, "one"), ("ar", 2, "two"), ("ar", 103, "few"), ("ar", 100, "other"), ("ja", 1, "other")],
)  # fmt: skip
def test_numbers_take_the_forms_of_their_language(language: str, number: int, form: str) -> None:
    assert plural(language, number) == form


def test_an_unknown_language_is_spoken_to_in_english() -> None:
    assert Wording("xx").spoken == "en"
    assert Wording("xx").count("page.mentioned", 2) == "Mentioned 2 times:"
    assert Wording("ru-RU").count("page.kicker", 22) == "Статья с картой · 22 места"
