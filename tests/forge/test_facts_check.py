"""The check of the facts: each kind of mistake is reported with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.forge.facts.check import check, load, verify
from storymap.forge.facts.check_names import check_names
from storymap.forge.facts.reading import FactsError
from storymap.gazetteer import open_gazetteer

_FEATURES = """\
- id: kuril-islands
  name: Kuril Islands
  names: {ru: Курильские острова}
  aliases: [Kurils]
  code: ISLS
  position: [46.5, 151.5]
  box: [145.3, 43.3, 156.6, 51.0]
  countries: [RU]
  parents: []
  rank: 2
- id: iturup
  name: Iturup
  code: ISL
  position: [45.0, 147.9]
  box: [146.8, 44.4, 148.9, 45.6]
  countries: [RU]
  parents: [kuril-islands]
  rank: 3
"""
_DISPUTES = """\
- id: south-kuril-islands
  name: Southern Kuril Islands / Northern Territories
  sides:
    RU: {en: Southern Kuril Islands}
    JP: {en: Northern Territories, ja: 北方領土}
  status: disputed
  administered_by: [RU]
  claimed_by: [JP]
  since: 1945
  note: Administered by Russia and claimed by Japan.
  heads: [island]
  words: [disputed]
  anchors: [JP, kuril-islands]
  members: [iturup]
  code: ISLS
  position: [44.3, 146.9]
  countries: [RU, JP]
  parents: [kuril-islands]
  rank: 2
  line: {path: [[43.4, 145.8], [44.4, 145.7]]}
"""
_COUNTRIES = """\
JP: {name: Japan, position: [36.0, 138.0], box: [128.5, 30.0, 146.0, 45.6], demonyms: [Japanese]}
RU: {name: Russia, position: [60.0, 100.0], former: {Soviet Russia: 1922}}
"""


def _complaints(folder: Path, **changes: tuple[str, str]) -> list[str]:
    """Return the messages of the check for valid facts after replacing `old` by `new` in a file: `file=(old, new)`."""
    texts = {"features/some": _FEATURES, "disputes": _DISPUTES, "countries": _COUNTRIES}
    for file, (old, new) in changes.items():
        name = "features/some" if file == "features" else file
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new, 1)
    (folder / "features").mkdir()
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return check(load(folder))


def test_valid_facts_have_no_mistakes(tmp_path: Path) -> None:
    assert _complaints(tmp_path) == []


def test_empty_folder_has_no_mistakes(tmp_path: Path) -> None:
    assert check(load(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("  rank: 3\n", "", "some.yaml:11: rank is missing"),
        ("rank: 3", "rank: 9", "some.yaml:18: rank: 9 is not between 1 and 5"),
        ("rank: 3", "rank: 3\n  colour: red", "some.yaml:19: colour: is not a key of this file"),
        ("id: iturup", "id: Iturup Island", "some.yaml:11: id: 'Iturup Island' is not a slug"),
        ("id: iturup", "id: kuril-islands", "some.yaml:11: id 'kuril-islands' is already used at some.yaml:1"),
        ("code: ISL\n", "code: ILE\n", "some.yaml:13: code: 'ILE' is not a known feature code"),
        (
            "position: [45.0, 147.9]",
            "position: [147.9, 45.0]",
            "some.yaml:14: position: 147.9 is not between -90 and 90",
        ),
        ("position: [45.0, 147.9]", "position: [48.0, 147.9]", "some.yaml:14: position [48.0, 147.9] is outside"),
        (
            "box: [146.8, 44.4, 148.9, 45.6]",
            "box: [146.8, 45.6, 148.9, 44.4]",
            "some.yaml:15: box: south (45.6) is greater than north",
        ),
        ("parents: [kuril-islands]", "parents: [aleutians]", "some.yaml:17: parents: no entry 'aleutians'"),
        (
            "countries: [RU]\n  parents: [k",
            "countries: [SU]\n  parents: [k",
            "some.yaml:16: countries: 'SU' is neither",
        ),
        ("{ru: Курильские острова}", "{russian: Курилы}", "some.yaml:3: names: 'russian' is not a language tag"),
        ("aliases: [Kurils]", "aliases: [Kurils, Kurils]", "some.yaml:4: aliases: 'Kurils' occurs twice"),
        ("aliases: [Kurils]", "aliases: [' Kurils']", "some.yaml:4: aliases: ' Kurils' is not text, or begins"),
        (
            "box: [145.3, 43.3, 156.6, 51.0]",
            "box: [150.0, 43.3, 156.6, 51.0]",
            "some.yaml:17: position [45.0, 147.9] is out",
        ),
    ],
)
def test_mistake_in_feature_is_reported(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    found = _complaints(tmp_path, features=(old, new))
    assert any(told.startswith(complaint) for told in found), found


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("status: disputed", "status: stolen", "disputes.yaml:6: status: 'stolen' is not one of"),
        ("claimed by Japan.", "claimed by Japan", "disputes.yaml:10: note: is not a sentence"),
        ("    JP: {en: Northern Territories, ja: 北方領土}\n", "", "disputes.yaml:3: the name that JP uses"),
        ("members: [iturup]", "members: [etorofu]", "disputes.yaml:14: members: no entry 'etorofu'"),
        ("anchors: [JP, ", "anchors: [XX, ", "disputes.yaml:13: anchors: 'XX' is neither"),
        ("{path: [[43.4, 145.8], [44.4, 145.7]]}", "{path: [[43.4, 145.8]]}", "disputes.yaml:20: line: is not a list"),
        ("{path: [[43.4, 145.8], [44.4, 145.7]]}", "dashed", "disputes.yaml:20: line: is not {arcs: box}"),
    ],
)
def test_mistake_in_dispute_is_reported(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    found = _complaints(tmp_path, disputes=(old, new))
    assert any(told.startswith(complaint) for told in found), found


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "{Soviet Russia: 1922}",
            "{Soviet Russia: long ago}",
            "countries.yaml:2: former: Soviet Russia: 'long ago' is not",
        ),
        ("position: [36.0, 138.0]", "position: [36.0, 120.0]", "countries.yaml:1: position [36.0, 120.0] is outside"),
        ("demonyms: [Japanese]", "people: [Japanese]", "countries.yaml:1: people: is not a key"),
    ],
)
def test_mistake_in_country_is_reported(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    found = _complaints(tmp_path, countries=(old, new))
    assert any(told.startswith(complaint) for told in found), found


def test_duplicate_place_is_reported(tmp_path: Path) -> None:
    again = "  rank: 3\n" + _FEATURES.split("- id: iturup")[1].replace("  name", "- id: etorofu\n  name", 1).lstrip(
        "\n"
    )
    found = _complaints(tmp_path, features=("  rank: 3\n", again))
    assert found == ["some.yaml:19: 'Iturup' is already listed at some.yaml:11, less than 15 km away"]


def test_box_across_antimeridian_contains_both_sides(tmp_path: Path) -> None:
    changes = ("box: [145.3, 43.3, 156.6, 51.0]", "box: [145.3, 43.3, -170.0, 51.0]")
    assert _complaints(tmp_path, features=changes) == []


def test_self_governing_area_needs_no_entry_in_sides(tmp_path: Path) -> None:
    assert _complaints(tmp_path, disputes=("administered_by: [RU]", "administered_by: [RU, south-kuril-islands]")) == []


def test_verify_reports_all_mistakes(tmp_path: Path) -> None:
    _complaints(tmp_path, features=("rank: 3", "rank: 9"), countries=("name: Japan, ", ""))
    with pytest.raises(FactsError) as raised:
        verify(load(tmp_path))
    assert str(raised.value).splitlines() == [
        "some.yaml:18: rank: 9 is not between 1 and 5",
        "countries.yaml:1: name is missing",
    ]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("rank: 3", "rank: 3\n  same: RU.6", "some.yaml:19: GeoNames has no unit 'RU.6'. Did you mean “RU."),
        ("rank: 3", "rank: 3\n  same: UM.300", ""),  # this unit is in the list of units without settlements
        ("rank: 3", "rank: 3\n  same: JP", ""),
    ],
)
def test_unit_that_is_not_in_gazetteer_is_reported(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    _complaints(tmp_path, features=(old, new))
    found = list(check_names(load(tmp_path), open_gazetteer(), {"UM.300"}))
    assert complaint in "\n".join(found)
    assert bool(found) == bool(complaint)


def test_most_similar_name_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "exonyms.yaml").write_text(
        "- {of: Irelnd, names: {de: Irland}}\n- {of: Ireland, names: {de: Irland}}\n", encoding="utf-8"
    )
    (tmp_path / "cities.yaml").write_text("- {city: Chitosse, country: JP, admin1: '12'}\n", encoding="utf-8")
    assert list(check_names(load(tmp_path), open_gazetteer(), ())) == [
        "cities.yaml:1: city: no settlement of JP.12 is called 'Chitosse'. Did you mean “chitose”?",
        "exonyms.yaml:1: of: no place is called 'Irelnd'. Did you mean “ireland”?",
    ]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("parents: [kuril-islands]", "parents: [kuril-island]", "Did you mean “kuril-islands”?"),
        ("rank: 3", "rank: 3\n  aproximate: true", "Did you mean “approximate”?"),
        ("rank: 3", "rank: 3\n  xyz: true", "xyz: is not a key of this file."),
    ],
)
def test_most_similar_id_or_key_is_suggested(tmp_path: Path, old: str, new: str, hint: str) -> None:
    assert _complaints(tmp_path, features=(old, new))[0].endswith(hint)
