"""Places files: which ones apply to an article, their order, and which one commands write."""

from __future__ import annotations

from pathlib import Path

import pytest

import storymap
from storymap.cli import main
from storymap.overrides.write import header
from storymap.source import Source

TEXT = "The ferry left Otaru for Rishiri.\n\nIn Sapporo it rained on the Old Mill.\n"
MILL = "version: 1\nplaces:\n  Old Mill: {{name: {name}, lat: 43, lon: 141}}\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "trip.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def mill(article: Path, **options: object) -> str:
    """Return the name of the place of “Old Mill”, or "" if it has none."""
    story = storymap.build(article, warn=lambda m: None, **options).story  # type: ignore[arg-type]
    return next((r.place.name for r in story.resolutions if r.mention.surface == "Old Mill" and r.place), "")


def test_file_of_the_article_replaces_places_yaml_of_the_folder(article: Path) -> None:
    write(article.with_name("places.yaml"), MILL.format(name="folder"))
    assert mill(article) == "folder"
    write(article.with_name("trip.places.yaml"), MILL.format(name="article"))
    assert mill(article) == "article"


def test_articles_own_file_overrides_shared_files(article: Path) -> None:
    write(article.with_name("storymap.toml"), 'places = ["a.yaml", "b.yaml"]\n')
    write(article.with_name("a.yaml"), MILL.format(name="a") + "  Otaru: {ignore: true}\n")
    write(article.with_name("b.yaml"), MILL.format(name="b"))
    assert mill(article) == "b"
    assert "Otaru" not in {r.mention.surface for r in storymap.build(article).story.resolutions}
    write(article.with_name("places.yaml"), MILL.format(name="own"))
    assert mill(article) == "own"
    assert mill(article, places=article.with_name("a.yaml")) == "a"  # if `places` is given, no other files are read
    assert mill(article, places=[article.with_name("b.yaml"), article.with_name("a.yaml")]) == "a"


def test_entry_that_only_records_a_suggestion_keeps_the_shared_decision(article: Path) -> None:
    write(article.with_name("storymap.toml"), 'places = ["a.yaml"]\n')
    write(article.with_name("a.yaml"), MILL.format(name="a"))
    write(article.with_name("places.yaml"), "version: 1\nplaces:\n  Old Mill: {suggested: geonames:1}\n")
    assert mill(article) == "a"
    article.with_name("places.yaml").unlink()
    assert main(["init", str(article)]) == 0
    assert "Old Mill:" not in article.with_name("places.yaml").read_text(encoding="utf-8")


def test_scene_in_a_later_file_replaces_earlier_scene_of_same_passage(article: Path) -> None:
    one = write(
        article.with_name("a.yaml"),
        "version: 1\nscenes:\n  p1: {title: one}\n  p2: {title: two}\n  p99: {hide: true}\n",
    )
    two = write(article.with_name("b.yaml"), "version: 1\nscenes:\n  p2: {title: other}\n")
    assert main(["build", str(article), "--places", str(one), "--places", str(two)]) == 0
    page = article.with_suffix(".html").read_text(encoding="utf-8")
    assert ">one<" in page and ">other<" in page and ">two<" not in page


def test_unmatched_keys_are_reported_only_for_unshared_files(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(article.with_name("storymap.toml"), 'places = ["a.yaml"]\n')
    write(
        article.with_name("a.yaml"), "version: 1\nplaces:\n  Narnia: {ignore: true}\n  Otaru: {in: p77, ignore: true}\n"
    )
    write(article.with_name("trip.places.yaml"), "version: 1\nplaces:\n  Gondor: {ignore: true}\n")
    assert main(["places", str(article)]) == 0
    said = capsys.readouterr().err
    assert "trip.places.yaml:3: “Gondor” does not occur" in said and "Narnia" not in said
    assert main(["places", str(article), "--places", str(article.with_name("trip.places.yaml"))]) == 0
    assert "Gondor" in capsys.readouterr().err


def test_message_about_mistake_names_the_file(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(article.with_name("storymap.toml"), 'places = ["a.yaml"]\n')
    write(article.with_name("a.yaml"), "version: 1\nplaces:\n  Otaru: {id: geonames:0}\n")
    write(article.with_name("places.yaml"), "version: 1\nplaces:\n  Sapporo: {ignore: true}\n")
    assert main(["places", str(article)]) == 4
    assert "a.yaml:3: Otaru: no place has the id" in capsys.readouterr().err
    write(article.with_name("a.yaml"), "version: 1\nplaces:\n  Otaru: {ignored: true}\n")
    assert main(["build", str(article)]) == 4
    assert "a.yaml:3:" in capsys.readouterr().err


def test_file_written_for_another_article_applies_with_a_warning(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = article.with_name("places.yaml")
    write(
        path,
        header("other.md")
        + "places:\n  Otaru: {ignore: true}\n  Narnia: {ignore: true}\nscenes:\n  p44: {hide: true}\n",
    )
    assert main(["build", str(article), "--strict", "-o", str(article.with_name("x.html"))]) in (0, 7)
    said = capsys.readouterr().err
    assert "places.yaml was written for other.md and is also applied to trip.md" in said and "trip.places.yaml" in said
    assert "Narnia" not in said and "p44" not in said
    for name in ("trip.md", "trip.txt", "TRIP.md"):
        write(path, header(name) + "places:\n  Otaru: {ignore: true}\n")
        assert main(["places", str(article)]) == 0
        assert "was written for" not in capsys.readouterr().err
    write(path, "version: 1\nplaces:\n  Otaru: {ignore: true}\n")
    assert main(["places", str(article)]) == 0
    assert "was written for" not in capsys.readouterr().err


def test_commands_write_own_places_file_if_places_yaml_belongs_to_another_article(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common, own = article.with_name("places.yaml"), article.with_name("trip.places.yaml")
    foreign = header("other.md") + "places:\n  Otaru: {ignore: true}\n"
    write(common, foreign)
    assert main(["init", str(article)]) == 0
    assert common.read_text(encoding="utf-8") == foreign
    text = own.read_text(encoding="utf-8")
    # in the other article, Otaru is ignored; in this one, it is not
    assert "# Overrides for trip.md." in text and "Otaru:" in text
    assert "trip.places.yaml: " in capsys.readouterr().err
    assert main(["init", str(article)]) == 0
    assert own.read_text(encoding="utf-8") == text
    common.unlink()
    own.unlink()
    assert main(["init", str(article)]) == 0
    assert common.exists() and not own.exists()


def test_init_writes_the_last_of_several_files(article: Path) -> None:
    shared = write(article.with_name("a.yaml"), MILL.format(name="a"))
    before = shared.read_bytes()
    own = article.with_name("mine.yaml")
    assert main(["init", str(article), "--places", str(shared), "--places", str(own)]) == 0
    assert shared.read_bytes() == before and "Otaru" in own.read_text(encoding="utf-8")


def test_article_with_longest_possible_file_name_is_built(tmp_path: Path) -> None:
    article = write(tmp_path / ("x" * 225 + ".md"), TEXT)
    assert main(["places", str(article)]) == 0
    # the name of this article's own places file would be too long
    article = write(tmp_path / ("x" * 250 + ".md"), TEXT)
    assert main(["places", str(article)]) == 0


def test_scenes_that_apply_to_several_articles_are_reported(article: Path) -> None:
    def remarks() -> tuple[str, ...]:
        overrides = Source(article).overrides()
        assert overrides is not None
        return overrides.remarks

    places = write(article.with_name("places.yaml"), "version: 1\nscenes:\n  p2: {hide: true}\n")
    assert remarks() == ()
    other = write(article.with_name("other.md"), TEXT)
    assert [remark.partition(" Move")[0] for remark in remarks()] == [
        "places.yaml:3: the scenes of this file (p2, …) also apply to other.md and other articles of the folder."
    ]
    write(other.with_name("other.places.yaml"), "version: 1\n")
    assert remarks() == ()
    other.with_name("other.places.yaml").unlink()
    write(places, header("trip.md") + "scenes:\n  p2: {hide: true}\n")
    assert remarks() == ()
