"""Convert the argument `places` of the Python API, which can be paths, a mapping or an open file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from storymap.errors import OverrideError

PlacesFiles = str | Path | Mapping[str, Any] | IO[str]


@contextmanager
def places_files(places: PlacesFiles | Sequence[str | Path] | None) -> Iterator[list[Path] | None]:
    """Yield the paths of the places files.

    A mapping, or the content of an open file, is first written to a temporary file.
    """
    if places is None:
        yield None
    elif isinstance(places, str | Path):
        yield [Path(places)]
    elif isinstance(places, Mapping) or hasattr(places, "read"):
        content = _places_yaml(places) if isinstance(places, Mapping) else places.read()
        with TemporaryDirectory(prefix="storymap-") as folder:
            file = Path(folder) / _name_of(places)
            file.write_text(content, encoding="utf-8", newline="\n")
            yield [file]
    else:
        yield [Path(p) for p in places]


def _name_of(places: object) -> str:
    """Return the name of a mapping or an open file in messages."""
    name = getattr(places, "name", None)
    return Path(name).name if isinstance(name, str) and Path(name).name else "the argument places"


def _places_yaml(places: Mapping[str, Any]) -> str:
    """Return the content of a places file for a mapping.

    The mapping is either the whole document, with the key `places`, or only the names and their entries. The content is
    JSON, which is also YAML.
    """
    document = dict(places) if "places" in places else {"version": 1, "places": dict(places)}
    try:
        text = json.dumps({"version": 1, **_plain_values(document)}, ensure_ascii=False, indent=1)
        text.encode()  # this raises an error if the text has unpaired surrogates
    except (RecursionError, ValueError) as error:
        raise OverrideError(f"the mapping cannot be read: {error}.", file="places") from error
    return text


def _plain_values(value: Any) -> Any:
    """Convert a value to a JSON value. Keys become text.

    Numbers of NumPy become plain numbers, and other objects, such as dates, become text.
    """
    if isinstance(value, Mapping):
        return {str(key): _plain_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_values(inner) for inner in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return value.item() if hasattr(value, "item") and not getattr(value, "shape", ()) else str(value)
