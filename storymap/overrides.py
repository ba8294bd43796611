"""places.yaml: the editor's word. It always wins, and says so.

    version: 1
    places:
      Chitose: {id: geonames:2130404}         # this one
      The Old Mill: {name: Old Mill Café, lat: 43.06, lon: 141.35}
      Orient: {ignore: true}                  # not a place

Keys are the words of the article, compared letter by letter. A name that was not found is added wherever the text has it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from storymap.errors import GazetteerError, OverrideError
from storymap.model import Article, Candidate, Mention, Place, Reason, Rejected, Resolution, position
from storymap.ports import Gazetteer

VERSION = 1
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)  # Thai, Lao, Khmer, Japanese, Chinese
KEYS = ("id", "name", "lat", "lon", "ignore")
TOP = ("version", "home", "places")


@dataclass(frozen=True, slots=True)
class Override:
    """What the editor says of one surface, and the line it is said in. Exactly one of `ignore`, `id`, `place` is set."""

    surface: str
    line: int
    ignore: bool = False
    id: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Overrides:
    """A whole places.yaml; `file` is its name as people know it."""

    file: str = "places.yaml"
    by_surface: Mapping[str, Override] = field(default_factory=dict)

    def apply(
        self, article: Article, resolutions: Sequence[Resolution], rejected: Sequence[Rejected], gazetteer: Gazetteer
    ) -> tuple[tuple[Resolution, ...], tuple[Rejected, ...]]:
        """The decisions with the editor's in place of ours. OverrideError: an id that the gazetteer does not know."""
        kept = [r for r in resolutions if r.mention.surface not in self.by_surface]
        spared = [r for r in rejected if r.surface not in self.by_surface]
        for override in self.by_surface.values():
            reason = Reason("override", {"file": self.file, "line": str(override.line)})
            spans = self._spans(article, override.surface)
            if override.ignore:
                spared += [Rejected(override.surface, a, b, reason) for a, b in spans]
                continue
            place = self._place(override, resolutions, gazetteer)
            taken = [(r.mention.start, r.mention.end) for r in kept]
            for a, b in spans:
                if any(a < end and start < b and not (start <= a and b <= end) for start, end in taken):
                    continue  # it would cross a mention that the editor did not speak of
                kept.append(Resolution(Mention(override.surface, a, b), place, 1.0, reason, (Candidate(place, 1.0),)))
        kept.sort(key=lambda r: (r.mention.start, -r.mention.end))
        return tuple(kept), tuple(sorted(spared, key=lambda r: r.start))

    def _spans(self, article: Article, surface: str) -> list[tuple[int, int]]:
        """Every whole-word occurrence of a surface in the text; scripts that do not part words have no whole words."""
        before = "" if _UNSPACED.match(surface[0]) else r"(?<!\w)"
        after = "" if _UNSPACED.match(surface[-1]) else r"(?!\w)"
        return [m.span() for m in re.finditer(before + re.escape(surface) + after, article.text)]

    def _place(self, override: Override, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> Place:
        if override.place is not None:
            return override.place
        try:
            return gazetteer.place(override.id)
        except GazetteerError as error:
            known = [c.place.id for r in resolutions if r.mention.surface == override.surface for c in r.candidates]
            near = difflib.get_close_matches(override.id, known, 1, 0.5) or known[:1]
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise OverrideError(
                f"{override.surface}: no place has the id `{override.id}`.{hint}", file=self.file, line=override.line
            ) from error


def load_overrides(path: Path | None) -> Overrides | None:
    """The overrides of a file; None for no file. OverrideError with file and line for anything that is not understood."""
    if path is None:
        return None
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = YAML(typ="rt", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OverrideError("there is no such file. Check the name given to --places.", file=str(path)) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = {"line": mark.line + 1, "column": mark.column + 1} if mark else {}
        raise OverrideError(f"this is not YAML: {error.problem or error.context}.", file=path.name, **where) from error
    except (YAMLError, UnicodeDecodeError, OSError) as error:
        raise OverrideError(f"cannot be read: {error}.", file=str(path)) from error
    return _Reader(path.name).overrides(data)


class _Reader:
    """Turns YAML values into overrides, and what is wrong into messages with a place."""

    def __init__(self, file: str) -> None:
        self.file = file

    def overrides(self, data: Any) -> Overrides:
        if data is None:
            return Overrides(self.file)
        if not isinstance(data, dict):
            self.fail("it must begin with `version: 1` and a list `places:`", 1, 1)
        self.known_keys(data, TOP, "places.yaml")
        if data.get("version") != VERSION:
            self.fail(
                f"`version: {VERSION}` is missing or not {VERSION}; this storymap reads version {VERSION}.",
                *self.at(data, "version"),
            )
        entries = data.get("places") or {}
        if not isinstance(entries, dict):
            self.fail(
                "`places:` must be followed by names, each with what it is (`Chitose: {id: geonames:2130404}`).",
                *self.at(data, "places"),
            )
        return Overrides(
            self.file, {str(s): self.override(str(s), v, *self.at(entries, s)) for s, v in entries.items()}
        )

    def override(self, surface: str, value: Any, line: int, column: int) -> Override:
        if not isinstance(value, dict) or not value:
            self.fail(f"{surface}: say `id: …`, or `name: …, lat: …, lon: …`, or `ignore: true`.", line, column)
        self.known_keys(value, KEYS, surface)
        if value.get("ignore"):
            return Override(surface, line, ignore=True)
        if "id" in value:
            return Override(surface, line, id=str(value["id"]))
        missing = [k for k in ("lat", "lon") if k not in value]
        if missing:
            self.fail(
                f"{surface}: `{missing[0]}` is missing; a place of your own needs `lat` and `lon` in degrees.",
                line,
                column,
            )
        try:
            at = position(_number(value["lat"]), _number(value["lon"]))
        except (TypeError, ValueError) as error:
            key = "lat" if "latitude" in str(error) else "lon"
            self.fail(f"{surface}: {error}.", *self.at(value, key))
        name = str(value.get("name") or surface)
        place = Place(f"editor:{name}", name, at, feature_class="P", source="editor")
        return Override(surface, line, place=place)

    def known_keys(self, table: Any, allowed: Sequence[str], where: str) -> None:
        for key in table:
            if key not in allowed:
                near = difflib.get_close_matches(str(key), allowed, 1)
                hint = f" Did you mean `{near[0]}`?" if near else ""
                self.fail(
                    f"{where}: `{key}` is not known here; allowed are {', '.join(allowed)}.{hint}", *self.at(table, key)
                )

    def at(self, table: Any, key: Any) -> tuple[int, int]:
        """Line and column of a key, from 1; those of the table when the key is not there."""
        try:
            line, column = table.lc.key(key)
        except (KeyError, AttributeError, TypeError):
            line, column = getattr(getattr(table, "lc", None), "line", 0) or 0, 0
        return line + 1, column + 1

    def fail(self, message: str, line: int, column: int) -> NoReturn:
        raise OverrideError(message, file=self.file, line=line, column=column)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is not a number")
    return float(value)
