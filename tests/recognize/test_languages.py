"""The data files of languages: keys, types, and languages without a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storymap.given_names import given_names
from storymap.recognize.languages.data import FOLDER, NOT_EVERYDAY, Language, language_data, read_keys

FILES = sorted(path for path in FOLDER.glob("*.toml") if len(path.stem) <= 3)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_language_file_loads(path: Path) -> None:
    language = language_data(path.stem)
    assert language.code == path.stem
    assert language.countries
    assert all(re.fullmatch("[A-Z]{2}", country) for country in language.countries)
    patterns = [row[0] for row in language.admin1_adjectives]
    assert all(re.compile(pattern) for pattern in [*patterns, language.admin1_suffix_pattern])


@pytest.mark.parametrize("key", ["place_preposition", "code", "given_names"])
def test_unknown_key_is_error_with_file_and_key(tmp_path: Path, key: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(f'{key} = "in"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=rf"xx\.toml: unknown key '{key}'; the keys are countries, "):
        read_keys(path)


@pytest.mark.parametrize("line", ['capitalizes_nouns = "yes"', 'articles = ["der"]', 'case_endings = "s"'])
def test_value_of_wrong_type_is_error_with_file_and_key(tmp_path: Path, line: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"xx\.toml: '{line.split(maxsplit=1)[0]}' must be "):
        read_keys(path)


def test_region_and_letter_case_of_language_tag_are_ignored() -> None:
    assert language_data("DE-at") is language_data("de")


@pytest.mark.parametrize("tag", ["", "qqq", "scores", "../languages/de"])
def test_language_without_file_has_given_names_only(tag: str) -> None:
    language = language_data(tag)
    assert language == Language(language.code, given_names=given_names())


def test_everyday_words_have_excess_frequency() -> None:
    german = language_data("de")
    assert german.excess_frequency("halle") > german.excess_frequency("essen") > NOT_EVERYDAY
    assert german.excess_frequency("hannover") == NOT_EVERYDAY
