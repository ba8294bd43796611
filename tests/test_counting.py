"""Numbers in messages: plural forms, years before our era, and the names that a person should look at."""

from __future__ import annotations

from pathlib import Path

import pytest

import storymap
from storymap.decisions import counts, decisions
from storymap.errors import OverrideError
from storymap.model import Reason
from storymap.pipeline import english_phrases
from storymap.wording.english import counted
from tests.contracts.run import run

TEXT = "In Milan he met nobody from Qwyxville. The ferry left Otaru for Springfield.\n"


def test_nouns_agree_with_their_numbers() -> None:
    assert counted(1, "place") == "1 place" and counted(0, "place") == "0 places"
    assert counted(1200, "existing entry", "existing entries") == "1,200 existing entries"
    assert "1 place," in repr(storymap.build(text="Rain in Otaru.\n"))


def test_negative_years_are_years_bc() -> None:
    reason = Reason("historical", {"place": "Macedon", "from": "-700", "to": "-168"})
    assert english_phrases().reason(reason).startswith("Macedon was a state from 700 BC to 168 BC")


def test_init_check_and_build_count_the_same_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(TEXT, encoding="utf-8")
    found = storymap.places(text=TEXT)
    unsure, unresolved = counts(decisions(found.article, found.resolutions))
    assert unsure or unresolved
    built, checked, started = (run(command, "a.md") for command in ("build", "check", "init"))
    assert f"{len(unsure)} unsure, {len(unresolved)} unresolved" in built.err
    for names, title in ((unsure, "unsure"), (unresolved, "unresolved")):
        assert (f"{len(names)} {title}" in started.err) == bool(names)
        assert all(f"\n  {name} (" in checked.out.decode() for name in names)


def test_messages_about_a_mapping_name_the_argument() -> None:
    with pytest.raises(OverrideError, match="the argument places:"):
        storymap.build(text=TEXT, places={"Milan": {"lat": 143, "lon": 1}})
