"""The notebook example in docs/reference/python.md runs in Jupyter, and what it shows is short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storymap.results import MAX_NOTEBOOK_BYTES
from tests.export.needs import reader

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.enable_socket  # nbclient communicates with the Jupyter kernel over a local socket
def test_example_for_notebooks_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient, nbformat, nbconvert = reader("nbclient"), reader("nbformat"), reader("nbconvert")
    for module in ("ipykernel", "pandas", "geopandas"):
        reader(module)
    monkeypatch.setenv("JUPYTER_PATH", str(Path(nbconvert.__file__).parents[4] / "share" / "jupyter"))
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    (tmp_path / "article.txt").write_text("The ferry left Otaru for Rishiri.\n", encoding="utf-8")
    page = (CHECKOUT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    cells = [
        nbformat.v4.new_code_cell(code) for code in re.findall(r"<!-- notebook -->\n```python\n(.*?)```", page, re.S)
    ]
    assert len(cells) >= 3
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [
        output["data"]["text/html"]
        for cell in cells
        for output in cell.outputs
        if "text/html" in output.get("data", {})
    ]
    assert len(shown) >= 3 and all("Otaru" in html for html in shown)
    assert max(len(html.encode()) for html in shown) <= MAX_NOTEBOOK_BYTES
    assert (tmp_path / "story.html").is_file()
