"""Images of markers are scaled down and sanitised, and their total size is limited."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from storymap.render import icons
from storymap.render.icons import clean_svg, embed_icons

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'


def embed(tmp_path: Path, name: str, content: bytes) -> tuple[dict[str, str], list[str]]:
    (tmp_path / name).write_bytes(content)
    warnings: list[str] = []
    return embed_icons([name], lambda file: tmp_path / file, warn=warnings.append), warnings


def test_png_is_scaled_down(tmp_path: Path) -> None:
    into = io.BytesIO()
    Image.new("RGBA", (900, 600), "red").save(into, "PNG")
    found, _ = embed(tmp_path, "a.png", into.getvalue())
    assert found["a.png"].startswith("data:image/png;base64,")
    assert len(found["a.png"]) < 1000


@pytest.mark.parametrize(
    "part",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/a.png"/>',
        '<use href="#a"/>',
        "<style>path{fill:url(https://example.org)}</style>",
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<path d="M0 0h9" onclick="alert(1)" style="fill:url(https://example.org/x)" filter="url(#f)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
    ],
)
def test_svg_keeps_only_shapes(part: str) -> None:
    cleaned = clean_svg(SVG.format(f'<path d="M1 1h5v5z" fill="#123456"/>{part}').encode())
    assert '<path d="M1 1h5v5z" fill="#123456"/>' in cleaned
    for word in ("script", "example.org", "javascript", "onclick", "style", "href", "foreign", "animate", "filter"):
        assert word not in cleaned


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"<svg", "not well-formed"),
        (b"<html/>", "not an SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "no viewBox"),
        (SVG.format("<text>a</text>").encode(), "no shapes"),
        (b"GIF89a", "not a PNG"),
    ],
)
def test_unusable_marker_is_left_out_with_reason(tmp_path: Path, content: bytes, problem: str) -> None:
    found, warnings = embed(tmp_path, "a.svg", content)
    assert found == {}
    assert problem in warnings[0]


def test_missing_and_too_many_markers_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warnings: list[str] = []
    assert embed_icons(["no.svg"], lambda file: None, warn=warnings.append) == {}
    monkeypatch.setattr(icons, "BUDGET", 10)
    assert embed(tmp_path, "a.svg", SVG.format('<path d="M0 0h9"/>').encode())[0] == {}
