"""Reading facts from YAML: values, line numbers, errors and the cache."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from storymap.forge.facts import reading
from storymap.forge.facts.plain_yaml import UnusualYamlError
from storymap.forge.facts.reading import Cache, FactsError, read
from storymap.resources import facts

_LIST = """\
# islands
- id: iturup
  name: Iturup
  names: {ru: Итуруп, ja: [択捉島, 択捉]}
  position: [45.0, 147.9]
  since: 1945
  approximate: true
- {id: jan-mayen, countries: [NO]}
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "some.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_plain_values_have_their_yaml_types(tmp_path: Path) -> None:
    iturup, jan_mayen = read(_file(tmp_path, _LIST))
    assert iturup["names"] == {"ru": "Итуруп", "ja": ["択捉島", "択捉"]}
    assert iturup["position"] == [45.0, 147.9]
    assert iturup["since"] == 1945
    assert iturup["approximate"] is True
    assert jan_mayen.get("approximate") is None


def test_country_code_no_is_text_and_not_false(tmp_path: Path) -> None:
    assert read(_file(tmp_path, _LIST))[1]["countries"] == ["NO"]


def test_every_key_has_its_line(tmp_path: Path) -> None:
    iturup, jan_mayen = read(_file(tmp_path, _LIST))
    assert iturup.where() == "some.yaml:2"
    assert iturup.where("position") == "some.yaml:5"
    assert jan_mayen.where("countries") == "some.yaml:8"


def test_key_in_mapping_is_value_key_of_its_entry(tmp_path: Path) -> None:
    (japan,) = read(_file(tmp_path, "JP: {name: Japan}\n"))
    assert japan["key"] == "JP"
    assert japan.where("name") == "some.yaml:1"


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_empty_file_has_no_entries(tmp_path: Path, text: str) -> None:
    assert read(_file(tmp_path, text)) == []


def test_missing_file_has_no_entries(tmp_path: Path) -> None:
    assert read(tmp_path / "none.yaml") == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- id: a\n  name: [b\n", r"some\.yaml:"),
        ("- id: a\n- just a text\n", r"some\.yaml:2: an entry must be a mapping"),
        ("- id: a\n  id: b\n", r"some\.yaml:1: a key occurs twice"),
    ],
)
def test_file_with_invalid_entry_is_an_error_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(FactsError, match=complaint):
        read(_file(tmp_path, text))


def test_only_changed_entry_is_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, stored = _file(tmp_path, _LIST), tmp_path / "cache.json"
    cache = Cache(stored)
    before = read(path, cache)
    cache.save()
    parsed: list[str] = []
    parse = reading._parse

    def count(text: str, file: str, line: int) -> object:
        parsed.append(text)
        return parse(text, file, line)

    monkeypatch.setattr(reading, "_parse", count)
    _file(tmp_path, "# one line more\n" + _LIST.replace("jan-mayen", "jan-mayen-island"))
    iturup, jan_mayen = read(path, Cache(stored))
    assert parsed == ["- {id: jan-mayen-island, countries: [NO]}\n"]
    assert iturup.values == before[0].values
    assert (iturup.where("position"), jan_mayen.where()) == ("some.yaml:6", "some.yaml:9")


def test_damaged_cache_is_ignored(tmp_path: Path) -> None:
    stored = tmp_path / "cache.json"
    stored.write_text("{", encoding="utf-8")
    assert len(read(_file(tmp_path, _LIST), Cache(stored))) == 2


_UNUSUAL = """\
- id: a
- {id: a, b: [1, -2.5, .5, 1e3, +4], c: {d: [], e: {}}, f: ~}
- {id: a,   # comment
   b: [x y, 'it''s', "no: comment # here", a#b, c:d, -e, ?f, :g]}
- id: a
  b:
    RU: {en: x}
    # comment
    JP: y   # comment

  c: it's 5 o'clock, [really]
  d:
  e: NO
- id: a
  # comment
- id: a
  b: a text
    of two lines
- id: a
  b: "with \\t escape"
- id: a
  b:
  - c
- id: a
  b: |
    text
- id: a
  b: &x [c]
  d: *x
- id: a
  b: !!str 5
- {id: a, "b": 1, 'c': 2, 5: 3, b c: 4}
- {id: a, b: , c}
- id: a
  b: [c,
    d, e f
    g]
- id: a
  b: \u00a0c\u00a0
  d: [\u00a0e, f\u2028g, h:\u00a0i]
- "id": a
  b : c
- id: a
    b: c
- id: a
  b: [c] d
- id: a
  b: c: d
- id: a
  b: [c: d]
- id: a
  b: {c: d, c: e}
- id: a
  b: - c
- id: a
  b: 'c' d
- id: a
  b: @c
- id: a
  b: %c
- id: a
  b: [c, d
- id: a
  b:\tc
- id: a
  b: c\t# d
---
- id: a
"""
_KEYED = """\
# comment
JP: {name: Japan, box: [1, 2,
     3, 4], capital: Tokyo}
RU:
  # comment
  name: Russia

  former: {Soviet Russia: 1922}
"NO": {name: Norway}
DE: Germany
FR:
AT:
name: Austria
"""


@pytest.mark.parametrize("text", [piece for text in (_UNUSUAL, _KEYED) for _, piece in reading._pieces(text)])
def test_parser_of_simple_yaml_agrees_with_complete_parser_or_raises_error(text: str) -> None:
    try:
        found = [reading._plain_entry(text)]
    except UnusualYamlError:
        return
    assert repr(found) == repr(reading._any_entries(text, "some.yaml", 1))


def test_nearly_all_facts_are_simple_yaml() -> None:
    """At most 20 entries may need the complete parser of YAML, which is many times slower than the simple one."""
    unusual = 0
    for path in facts("").rglob("*.yaml"):
        for _, text in reading._pieces(path.read_text(encoding="utf-8")):
            try:
                reading._plain_entry(text)
            except UnusualYamlError:
                unusual += 1
    assert unusual <= 20


def test_pyyaml_and_ruamel_give_the_same_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML is used if it is installed, otherwise ruamel.yaml; values and lines must be the same."""
    pytest.importorskip("yaml")
    path = _file(tmp_path, _LIST)
    by_pyyaml = read(path)
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert read(path) == by_pyyaml
