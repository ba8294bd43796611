"""storymap.toml: which file applies, the effects of its values, and error messages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import storymap
from storymap.cli import main
from storymap.config import find_config
from storymap.errors import ConfigError


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# ---------- which file applies


def test_nearest_file_applies(tmp_path: Path) -> None:
    write(tmp_path / "storymap.toml", 'home = "Waco"\n')
    write(tmp_path / "a" / "pyproject.toml", '[tool.storymap]\nhome = "Sapporo"\n')
    (tmp_path / "a" / "b").mkdir()
    assert find_config(tmp_path / "a" / "b").home == "Sapporo"
    assert find_config(tmp_path).home == "Waco"


def test_storymap_toml_takes_precedence_over_pyproject_in_same_folder(tmp_path: Path) -> None:
    write(tmp_path / "storymap.toml", 'home = "Waco"\n')
    write(tmp_path / "pyproject.toml", '[tool.storymap]\nhome = "Sapporo"\n')
    assert find_config(tmp_path).home == "Waco"


def test_pyproject_without_storymap_table_is_ignored(tmp_path: Path) -> None:
    write(tmp_path / "storymap.toml", 'home = "Waco"\n')
    write(tmp_path / "a" / "pyproject.toml", '[tool.other]\nname = "storymap"\n')
    write(tmp_path / "b" / "pyproject.toml", "# storymap\nbroken = [\n")
    assert find_config(tmp_path / "a").home == find_config(tmp_path / "b").home == "Waco"


def test_search_ends_at_the_repository(tmp_path: Path) -> None:
    write(tmp_path / "storymap.toml", 'home = "Waco"\n')
    (tmp_path / "blog" / ".git").mkdir(parents=True)
    (tmp_path / "blog" / "posts").mkdir()
    assert find_config(tmp_path / "blog" / "posts").file is None
    write(tmp_path / "blog" / "storymap.toml", 'home = "Sapporo"\n')
    assert find_config(tmp_path / "blog" / "posts").home == "Sapporo"


def test_search_ends_at_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "storymap.toml", 'home = "Waco"\n')
    (tmp_path / "jane" / "posts").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "jane"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "jane"))
    assert find_config(tmp_path / "jane" / "posts").file is None


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root to give a file to another user")
def test_file_of_another_user_in_a_world_writable_folder_is_ignored(tmp_path: Path) -> None:
    path = write(tmp_path / "storymap.toml", 'home = "Waco"\n')
    os.chown(path, 12345, 12345)
    assert find_config(tmp_path).home == "Waco"
    tmp_path.chmod(0o777)
    assert find_config(tmp_path).home == ""


# ---------- values


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    text = 'css = "a.css"\nimages = "static"\nplaces = ["x.yaml", "../y.yaml"]\nkeep-boilerplate = true\nfetch-images = true\n'
    config = find_config(write(tmp_path / "storymap.toml", text).parent)
    assert (config.css, config.images) == (tmp_path / "a.css", tmp_path / "static")
    assert config.places == (tmp_path / "x.yaml", tmp_path / "../y.yaml")
    assert config.keep_boilerplate and config.fetch_images


def test_article_and_option_take_precedence_over_language_setting(tmp_path: Path) -> None:
    write(tmp_path / "storymap.toml", 'language = "de"\n')
    plain = write(tmp_path / "a.txt", "The ferry left Otaru in the morning and went to Rishiri with all of them.\n")
    declared = write(tmp_path / "b.md", "---\nlang: fr\n---\n\nThe ferry left Otaru.\n")
    assert storymap.build(plain).story.article.language == "de"
    assert storymap.build(declared).story.article.language == "fr"
    assert storymap.build(declared, language="es").story.article.language == "es"


def test_home_in_settings_is_overridden_by_places_yaml_then_article_then_option(tmp_path: Path) -> None:
    write(tmp_path / "storymap.toml", 'home = "A"\n')
    article = write(tmp_path / "a.md", "The ferry left Otaru.\n")

    def home() -> str:
        found = storymap.build(article).story.article.home
        return found.name if found else ""

    assert home() == "A"
    write(tmp_path / "places.yaml", "version: 1\nhome: B\n")
    assert home() == "B"
    write(article, "---\nhome: C\n---\n\nThe ferry left Otaru.\n")
    assert home() == "C"
    found = storymap.build(article, home="D").story.article.home
    assert found is not None and found.name == "D"


def test_theme_and_css_apply_to_command_and_python_function(tmp_path: Path) -> None:
    write(tmp_path / "storymap.toml", 'theme = "slate"\ncss = "own.css"\n')
    write(tmp_path / "own.css", ".text { letter-spacing: .01em }\n")
    article = write(tmp_path / "a.txt", "The ferry left Otaru.\n")
    assert main(["build", str(article)]) == 0
    slate = article.with_suffix(".html").read_text(encoding="utf-8")
    assert "letter-spacing: .01em" in slate
    assert storymap.build(article).html() == slate
    assert main(["build", str(article), "--theme", "paper"]) == 0  # this is the default, but it was given explicitly
    assert article.with_suffix(".html").read_text(encoding="utf-8") != slate


def test_flag_in_settings_can_be_overridden(tmp_path: Path) -> None:
    write(tmp_path / "storymap.toml", "keep-boilerplate = true\n")
    text = "The ferry left Otaru for Rishiri.\n\nSubscribe to our newsletter.\n"
    article = write(tmp_path / "a.txt", text)
    page = article.with_suffix(".html")
    assert main(["build", str(article)]) == 0
    kept = page.read_text(encoding="utf-8")
    assert main(["build", str(article), "--no-keep-boilerplate"]) == 0
    assert "newsletter" in kept and page.read_text(encoding="utf-8") != kept


# ---------- errors


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('\nhome = "x"\nlangauge = "en"\n', ":3: unknown key `langauge`. Did you mean `language`?"),
        ("keep_boilerplate = true\n", ":1: unknown key `keep_boilerplate`. Did you mean `keep-boilerplate`?"),
        ('[zzz]\nhome = "x"\n', ":1: unknown key `zzz`. The keys are language, home,"),
        ('home = "x"\n"fetch-images" = "yes"\n', ":2: `fetch-images` must be true or false."),
        ("language = 7\n", ":1: `language` must be text"),
        ('language = "not a language"\n', ":1: `language`: “not a language” is not a language tag"),
        ('home = ""\n', ":1: `home` must be text"),
        ("places = [1]\n", ":1: `places` must be a list of file names"),
        ("places = {a = 1}\n", ":1: `places` must be a list of file names"),
        ('images = "none"\n', ":1: `images` must be a folder"),
        ("home = \n", ":1: invalid TOML"),
        ("a = 1\na = 2\n", ":2: invalid TOML"),
        ("a = " + "[" * 5000 + "\n", "invalid TOML"),
    ],
)
def test_message_about_invalid_setting_has_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    write(tmp_path / "storymap.toml", text)
    article = write(tmp_path / "a.txt", "The ferry left Otaru.\n")
    assert main(["places", str(article)]) == 2
    said = capsys.readouterr().err
    assert "storymap.toml" in said and says in said and "Traceback" not in said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[project]\nhome = "x"\n\n[tool.storymap]\nhome = 7\n', 5),
        ("[tool]\nstorymap.home = 7\n", 2),
        ("[tool]\nstorymap = {theme = 'paper', home = 7}\n", 2),
        ("[ tool . storymap ]\n'home'=7\n", 2),
        ("[tool.storymap.home]\nx = 1\n", 1),
    ],
)
def test_line_in_pyproject_is_that_of_the_key(tmp_path: Path, text: str, line: int) -> None:
    write(tmp_path / "pyproject.toml", text)
    with pytest.raises(ConfigError) as caught:
        find_config(tmp_path)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ('theme = "neon"\n', 2, "storymap.toml:1: `theme` must be one of paper"),
        ('css = "none.css"\n', 2, "storymap.toml:1: `css` names"),
        ('places = ["none.yaml"]\n', 2, "storymap.toml:1: `places` names"),
    ],
)
def test_message_about_missing_file_has_line_of_setting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, says: str
) -> None:
    write(tmp_path / "storymap.toml", text)
    article = write(tmp_path / "a.txt", "The ferry left Otaru.\n")
    assert main(["build", str(article)]) == code
    assert says in capsys.readouterr().err


def test_message_about_encoding_has_line(tmp_path: Path) -> None:
    (tmp_path / "storymap.toml").write_bytes(b'\nhome = "\xff"\n')
    with pytest.raises(ConfigError, match=r"storymap\.toml:2: the file is not UTF-8"):
        find_config(tmp_path)
    (tmp_path / "storymap.toml").write_bytes(b'\xef\xbb\xbfhome = "Waco"\r\n')
    assert find_config(tmp_path).home == "Waco"
