"""Articles from standard input, and invalid names of articles and outputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.contracts.run import run


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_page_is_written_to_story_html(here: Path) -> None:
    ran = run("build", "-", stdin=b"The ferry left Otaru for Rishiri.\n")
    assert ran.code == 0 and ran.err.startswith("story.html: ")
    assert [p.name for p in here.iterdir()] == ["story.html"]
    assert run("build", "-", "-o", "out/", stdin=b"Rain in Otaru.\n").code == 0
    assert (here / "out" / "story.html").exists()


@pytest.mark.parametrize(
    ("text", "title", "markup"),
    [
        ("---\ntitle: A trip\n---\n\nTo **Otaru**.\n", "A trip", False),
        ("+++\ntitle = 'A trip'\n+++\n\nTo **Otaru**.\n", "A trip", False),
        ("Before.\n\n# A trip\n\nTo **Otaru**.\n", "A trip", False),
        ("A trip to Otaru\n\nWe went to **Otaru** by ferry that day.\n", "A trip to Otaru", True),
    ],
)
def test_text_is_markdown_with_front_matter_or_headings(here: Path, text: str, title: str, markup: bool) -> None:
    assert run("build", "-", stdin=text.encode()).code == 0
    page = (here / "story.html").read_text(encoding="utf-8")
    assert f"<title>{title}" in page
    assert ("**" in page.partition('class="text"')[2].partition("</section>")[0]) is markup


def test_format_is_detected_from_content(here: Path) -> None:
    page = b"<!DOCTYPE html><html><body><article><h1>A trip</h1><p>The ferry left Otaru for Rishiri, # they said.</p></article></body></html>"
    found = json.loads(run("places", "-", "--json", stdin=page).out)
    assert "Otaru" in {m["surface"] for m in found["mentions"]} and found["id"] == ""
    ran = run("build", "-", stdin=b"\x89PNG\r\n\x1a\n\x00\x00")
    assert ran.code == 3 and "standard input" in ran.err


def test_other_commands_read_standard_input(here: Path) -> None:
    text = b"The ferry left Otaru for Rishiri.\n"
    assert run("explain", "-", "Otaru", stdin=text).code == 0
    ran = run("export", "-", stdin=text)
    assert ran.code == 0 and (here / "story.geojson").exists()
    assert run("export", "-", "-o", "-", stdin=text).out.startswith(b"{")


@pytest.mark.parametrize(
    "command", [["init", "-"], ["review", "-"], ["edit", "-"], ["build", "-", "--watch"], ["diff", "-", "-"]]
)
def test_commands_that_need_a_file_reject_standard_input(command: list[str]) -> None:
    ran = run(*command, stdin=b"Rain in Otaru.\n")
    assert ran.code == 2 and "standard input" in " ".join(ran.err.replace("│", " ").split())


def test_empty_standard_input_is_an_article_error() -> None:
    ran = run("build", "-", stdin=b" \n")
    assert ran.code == 3 and "standard input is empty" in ran.err


def test_images_are_found_in_current_folder_and_in_folder_of_images_option(here: Path) -> None:
    from PIL import Image

    (here / "static").mkdir()
    Image.new("RGB", (80, 60), "red").save(here / "a.jpg")
    Image.new("RGB", (80, 60), "blue").save(here / "static" / "b.jpg")
    text = b"# A trip\n\n![Red](a.jpg)\n\nTo Otaru.\n\n![Blue](/b.jpg)\n"
    assert run("build", "-", "--images", "static", stdin=text).code == 0
    assert (here / "story.html").read_text(encoding="utf-8").count('src="data:image/') == 2
    (here / "post.md").write_bytes(text)
    assert run("build", "post.md", "--images", "static").code == 0
    assert (here / "post.html").read_text(encoding="utf-8").count('src="data:image/') == 2
    assert run("build", "post.md", "--images", "none").code == 2


# ---------- names of files


def test_mistyped_article_with_existing_page_gives_message(here: Path) -> None:
    (here / "trip.html").write_text("the old page", encoding="utf-8")
    for arguments in (
        ["build", "trip.txt"],
        ["build", "trip.txt", "-o", "trip.html"],
        ["export", "trip.txt", "-o", "trip.html"],
    ):
        ran = run(*arguments)
        assert ran.code == 3 and "no such file" in ran.err and "Traceback" not in ran.err
    assert (here / "trip.html").read_text(encoding="utf-8") == "the old page"


def test_output_that_is_a_folder_or_below_a_file_gives_message(here: Path) -> None:
    (here / "trip.txt").write_text("Rain in Otaru.\n", encoding="utf-8")
    (here / "trip.html").mkdir()
    ran = run("build", "trip.txt")
    assert ran.code == 9 and "trip.html is a folder" in ran.err
    assert run("build", "trip.txt", "-o", "trip.txt/").code == 9
    assert run("build", "trip.txt", "-o", "trip.txt/x.html").code == 9
    assert run("build", "trip.txt", "-o", "x" * 300 + ".html").code == 9
    assert run("build", "x" * 300 + ".txt").code == 3
    assert run("build", "trip.txt", "-o", "new/deep/").code == 0
    assert (here / "new" / "deep" / "trip.html").exists()
    assert run("export", "trip.txt", "-o", "new/").code == 0
    assert (here / "new" / "trip.geojson").exists()
    assert run("build", "trip.txt", "-o", "new").code == 0
    assert (here / "new" / "trip.html").exists()
