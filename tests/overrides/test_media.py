"""Pictures, layers, markers and the journey in places.yaml."""

from __future__ import annotations

import pytest

from storymap.errors import OverrideError
from storymap.model import LayerSource
from storymap.overrides import Overrides
from storymap.overrides.read import load_overrides_text


def load(text: str) -> Overrides:
    return load_overrides_text(f"version: 1\n{text}\n", "places.yaml")


def scene(fields: str) -> Overrides:
    return load(f"scenes:\n  p4: {{{fields}}}")


def test_picture_with_caption_and_credit() -> None:
    (figure,) = scene("image: a.jpg, alt: A mill, caption: In May, credit: A. R.").scenes["p4"].figures
    assert (figure.source, figure.alt, figure.caption, figure.credit) == ("a.jpg", "A mill", "In May", "A. R.")
    assert figure.where == "places.yaml:3"
    assert scene("image: {file: a.jpg, alt: A mill}").scenes["p4"].figures[0].source == "a.jpg"


def test_gallery_and_recording() -> None:
    figures = scene("images: [{file: a.jpg}, {file: b.jpg, alt: B}]").scenes["p4"].figures
    assert [f.source for f in figures] == ["a.jpg", "b.jpg"]
    (video,) = scene("video: https://example.org/v, poster: p.jpg, alt: P").scenes["p4"].figures
    assert (video.medium, video.link, video.source) == ("video", "https://example.org/v", "p.jpg")


def test_layers_icons_and_journey() -> None:
    found = load(
        "layers: [{file: a.gpx, label: A, style: front, credit: C}]\nicons: {mountain: m.svg}\njourney: [A, B]"
    )
    assert found.layers == (LayerSource("a.gpx", "A", "front", "C", "places.yaml:2"),)
    assert found.icons == {"mountain": "m.svg"}
    assert found.journey == ("A", "B")
    assert load("places: {A: {icon: a.svg}}").entries[0].icon == "a.svg"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("scenes: {p4: {image: a.jpg, images: [{file: b.jpg}]}}", "`image` and `images` cannot be combined"),
        ("scenes: {p4: {alt: A mill}}", "p4: `alt` needs a picture"),
        ("scenes: {p4: {image: a.jpg, poster: b.jpg}}", "`poster` is only allowed with"),
        ("scenes: {p4: {images: a.jpg}}", "`images` must be a list of 1 to 12"),
        ("scenes: {p4: {images: [{alt: A}]}}", "expected {file: a.jpg"),
        ("scenes: {p4: {images: [{file: a.jpg}], alt: A}}", "`alt` belongs to one picture"),
        ("scenes: {p4: {image: {file: a.jpg}, alt: A}}", "put `alt` into `image`"),
        ("scenes: {p4: {video: clip.mp4}}", "`video` must be the URL"),
        ("scenes: {p4: {audio: 'javascript:alert(1)'}}", "`audio` must be the URL"),
        ("layers: a.gpx", "`layers` must be a list"),
        ("layers: [a.gpx]", "layers: expected an entry such as"),
        ("layers: [{file: a.gpx, style: dots}]", "`style` must be one of line, front, flood"),
        ("scenes: {p4: {layers: [{file: a.gpx, colour: red}]}}", "p4, layers: unknown key `colour`"),
        ("icons: {peak: a.svg}", "unknown key `peak`"),
        ("journey: 5", "`journey` must be true, false or a list"),
        ("journey: [A]", "`journey` must be true, false or a list"),
    ],
)
def test_mistake_is_reported(text: str, problem: str) -> None:
    with pytest.raises(OverrideError) as raised:
        load(text)
    assert problem in str(raised.value)
    assert str(raised.value).startswith("places.yaml:2")
