"""Images of the article: found in its folder, resized, rotated, without metadata, within a size budget."""

from __future__ import annotations

import base64
import io
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from storymap.model import Figure
from storymap.render import images as pictures
from storymap.render.article import article_html
from storymap.render.options import Picture
from storymap.site import image_file
from tests.render import stories


def photo(path: Path, size: tuple[int, int] = (2000, 1500), colour: str = "navy", **more: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path, **more)  # type: ignore[arg-type]


def embed(folder: Path, *sources: str) -> tuple[dict[str, Picture], list[str]]:
    warned: list[str] = []
    find = partial(image_file, article=folder / "article.md")
    found = pictures.embed([Figure(s, 0) for s in sources], find, remote=False, warn=warned.append)
    return found, warned


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(picture.address.partition(",")[2])))


def test_image_in_folder_of_article_is_resized_and_embedded(tmp_path: Path) -> None:
    photo(tmp_path / "a b.jpg")
    found, warned = embed(tmp_path, "a%20b.jpg")
    picture = found["a%20b.jpg"]
    assert (picture.width, picture.height) == (1280, 960) == opened(picture).size
    assert picture.address.startswith("data:image/webp;base64,") and warned == []


def test_image_is_rotated_and_metadata_is_removed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated 90°
    exif[0x010F] = "Secret camera"
    photo(tmp_path / "turned.jpg", (400, 200), exif=exif)
    picture = embed(tmp_path, "turned.jpg")[0]["turned.jpg"]
    assert (picture.width, picture.height) == (200, 400)
    assert b"Secret" not in base64.b64decode(picture.address.partition(",")[2])


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("missing.jpg", "not found beside the article"),
        ("../outside.jpg", "not found beside the article"),
        ("drawing.svg", "not a JPEG, PNG, WebP or GIF"),
    ],
)
def test_invalid_image_is_left_out_with_warning(tmp_path: Path, source: str, says: str) -> None:
    folder = tmp_path / "article"
    folder.mkdir()
    photo(tmp_path / "outside.jpg", (10, 10))
    (folder / "drawing.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", encoding="utf-8"
    )
    found, warned = embed(folder, source)
    assert found == {} and len(warned) == 1 and says in warned[0]


def test_image_with_too_many_pixels_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 100)
    photo(tmp_path / "bomb.png", (20, 20))
    assert embed(tmp_path, "bomb.png")[0] == {}


def test_remote_images_are_not_requested_by_default(tmp_path: Path) -> None:
    found, warned = embed(tmp_path, "https://example.org/a.jpg")
    # There was no request: it would fail the test, because sockets are blocked.
    assert found == {} and len(warned) == 1 and "--fetch-images" in warned[0]


def test_total_size_of_images_is_within_the_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "BUDGET", 6000)
    sources = [f"{n}.jpg" for n in range(9)]
    for n, source in enumerate(sources):
        photo(tmp_path / source, (900, 900), ("red", "green", "blue")[n % 3])
    found, _ = embed(tmp_path, *sources)
    assert 0 < sum(len(p.address) for p in found.values()) <= 6000


def test_images_of_a_long_diary_are_made_smaller_and_the_rest_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [f"{n}.jpg" for n in range(9)]
    for source in sources:
        Image.effect_noise((900, 900), 80).save(tmp_path / source)
    alone = len(embed(tmp_path, sources[0])[0][sources[0]].address)
    monkeypatch.setattr(pictures, "BUDGET", alone // 3)
    found, warned = embed(tmp_path, *sources)
    assert 1 < len(found) < 9 and {p.width for p in found.values()} == {320}
    assert len(warned) == 1 and warned[0].startswith(
        f"{9 - len(found)} images are left out, because the images of a page"
    )
    assert all(source in warned[0] for source in sources if source not in found)


def test_figure_has_image_size_alt_caption_and_credit() -> None:
    story = stories.ferry()
    figure = Figure("a.jpg", 40, 'A "ferry"', "At Otaru", "Photo: X")
    article = type(story.article)(
        **{k: getattr(story.article, k) for k in story.article.__dataclass_fields__} | {"figures": (figure,)}
    )
    html = article_html(article, article.passages, (), {"a.jpg": Picture("data:image/webp;base64,AA", 640, 480)})
    assert (
        '<img src="data:image/webp;base64,AA" alt="A &#34;ferry&#34;" width="640" height="480" decoding="async">'
        in html
    )
    assert '<figcaption>At Otaru <span class="credit">Photo: X</span></figcaption>' in html
