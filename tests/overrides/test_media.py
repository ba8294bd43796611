"""Pictures, layers, markers and the journey in places.yaml."""

from __future__ import annotations

import pytest

from storymap.errors import OverrideError
from storymap.model import Figure, LayerSource
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


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("scenes: {p4: {video: 'ftp://example.org/v'}}", "`video` must be the URL"),
        ("scenes: {p4: {video: 'https:///v'}}", "`video` must be the URL"),
        ("scenes: {p4: {images: []}}", "`images` must be a list of 1 to 12"),
        (f"scenes: {{p4: {{images: [{', '.join(['{file: a.jpg}'] * 13)}]}}}}", "`images` must be a list of 1 to 12"),
        ("layers: []", "`layers` must be a list of 1 to 40"),
        (f"layers: [{', '.join(['{file: a.gpx}'] * 41)}]", "`layers` must be a list of 1 to 40"),
        ("layers: [{label: A}]", "expected an entry such as"),
        ("journey: [A, 5]", "`journey` must be true, false or a list"),
        ("journey: [A, ' ']", "`journey` must be true, false or a list"),
        ("scenes: {p4: {image: {alt: A}}}", "`file` is missing"),
        ("scenes: {p4: {images: [{file: a.jpg, size: 5}]}}", "unknown key `size`"),
        ("scenes: {p4: {poster: a.jpg}}", "`poster` needs a picture"),
    ],
)
def test_mistake_at_a_limit_is_reported(text: str, problem: str) -> None:
    with pytest.raises(OverrideError, match=r"^places\.yaml:2") as raised:
        load(text)
    assert problem in str(raised.value)


def test_longest_lists_are_allowed() -> None:
    assert len(scene(f"images: [{', '.join(['{file: a.jpg}'] * 12)}]").scenes["p4"].figures) == 12
    assert len(load(f"layers: [{', '.join(['{file: a.gpx}'] * 40)}]").layers) == 40
    assert load("journey: [A, ' B  C ']").journey == ("A", "B C")
    assert (load("journey: true").journey, load("journey: false").journey, load("home: A").journey) == (
        True,
        False,
        None,
    )


def test_pictures_of_places_yaml_follow_the_start_of_the_article() -> None:
    figures = [
        *scene("image: a.jpg").scenes["p4"].figures,
        *scene("image: {file: a.jpg}").scenes["p4"].figures,
        *scene("images: [{file: a.jpg}]").scenes["p4"].figures,
    ]
    assert figures == [Figure("a.jpg", 0, where="places.yaml:3")] * 3
    (sound,) = scene("audio: http://example.org/a").scenes["p4"].figures
    assert sound == Figure("", 0, where="places.yaml:3", medium="audio", link="http://example.org/a")


def test_layers_have_their_own_lines_and_the_first_style() -> None:
    found = load("layers:\n  - {file: a.gpx}\n  - {file: b.gpx, style: flood}").layers
    assert found == (
        LayerSource("a.gpx", where="places.yaml:3"),
        LayerSource("b.gpx", "", "flood", "", "places.yaml:4"),
    )
