"""Read the settings for the articles in a folder and its subfolders.

Settings are in storymap.toml, or in the table [tool.storymap] of pyproject.toml.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from storymap import paths
from storymap.errors import ConfigError
from storymap.language_names import language_problem
from storymap.lazy_pattern import lazy_pattern
from storymap.nearest import did_you_mean, nearest
from storymap.text_mistakes import merge_conflict
from storymap.urls import has_scheme

FILE, SHARED_FILE = "storymap.toml", "pyproject.toml"
TABLE = "tool.storymap"  # the table of settings in pyproject.toml
LARGEST_BYTES = 1_000_000  # maximum size of a settings file, which usually has only a few lines
# Key -> an example value for error messages. Paths are relative to the settings file.
KEYS: Mapping[str, str] = {
    "language": '"en"',
    "home": '"Waco, Texas"',
    "theme": '"slate"',
    "css": '"story.css"',
    "images": '"static"',
    "places": '["places/shared.yaml"]',
    "keep-boilerplate": "true",
    "fetch-images": "true",
    "ground": '"city.pmtiles"',
    "relief": '"off"',
}
_TOML_POSITION = lazy_pattern(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in one file. A setting that the file does not contain has the default value of its field."""

    file: Path | None = None
    language: str = ""  # language of articles that do not declare theirs
    home: str = ""  # where the publisher is based; used if neither the article nor its places file names a home
    theme: str = ""
    css: Path | None = None
    images: Path | None = None  # root folder for paths such as /images/a.jpg
    places: tuple[Path, ...] = ()  # places files for all articles; later files take precedence
    keep_boilerplate: bool = False
    fetch_images: bool = False
    ground: str | Path | None = None  # a PMTiles archive with streets: a path, or a URL
    relief: bool = True  # whether regional views are shaded
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def error(self, key: str, problem: str) -> ConfigError:
        """Return the error for the invalid value of a key, with the line of the key in this file."""
        return ConfigError(f"`{key}` {problem}", file=_shown(self.file or Path(FILE)), line=self.lines.get(key))

    def where(self, key: str) -> str:
        """Return the file and the line of a key, as text for messages."""
        name, line = _shown(self.file or Path(FILE)), self.lines.get(key)
        return name if line is None else f"{name}:{line}"

    def read_css(self) -> str:
        """Return the content of the style sheet, or "" if `css` is not set.

        Raise ConfigError if the style sheet cannot be read.
        """
        if self.css is None:
            return ""
        try:
            return self.css.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise self.error("css", f"names {self.css}, which is not UTF-8 text. Save it as UTF-8.") from error
        except OSError as error:
            raise self.error(
                "css",
                f"names {self.css}, which cannot be read: {error.strerror or error}. Check the path; it is relative to the folder "
                "of the settings file.",
            ) from error


def find_config(folder: Path) -> Config:
    """Return the settings in the nearest file in a folder or its parent folders.

    Return an empty Config if there is no file.

    The search ends at a folder that contains `.git`, at the user's home folder, or at a folder that cannot be read.
    Raise ConfigError if the file with the settings has a mistake.
    """
    try:
        start = folder.resolve()
        home = Path.home().resolve()
    except (OSError, RuntimeError):
        return Config()
    for current in (start, *start.parents):
        if (found := _config_in(current)) is not None:
            return found
        if current == home or not os.access(current, os.R_OK | os.X_OK) or (current / ".git").exists():
            break
    return Config()


def _config_in(folder: Path) -> Config | None:
    """Return the settings in a folder, or None if there are none."""
    own, shared = folder / FILE, folder / SHARED_FILE
    if _is_folder(own):
        raise ConfigError(
            "this is a folder, but storymap reads settings from a file of this name. Rename the folder.",
            file=_shown(own),
        )
    if _is_usable(own):
        return parse_config(_text(own), own, table="")
    if _is_usable(shared):
        try:
            text = _text(shared)
        except ConfigError:  # pyproject.toml may have no settings for storymap, so it need not be readable
            return None
        if "storymap" in text:
            return parse_config(text, shared, table=TABLE)
    return None


def _is_usable(path: Path) -> bool:
    """Return whether the file exists and is trusted.

    In a shared folder such as /tmp, files of other users are not trusted.
    """
    try:
        if not path.is_file():
            return False
        about, folder = path.stat(), path.parent.stat()
    except OSError:
        return False
    is_foreign = hasattr(os, "getuid") and about.st_uid not in (os.getuid(), 0)
    return not (is_foreign and folder.st_mode & 0o002)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _text(path: Path) -> str:
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST_BYTES else None
    except OSError as error:
        raise ConfigError(f"the file cannot be read: {error.strerror or error}.", file=_shown(path)) from error
    if content is None:
        raise ConfigError("the file is larger than 1 MB. Is it the right file?", file=_shown(path))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError("the file is not UTF-8 text. Save it as UTF-8.", file=_shown(path), line=line) from error


def parse_config(text: str, file: Path, *, table: str) -> Config | None:
    """Return the settings in a text, or None if the text does not contain the table.

    `table` is the dotted name of the table, or "" if the whole file is the table. Raise ConfigError for invalid TOML,
    an unknown key, or a value of the wrong type.
    """
    name = _shown(file)
    try:
        data: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also occurs for integers with more than 4,300 digits
        if table and not re.search(r"^\s*\[\s*tool\s*\.\s*storymap\s*\]", text, re.M):
            return None  # the file has no settings for storymap, so the mistake does not concern storymap
        at = _TOML_POSITION.search(str(error))
        problem = _TOML_POSITION.sub("", str(error)).strip() or "too deeply nested"
        line = int(at[1]) if at else None
        if mistake := merge_conflict(text):
            raise ConfigError(f"{mistake.problem}.", file=name, line=mistake.line) from error
        raise ConfigError(f"invalid TOML: {problem}.{_advice(text, line)}", file=name, line=line) from error
    for step in filter(None, table.split(".")):
        data = data.get(step) if isinstance(data, dict) else None
        if data is None:
            return None
    if not isinstance(data, dict):
        raise ConfigError(f"`{table}` must be a table of settings.", file=name, line=_line_of(text, "storymap", ""))
    lines = {key: line for key in data if (line := _line_of(text, key, table)) is not None}
    return _Reader(data, file, lines).config()


class _Reader:
    """Reads the settings in one table of a TOML file."""

    def __init__(self, data: Mapping[str, Any], file: Path, lines: Mapping[str, int]) -> None:
        self.data, self.file, self.lines = data, file, lines

    def config(self) -> Config:
        for key in self.data:
            if key not in KEYS:
                near = nearest(key.replace("_", "-"), KEYS)
                hint = did_you_mean(near, "``") or f" The keys are {', '.join(KEYS)}."
                raise ConfigError(f"unknown key `{key}`.{hint}", file=_shown(self.file), line=self.lines.get(key))
        language = self._string("language")
        if language and (problem := language_problem(language)):
            raise ConfigError(f"`language`: {problem}", file=_shown(self.file), line=self.lines.get("language"))
        images = self._path("images")
        if images is not None and not images.is_dir():
            problem = f"must be a folder; there is no folder {images}.{paths.did_you_mean(images, folders=True)}"
            raise ConfigError(f"`images` {problem}", file=_shown(self.file), line=self.lines.get("images"))
        return Config(
            self.file,
            language,
            self._string("home"),
            self._string("theme"),
            self._path("css"),
            images,
            self._paths("places"),
            self._flag("keep-boilerplate"),
            self._flag("fetch-images"),
            self._path_or_url("ground"),
            self._switch("relief"),
            self.lines,
        )

    def _fail(self, key: str, expected: str) -> NoReturn:
        raise ConfigError(f"`{key}` must be {expected}.", file=_shown(self.file), line=self.lines.get(key))

    def _string(self, key: str) -> str:
        value = self.data.get(key, "")
        if not isinstance(value, str) or (key in self.data and not value.strip()) or "\n" in value or "\0" in value:
            self._fail(key, f"text, such as {KEYS[key]}")
        return value.strip()

    def _flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self._fail(key, "true or false")
        return value

    def _switch(self, key: str) -> bool:
        """Return the value of a setting that is true or false. If the key is missing, the setting is true."""
        value = self.data.get(key, "on")
        if value not in ("on", "off") and not isinstance(value, bool):
            self._fail(key, '"on" or "off"')
        return value in ("on", True)

    def _path(self, key: str) -> Path | None:
        value = self._string(key)
        return self.file.parent / value if value else None

    def _path_or_url(self, key: str) -> str | Path | None:
        value = self._string(key)
        return value if has_scheme(value) else self._path(key)

    def _paths(self, key: str) -> tuple[Path, ...]:
        value = self.data.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() and "\0" not in v for v in values):
            self._fail(key, f"a list of file names, such as {KEYS[key]}")
        return tuple(self.file.parent / v.strip() for v in values)


def _advice(text: str, line: int | None) -> str:
    """Return advice about an invalid line, such as `home = Waco, Texas` without quotation marks, or ""."""
    lines = text.splitlines()
    written = lines[line - 1] if line and line <= len(lines) else ""
    setting = re.fullmatch(r"\s*([\w-]+)\s*([=:])\s*(.*?)\s*", written)
    if setting is None:
        return ""
    key, sign, value = setting.groups()
    plain = value.strip("“”„«»‘’\"'")
    if sum(re.match(rf"\s*{re.escape(key)}\s*=", one) is not None for one in lines[:line]) > 1:
        return f" `{key}` is set twice: remove one of the lines."
    if value[:1] in '"' and "\\" in value:
        return f' Write paths with /: {key} = "{plain.replace(chr(92), "/")}".'
    if value[:1] in tuple("“”„«»‘’"):
        return f' Use straight quotation marks: {key} = "{plain}".'
    if sign == ":" or re.fullmatch(r"[^\s\"'\[{#][^\"#]*", value):
        return f' Put text in quotation marks: {key} = "{plain}".'
    return ""


def _line_of(text: str, key: str, table: str) -> int | None:
    """Return the line number of a key, counted from 1.

    tomllib does not report positions, so the text is searched: first below the header of the table, then everywhere.
    Return None if the key is not found, for example because it is written with escapes in an inline table.
    """
    lines = text.splitlines()
    written = rf"""["']?{re.escape(key)}["']?"""
    header = re.compile(r"\s*\[\s*" + r"\s*\.\s*".join(map(re.escape, table.split("."))) + r"\s*\]")
    first = next((i + 1 for i, line in enumerate(lines) if table and header.match(line)), 0)
    for start, pattern in (
        (first, rf"\s*{written}\s*="),  # home = "…"
        (0, rf"\s*[\w.\s\"'-]*\.\s*{written}\s*="),  # storymap.home = "…"
        (0, rf"\s*\[[^\]]*\.\s*{written}\s*\]|\s*\[\s*{written}\s*\]"),  # [tool.storymap.home]
        (0, rf".*[{{,]\s*{written}\s*="),  # storymap = {home = "…"}
    ):
        found = re.compile(pattern)
        for number, line in enumerate(lines[start:], start + 1):
            if found.match(line):
                return number
    return None


def _shown(path: Path) -> str:
    """Return a path to show in messages. The path is relative if the file is inside the current folder."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
