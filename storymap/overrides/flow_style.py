"""Write values as YAML on one line (flow style)."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

_MAX_PLAIN_KEY = 100  # maximum number of characters of a key; longer keys would need YAML's explicit "?" syntax


def to_flow(value: Any) -> str:
    """Return a value in flow style: `{id: geonames:2130404, note: Cold.}`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{to_key(str(k))}: {to_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(to_flow, value)) + "]"
    return _scalar(value)


def to_key(text: str) -> str:
    """Return text as the key of a mapping. The key is quoted if YAML requires this, or if it has more than
    _MAX_PLAIN_KEY characters."""
    return json.dumps(text, ensure_ascii=False) if len(text) > _MAX_PLAIN_KEY else _scalar(text)


def to_entry(name: str | int, value: Any) -> str:
    """Return a key and its value as one line of YAML."""
    return f"{to_key(str(name))}: {to_flow(value)}"


def _scalar(value: Any) -> str:
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = True, True, 10**9
    stream = io.StringIO()
    # The value is written in a list, because it is then quoted as flow style requires, and has no end-of-document mark.
    yaml.dump([value], stream)
    return stream.getvalue().strip()[1:-1]
