"""The commands: messages, written files and exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from storymap.cli import main
from storymap.cli.json_lines import answer_lines
from storymap.cli.table import _wrapped
from storymap.resources import PACKAGE

SEED = Path(__file__).parents[2] / "seeds" / "000_b6515417aea22efc.txt"
SCHEMA = json.loads((PACKAGE / "schemas" / "places.schema.json").read_text(encoding="utf-8"))


def test_build_writes_one_file_and_reports_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    goal = tmp_path / "story.html"
    assert main(["build", str(SEED), "-o", str(goal)]) == 0
    said = capsys.readouterr().err
    assert "story.html: " in said and "places" in said and "unsure" in said and "unresolved" in said and "KB" in said
    assert "2 passages about the publisher left out" in said
    assert [p.name for p in tmp_path.iterdir()] == ["story.html"]


def test_another_process_builds_the_same_page(tmp_path: Path) -> None:
    """The order of sets differs between processes, because each has its own hash seed."""
    assert main(["build", str(SEED), "-o", str(tmp_path / "a.html")]) == 0
    code = "import sys; from storymap.cli import main; sys.exit(main(sys.argv[1:]))"
    subprocess.run(
        [sys.executable, "-c", code, "build", str(SEED), "-o", str(tmp_path / "b.html")],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "1"},
    )
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_article_without_places_gives_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "poem.txt"
    article.write_text("It rained all night.\n\nIn the morning nobody spoke of it.\n", encoding="utf-8")
    assert main(["build", str(article)]) == 0
    assert "no places found" in capsys.readouterr().err
    assert "nobody spoke of it" in (tmp_path / "poem.html").read_text(encoding="utf-8")


def test_build_does_not_overwrite_html_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "ferry.html"
    article.write_text("<html><body><p>The ferry left Otaru for Rishiri.</p></body></html>", encoding="utf-8")
    assert main(["build", str(article)]) == 0
    assert "Otaru" in (tmp_path / "ferry.story.html").read_text(encoding="utf-8")
    before = article.read_bytes()
    assert main(["build", str(article), "-o", str(article)]) == 9
    assert "is the article itself" in capsys.readouterr().err
    assert article.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [(b"", 3, "is empty"), (b"\x89PNG\r\n\x00\x00", 3, "not a text file"), (None, 3, "no such file")],
)
def test_invalid_article_gives_message_and_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: int, says: str
) -> None:
    article = tmp_path / "article.txt"
    if content is not None:
        article.write_bytes(content)
    assert main(["build", str(article)]) == code
    said = capsys.readouterr().err
    assert says in said and "Traceback" not in said
    assert not list(tmp_path.glob("*.html"))


def test_mistake_in_places_yaml_is_reported_and_keeps_old_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("A train to Sapporo left.\n", encoding="utf-8")
    (tmp_path / "a.html").write_text("the old page", encoding="utf-8")
    (tmp_path / "places.yaml").write_text("version: 1\nplaces:\n  Sapporo: {lat: 143, lon: 141}\n", encoding="utf-8")
    assert main(["build", str(tmp_path / "a.txt")]) == 4
    assert "places.yaml:3:13: Sapporo: latitude 143" in capsys.readouterr().err
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "the old page"


def test_unwritable_output_gives_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("Rain in Otaru.", encoding="utf-8")
    assert main(["build", str(tmp_path / "file"), "-o", str(tmp_path / "file" / "story.html")]) == 9
    assert "cannot be written" in capsys.readouterr().err


def test_places_prints_a_table_with_reasons_demonyms_and_rejected_names(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert main(["places", str(SEED)]) == 0
    table = capsys.readouterr().out
    assert "Chitose" in table and "Hokkaido is named beside it" in table
    assert "Demonyms, used only as evidence: Japanese, Russian." in table
    assert "Rejected, not places:" in table


def test_json_is_valid_against_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", str(SEED), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    jsonschema.validate(document, SCHEMA)
    text = SEED.read_text(encoding="utf-8")
    assert all(text[m["start"] : m["end"]] == m["surface"] for m in document["mentions"] + document["rejected"])


def lines(*records: Any) -> list[dict[str, Any]]:
    raw = [r if isinstance(r, bytes) else json.dumps(r).encode() for r in records]
    return list(answer_lines(raw))


def test_json_lines_keep_order_and_report_invalid_lines() -> None:
    answers = lines(
        {"id": 1, "text": "A train to Sapporo left."},
        b"{broken",
        {"id": "b"},
        {"id": "c", "text": "  "},
        {"id": "d", "text": "Rain.", "home": {"lat": 123, "lon": 0}},
        {"id": "e", "text": 7},
        b'"text"',
        b"\xff\xfe",
        {
            "id": None,
            "text": "The council of Paris met.",
            "home": {"lat": 33.6, "lon": -95.6},
            "title": None,
            "published": "2026-01-01",
        },
    )
    for answer in answers:
        jsonschema.validate(answer, SCHEMA)
    assert ["error" in a for a in answers] == [False, True, True, True, True, True, True, True, False]
    assert [a["id"] for a in answers] == [1, None, "b", "c", "d", "e", None, None, None]
    assert "line 2: " in answers[1]["error"] and "latitude 123" in answers[4]["error"]


def test_json_lines_are_processed_as_a_stream(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each result is written before the next line is read, so memory use is constant."""
    read: list[int] = []

    def source() -> Any:
        for i in range(3):
            read.append(i)
            yield json.dumps({"id": i, "text": "Rain in Sapporo."}).encode()

    for i, answer in enumerate(answer_lines(source())):
        assert answer["id"] == i
        assert len(read) == i + 1
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"id": 5, "text": "Rain in Sapporo."}\n\n')))
    assert main(["places", "--jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 5


def test_embed_prints_sandboxed_frame_and_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, goal = tmp_path / "rain.txt", tmp_path / "story.html"
    article.write_text("Rain in Otaru.\n", encoding="utf-8")
    assert main(["build", str(article), "-o", str(goal), "--title", 'Say "hi" & <go>']) == 0
    capsys.readouterr()
    assert main(["embed", str(goal), "--url", "https://example.org/s.html?a=1&b=2"]) == 0
    snippet = capsys.readouterr().out
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in snippet
    assert 'src="https://example.org/s.html?a=1&amp;b=2"' in snippet
    assert "Say &quot;hi&quot; &amp; &lt;go&gt;" in snippet and "<go>" not in snippet
    assert "<figcaption><a " in snippet


def test_embed_rejects_page_of_another_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.html").write_text("<title>x</title>", encoding="utf-8")
    assert main(["embed", str(tmp_path / "x.html")]) == 3
    assert "not a story map" in capsys.readouterr().err
    assert main(["embed", str(tmp_path / "none.html")]) == 3


@pytest.mark.parametrize(
    "arguments", [["places"], ["nonsense"], ["build"], ["build", "x", "--nonsense"], ["embed", "x", "--height", "7"]]
)
def test_usage_error_has_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2


def test_help_and_version_have_exit_code_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("storymap 0.")
    assert main(["build", "--help"]) == 0


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], {"folium", "geopy", "shapely", "numpy", "jinja2", "ruamel", "requests", "PIL", "markdown_it"}),
        (["places", str(SEED)], {"folium", "geopy", "shapely", "jinja2", "PIL", "markdown_it", "lxml", "statistics"}),
        (
            ["explain", str(SEED), "Chitose"],
            {"folium", "geopy", "shapely", "jinja2", "PIL", "markdown_it", "lxml", "statistics"},
        ),
    ],
)
def test_commands_do_not_import_unused_libraries(arguments: list[str], unwanted: set[str]) -> None:
    code = (
        "import sys; from storymap.cli import main; assert main(sys.argv[1:]) == 0;"
        "print('imported:', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    assert not unwanted & set(done.stdout.splitlines()[-1].split())


def test_build_options_set_theme_styles_and_canonical_url(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, css, goal = tmp_path / "ferry.txt", tmp_path / "own.css", tmp_path / "ferry.html"
    article.write_text("The ferry left Otaru for Rishiri.\n", encoding="utf-8")
    css.write_text(":root { --ink: #eeeeee }\n", encoding="utf-8")
    address = "https://example.org/a/ferry.html"
    options = ["--theme", "slate", "--css", str(css), "--canonical", address, "--share-image", "--tiles", "osm"]
    assert main(["build", str(article), *options]) == 0
    said, html = capsys.readouterr().err, goal.read_text(encoding="utf-8")
    assert "own.css: low contrast, light: ink on paper" in said and "ferry.png" in said
    assert f'<link rel="canonical" href="{address}">' in html
    assert '<meta property="og:image" content="https://example.org/a/ferry.png">' in html
    assert '<meta property="og:image:alt" content="Map of the places in ' in html
    assert "--ink: #eeeeee" in html and "connect-src &#39;self&#39; https://tile.openstreetmap.org" in html
    assert (tmp_path / "ferry.png").read_bytes().startswith(b"\x89PNG")


def test_page_with_a_url_has_a_share_image_by_default(tmp_path: Path) -> None:
    article, image = tmp_path / "ferry.txt", tmp_path / "ferry.png"
    article.write_text("The ferry left Otaru for Rishiri.\n", encoding="utf-8")
    assert main(["build", str(article)]) == 0
    assert not image.exists()
    url = ["--canonical", "https://example.org/ferry.html"]
    assert main(["build", str(article), *url, "--no-share-image"]) == 0
    assert not image.exists()
    assert main(["build", str(article), *url]) == 0
    assert image.read_bytes().startswith(b"\x89PNG")
    assert 'content="https://example.org/ferry.png"' in (tmp_path / "ferry.html").read_text(encoding="utf-8")
    assert main(["build", str(article), *url, "--share-image", "--no-share-image"]) == 2


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--theme", "neon"], 2, "choose one of paper, slate, contrast"),
        (["--css", "missing.css"], 2, "missing.css: no such file"),
        (["--tiles", "http://x/{z}.png"], 8, "invalid tile URL"),
        (["--tiles", "https://t.example.org/{z}/{x}/{y}.png"], 8, "--tiles-credit"),
    ],
)
def test_invalid_build_option_gives_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int, says: str
) -> None:
    article = tmp_path / "ferry.txt"
    article.write_text("The ferry left Otaru.\n", encoding="utf-8")
    assert main(["build", str(article), *options]) == code
    assert says in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert not (tmp_path / "ferry.html").exists()


def test_styles_that_load_files_are_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, css = tmp_path / "ferry.txt", tmp_path / "own.css"
    article.write_text("The ferry left Otaru.\n", encoding="utf-8")
    css.write_text("body { background: url(https://evil.example/a.png) }\n", encoding="utf-8")
    assert main(["build", str(article), "--css", str(css)]) == 8
    assert "own.css:1: the style sheet loads https://evil.example/a.png" in capsys.readouterr().err


def test_places_and_build_report_unmatched_override(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "ferry.txt"
    article.write_text("The ferry left Otaru for Rishiri.\n", encoding="utf-8")
    (tmp_path / "places.yaml").write_text("version: 1\nplaces:\n  Otarru: {ignore: true}\n", encoding="utf-8")
    messages = []
    for command in ("places", "build"):
        assert main([command, str(article)]) == 0
        messages.append(next(line for line in capsys.readouterr().err.splitlines() if "Otarru" in line))
    assert messages[0] == messages[1]
    assert (
        "places.yaml:3" in messages[0] and "does not occur in the article" in messages[0] and "“Otaru”" in messages[0]
    )


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("", [""]),
        ("Chitose", ["Chitose"]),
        ("the Sea of Japan", ["the Sea of", "Japan"]),
        ("a Llanfairpwllgwyngyll", ["a", "Llanfairpw", "llgwyngyll"]),
        ("北海道千歳市", ["北海道千歳", "市"]),
        ("one\ntwo", ["one", "two"]),
    ],
)
def test_cells_of_the_table_are_wrapped(cell: str, lines: list[str]) -> None:
    assert _wrapped(cell, 10) == lines
