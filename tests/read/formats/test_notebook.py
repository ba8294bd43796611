"""Jupyter notebooks: text and images are kept, code is left out and reported."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from storymap.errors import ArticleError
from storymap.model import Article
from storymap.read import finish
from storymap.read.formats.notebook import read, sniff
from storymap.read.origin import Origin
from tests.read.formats.files import SENTENCE, png

PNG = base64.b64encode(png()).decode()


def parsed(*cells: dict[str, Any], **metadata: Any) -> Article:
    raw = json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}).encode()
    assert sniff(raw)
    return finish(read(raw, Origin("rain.ipynb", ".ipynb")), "rain")


def test_markdown_is_read_and_code_is_reported() -> None:
    plot = {
        "cell_type": "code",
        "source": ["df.plot()\n"],
        "outputs": [{"output_type": "display_data", "data": {"image/png": PNG, "text/plain": "<Figure>"}}],
    }
    table = {
        "cell_type": "code",
        "source": "",
        "outputs": [{"output_type": "execute_result", "data": {"text/html": "<table></table>", "text/plain": "mm"}}],
    }
    article = parsed(
        {"cell_type": "markdown", "source": ["# Rain in Bergen\n", "\n", "*Sigrid Aasen, 3 March 2023*"]},
        {"cell_type": "markdown", "source": SENTENCE},
        plot,
        table,
    )
    assert (article.title, article.byline, article.published) == ("Rain in Bergen", "Sigrid Aasen", "2023-03-03")
    assert [f.content[:4] for f in article.figures] == [b"\x89PNG"]
    assert [(o.kind, o.what) for o in article.omitted] == [("code", "df.plot()"), ("output", "mm")]


def test_attachments_are_images_and_formulas_are_reported() -> None:
    cell = {
        "cell_type": "markdown",
        "source": f"![The lake](attachment:lake.png)\n\n<img src='attachment:lake.png'>\n\n{SENTENCE}\n\n$$V = \\int A$$\n\nIt costs $5 or $6.",
        "attachments": {"lake.png": {"image/png": PNG}},
    }
    article = parsed(cell)
    assert [(f.alt, f.content[:4]) for f in article.figures] == [("The lake", b"\x89PNG"), ("", b"\x89PNG")]
    assert [o.kind for o in article.omitted] == ["math"]
    assert article.text.endswith("It costs $5 or $6.")


def test_cells_with_the_tag_remove_cell_are_left_out() -> None:
    hidden = {"cell_type": "markdown", "source": "TODO", "metadata": {"tags": ["remove-cell"]}}
    assert "TODO" not in parsed({"cell_type": "markdown", "source": SENTENCE}, hidden).text


def test_notebook_without_text_raises_error() -> None:
    with pytest.raises(ArticleError, match="no Markdown cells"):
        parsed({"cell_type": "code", "source": "1", "outputs": []})


def test_footnote_in_another_cell_is_kept_without_its_mark() -> None:
    article = parsed(
        {"cell_type": "markdown", "source": f"# Rain\n\n{SENTENCE}[^a] It rains.[^b]\n\n[^b]: Every day."},
        {
            "cell_type": "markdown",
            "source": ["The rain stops in May.\n", "\n", "[^a]: Only the *night* ferry\n", "    stops."],
        },
    )
    assert "[^" not in article.text
    assert "Only the night ferry" in article.text
    assert "Every day." in article.text
    assert "The rain stops in May." in article.text


def test_date_in_file_name_is_date_of_notebook() -> None:
    raw = json.dumps({"cells": [{"cell_type": "markdown", "source": SENTENCE}], "metadata": {}, "nbformat": 4}).encode()
    assert read(raw, Origin("2017-03-16-rain.ipynb", ".ipynb")).published == "2017-03-16"
