"""Every example of the documentation runs as it is written.

A comment before a block says how it is treated:

    <!-- output -->             the commands print the next block of text; numbers of bytes may differ
    <!-- exit: 7 -->            the last command has this exit code
    <!-- file: NAME -->         the block is the content of a file that later commands read
    <!-- append: NAME -->       the same, added to the file
    <!-- not run: REASON -->    only the options of its commands are checked
    <!-- in checkout -->        for contributors; only the options of its commands are checked

In a shell block, only the commands `storymap …` are run, without those that start a server or ask questions.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import sys
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from storymap.cli import main
from tests.docs import commands
from tests.docs.blocks import DOCS, Block, blocks, pages
from tests.docs.workspace import LONG, fill

# Matches commands that are not run here: they wait for a person, a browser or a scheduler, read standard input, or use
# an online geocoder.
WAITING = re.compile(r"storymap (edit|review|archive review)\b|--watch|--scheduler|\|\s*storymap|<\s*\S+|--online")
# Other tests run the examples of these sections, with the programs that the examples need.
ELSEWHERE = ("exporter", "reader", "notebook", "question: ", "recipe: ", "plugins")
LIBRARIES = ("pandas", "geopandas", "duckdb", "pyarrow")  # these libraries are not installed by default


def marks(block: Block) -> dict[str, str]:
    """Return a mapping from the name of a comment before a block to its value."""
    text = block.page.read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = {}
    line = block.line - 2
    while line >= 0 and (comment := re.fullmatch(r"\s*<!-- ([\w ]+?)(?:: (.*?))? -->", text[line])):
        found[comment[1]] = comment[2] or ""
        line -= 1
    return found


def commands_of(code: str) -> Iterator[str]:
    """Yield the commands of a shell block without comments. A line that ends in a backslash continues."""
    for line in code.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield re.sub(r"\s#\s.*$", "", line).strip()


def arguments(command: str, folder: Path) -> tuple[list[str], Path | None]:
    """Return the arguments of a `storymap` command, and the file to which its output is redirected, or None.

    Patterns such as `*.md` are replaced by the files that they match.
    """
    command, _, target = command.partition(" > ")
    words = shlex.split(command)[1:]
    words = ["--strict-all" if word == "--strict=all" else word for word in words]
    expanded: list[str] = []
    for word in words:
        matches = sorted(p.relative_to(folder).as_posix() for p in folder.glob(word)) if "*" in word else []
        expanded += matches or [word]
    return expanded, folder / target.strip() if target else None


def check_options(command: str) -> None:
    """Fail if a command or one of its options does not exist."""
    words = shlex.split(re.split(r"[|<>]", command)[0])
    known = {name.split()[1:].__str__(): value for name, value in commands.every_command()}
    for length in (2, 1):
        found = known.get(words[1 : 1 + length].__str__())
        if found is not None:
            break
    else:
        if words[1:] in (["--version"], ["--help"]):
            return
        pytest.fail(f"no such command: {command}")
    options = {option for parameter in found.params for option in (*parameter.opts, *parameter.secondary_opts)}
    given = [re.sub(r"=.*", "", word) for word in words if re.match(r"--?[a-z]", word)]
    assert set(given) <= options | {"--help"}, command


def normal(text: str) -> list[str]:
    """Return the lines of an output without messages of progress, and with N instead of each number of KB."""
    lines = [re.sub(r"\d+ KB", "N KB", line.rstrip()) for line in text.splitlines()]
    return [line for line in lines if line and not line.endswith(" …")]


def run_shell(block: Block, folder: Path, expected: str | None) -> int:
    """Run the commands of a block in a folder, and return how many were run."""
    wanted, printed, last, run = int(marks(block).get("exit", 0)), io.StringIO(), 0, 0
    skipped, seen = {"not run", "in checkout"} & set(marks(block)), set()
    for command in commands_of(block.code):
        if not re.match(r"storymap\s", command):
            if "| storymap " in command:
                check_options("storymap " + command.partition("| storymap ")[2])
            continue
        check_options(command)
        if (
            skipped
            or WAITING.search(command)
            or ("://" in command and " build " in command and "--canonical" not in command)
        ):
            continue
        given, target = arguments(command, folder)
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(printed):
            last = main(given)
        if target:
            target.write_bytes(out.buffer.getvalue())
        else:
            printed.write(out.buffer.getvalue().decode("utf-8"))
        run += 1
        seen.add(last)
        assert last in (0, wanted), f"{block.where}: `{command}` exited with {last}: {printed.getvalue()[-800:]}"
    assert not run or wanted in seen, f"{block.where}: no command exited with {wanted}: {printed.getvalue()[-800:]}"
    if expected is not None:
        missing = [line for line in normal(expected) if line not in normal(printed.getvalue())]
        assert missing == [], f"{block.where}: not printed: {missing}; printed: {normal(printed.getvalue())}"
    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the examples, as the current folder."""
    (tmp_path / ".git").mkdir()  # because of this folder, no settings are read from the folders above
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def run_python(block: Block, values: dict[str, Any]) -> None:
    """Run a block of Python.

    `values`: the names that earlier blocks defined. Skip blocks that need a missing library.
    """
    needs = [name for name in LIBRARIES if name in block.code or f"to_{name[:-1]}" in block.code]
    if "to_dataframe" in block.code:
        needs.append("pandas")
    for name in needs:
        pytest.importorskip(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(block.code, block.where, "exec"), values)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_examples_of_page_run(page: Path, folder: Path) -> None:
    if page.name in ("stability.md",):
        pytest.skip("no examples")
    fill(folder, page)
    if page.name == "archive.md":
        pytest.importorskip("pyarrow")
    found = list(blocks(page))
    values: dict[str, Any] = {}
    for number, block in enumerate(found):
        said = marks(block)
        if name := said.get("file") or said.get("append"):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            before = target.read_text(encoding="utf-8") if "append" in said and target.exists() else ""
            target.write_text(before + block.code, encoding="utf-8")
        if any(mark.startswith(ELSEWHERE) for mark in (f"{k}: {v}" if v else k for k, v in said.items())):
            continue
        if block.language == "sh":
            run_shell(block, folder, found[number + 1].code if "output" in said else None)
        elif block.language == "python" and "contributing" not in page.parts:
            run_python(block, values)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_data_in_examples_is_valid(page: Path, folder: Path) -> None:
    (folder / "article.txt").write_text(LONG, encoding="utf-8")
    for number, block in enumerate(blocks(page)):
        if block.language == "toml":
            tomllib.loads(block.code)
        elif block.language == "json":
            json.loads(block.code)
        elif block.language == "yaml" and block.code.startswith("version:"):
            places = folder / f"{number}.yaml"
            places.write_text(block.code, encoding="utf-8")
            assert main(["places", "article.txt", "--places", str(places)]) == 0, block.where
        elif block.language == "yaml":
            list(YAML(typ="safe").load_all(block.code))
        elif block.language == "python":
            compile(block.code, block.where, "exec")


def test_every_block_names_its_language() -> None:
    unnamed = [block.where for page in pages() for block in blocks(page) if not block.language]
    assert unnamed == []


def test_reader_of_the_guide_reads_its_example(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = DOCS / "contributing" / "add-a-reader.md"
    code = {name: block.code for block in blocks(page) if (name := marks(block).get("file"))}
    values: dict[str, Any] = {}
    exec(code["my_package/screenplay.py"], values)
    raw = code["scene.fountain"].encode()
    assert values["sniff"](raw)

    class Origin:
        stem = "scene"

    article = values["read"](raw, Origin())
    text = "".join(article.text[p.start : p.end] for p in article.passages)
    assert text == article.text and [str(p.kind) for p in article.passages] == ["heading", "paragraph"]


def test_generated_pages_are_current() -> None:
    stale = [path.name for path, text in commands.pages().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], f"run {Path(sys.executable).name} -m tests.docs commands"
