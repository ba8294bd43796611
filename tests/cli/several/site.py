"""Write articles and build them into the folder `site`."""

from __future__ import annotations

from pathlib import Path

from tests.contracts.run import Ran, run

TRIP = "---\ntitle: A trip\ndate: 2024-03-01\nauthor: Jane Doe\n---\n\nThe ferry left Otaru for Rishiri.\n"


def write(name: str, text: str = "Rain in Otaru.\n") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def build(*arguments: str) -> Ran:
    return run("build", *arguments, "-o", "site/")


def pages() -> set[str]:
    return {p.name for p in Path("site").iterdir()} - {".storymap.json"}
