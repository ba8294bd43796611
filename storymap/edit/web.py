"""Read values from HTTP requests, and write values as HTTP responses."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from storymap.edit.access import HEADERS
from storymap.edit.request_fields import ChangeError, RequestError
from storymap.errors import OverrideError
from storymap.model import Position, position

MAX_BODY = 100_000  # maximum number of bytes in the body of a request
_MAX_DIGITS = 9  # maximum number of digits in an offset


async def json_body(request: Request) -> dict[str, Any]:
    """Return the JSON object in the body of a request.

    Raise RequestError if the body is not a JSON object or is too large.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise RequestError("the content type must be application/json.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise RequestError(f"the body must have at most {MAX_BODY // 1000} KB.")
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestError("the body is not JSON.") from error
    if not isinstance(value, dict):
        raise RequestError("the body must be a JSON object.")
    return value


async def binary_body(request: Request, most: int) -> bytes:
    """Return the body of a request. Raise ChangeError if the body has more than `most` bytes."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise ChangeError("file-large", most=most // 1_000_000)
    return bytes(body)


def number_parameter(request: Request, name: str) -> int:
    """Return the number in a query parameter, or 0 if the parameter is missing."""
    return offset_parameter(request, name) if name in request.query_params else 0


def offset_parameter(request: Request, name: str) -> int:
    """Return the offset in a query parameter. Raise RequestError if the parameter is missing or not a number."""
    value = request.query_params.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > _MAX_DIGITS:
        raise RequestError(f"`{name}` must be a whole number.")
    return int(value)


def position_parameter(request: Request) -> Position | None:
    """Return the position in the query parameters `lat` and `lon`, or None if the position is missing or invalid."""
    try:
        return position(float(request.query_params["lat"]), float(request.query_params["lon"]))
    except (KeyError, ValueError):
        return None


def json_response(value: dict[str, Any], status: int = 200) -> Response:
    """Return a JSON response with the HTTP headers of the editor."""
    return JSONResponse(value, status, HEADERS)


async def invalid_request(request: Request, error: Exception) -> Response:
    """Return the response for a RequestError."""
    return json_response({"problem": f"Invalid request: {error}"}, 400)


async def failed(request: Request, error: Exception) -> Response:
    """Return the response for a StorymapError: status 409 for a problem with places.yaml, otherwise 422."""
    return json_response({"problem": str(error)}, 409 if isinstance(error, OverrideError) else 422)
