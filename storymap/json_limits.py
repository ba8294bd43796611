"""Parse JSON that is not trusted. Python's limits of depth and of digits become errors with plain messages."""

from __future__ import annotations

import json
import sys
from typing import Any


class JsonLimitError(ValueError):
    """A JSON text exceeds a limit of Python."""


def parse_json(text: str | bytes, **options: Any) -> Any:
    """Return the value of a JSON text. `options` are passed to `json.loads`.

    Raise JsonLimitError if the text is nested too deeply (about 1,000 levels with Python 3.11), or if a whole number
    has more than 4,300 digits. Raise json.JSONDecodeError if the text is not JSON, and UnicodeDecodeError if bytes are
    not UTF-8.
    """
    try:
        return json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text, **options)
    except RecursionError as error:
        raise JsonLimitError("the JSON is nested too deeply") from error
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise
    except ValueError as error:  # Python refuses to convert longer numbers, because this takes too long
        raise JsonLimitError(f"a number has more than {sys.get_int_max_str_digits():,} digits") from error
