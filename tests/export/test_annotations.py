"""Web Annotations: validated against a schema and read as JSON-LD.

No package contains W3C's JSON-LD context. The schema and the context in `schemas/` follow the Web Annotation Vocabulary.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyld import jsonld

from storymap.export import exporter
from storymap.export.gather import gather
from tests.export.stories import STORIES, hostile, looked_up, written
from tests.repetitions import every

HERE = Path(__file__).parent / "schemas"
SCHEMA = Draft202012Validator(json.loads((HERE / "annotations.schema.json").read_text(encoding="utf-8")))
CONTEXT = json.loads((HERE / "annotations.context.json").read_text(encoding="utf-8"))
OA = "http://www.w3.org/ns/oa#"


def collection(story: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written(story, "annotations"))
    return read


def items_of(story: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = collection(story)["first"]["items"]
    return items


def bodies(annotation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {body["purpose"]: body for body in annotation["body"]}


def local_context(address: str, options: Any) -> dict[str, Any]:
    assert address == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": address, "document": CONTEXT}


@pytest.mark.slow
@pytest.mark.parametrize("story", STORIES)
def test_collection_is_valid_against_schema(story: str) -> None:
    document = collection(story)
    assert document["total"] == len(items_of(story))
    # In the story with eight hundred places, the annotations differ only in their names and numbers.
    if document["total"] > 100:
        document["first"]["items"] = document["first"]["items"][:: every(10)]
    SCHEMA.validate(document)


@pytest.mark.parametrize("story", STORIES)
def test_ids_are_unique(story: str) -> None:
    ids = [a["id"] for a in items_of(story)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("story", STORIES)
def test_both_selectors_select_the_same_text(story: str) -> None:
    document = collection(story)
    text = document["text"]["value"]
    assert text == STORIES[story]().article.text
    for annotation in document["first"]["items"]:
        target = annotation["target"]
        words, at = target["selector"]
        assert target["source"] == document["text"]["id"]
        assert text[at["start"] : at["end"]] == words["exact"]
        assert text[: at["start"]].endswith(words["prefix"]) and text[at["end"] :].startswith(words["suffix"])
        assert words["prefix"] or words["suffix"]


@pytest.mark.parametrize("story", ["hostile", "ferry"])
def test_linked_data_identifies_place_of_every_mention(story: str) -> None:
    graph = jsonld.flatten(collection(story), None, {"documentLoader": local_context})
    nodes = {node["@id"]: node for node in graph}
    mapped = gather(STORIES[story](), looked_up(story)).mapped()
    found = [n for n in graph if {"@id": f"{OA}identifying"} in n.get(f"{OA}motivatedBy", [])]
    assert len(found) == len(mapped)
    for node in found:
        body = next(nodes[b["@id"]] for b in node[f"{OA}hasBody"] if f"{OA}hasSource" in nodes[b["@id"]])
        place = nodes[body[f"{OA}hasSource"][0]["@id"]]
        assert "https://purl.org/geojson/vocab#Feature" in place["@type"]
        assert place["https://purl.org/geojson/vocab#geometry"]
        target = nodes[node[f"{OA}hasTarget"][0]["@id"]]
        source = nodes[target[f"{OA}hasSource"][0]["@id"]]
        assert source["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"][0]["@value"] == STORIES[story]().article.text


def test_every_key_is_defined_in_the_context() -> None:
    """JSON-LD readers silently drop keys that are not defined."""
    keys: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                keys.add(key)
                if key not in ("dispute", "candidates"):  # these values are plain JSON, whose keys are not terms
                    collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    document = collection("hostile")
    own = document.pop("@context")[1]
    collect(document)
    assert {"selector", "geometry", "confidence", "licence"} <= keys
    assert keys <= set(own) | set(CONTEXT["@context"])


def test_mention_has_place_reason_and_confidence() -> None:
    unsure = next(a for a in items_of("hostile") if a["target"]["selector"][0]["exact"].startswith("]]>"))
    said = bodies(unsure)
    assert said["identifying"]["source"]["geometry"] == {"type": "Point", "coordinates": [-6.5, 5.0]}
    assert (said["identifying"]["confidence"], said["identifying"]["unsure"]) == (0.31, True)
    assert said["identifying"]["candidates"][0]["name"] == "Elsewhere-on-Sea"
    assert said["commenting"]["value"].startswith("“]]>” could be this & that")
    assert said["tagging"]["value"] == "name"


def test_nested_mentions_are_separate_annotations() -> None:
    spans = [(a["target"]["selector"][1]["start"], a["target"]["selector"][1]["end"]) for a in items_of("hostile")]
    assert spans[0][0] < spans[1][0] and spans[1][1] == spans[0][1]


def test_unmapped_name_has_reason_and_no_place() -> None:
    tags = {a["target"]["selector"][0]["exact"]: bodies(a) for a in items_of("hostile")}
    assert tags["Nowhereville"]["tagging"]["value"] == "not on the map"
    assert tags["May"]["tagging"]["value"] == "not a place"
    assert "identifying" not in tags["Nowhereville"] and "identifying" not in tags["May"]


def test_areas_disputes_and_notes_are_written_once_per_place() -> None:
    document = collection("hostile")
    (isle,) = [p for p in document["places"] if p["placeId"] == "storymap:two-names"]
    assert [p["placeId"] for p in document["places"] if "area" in p] == ["storymap:two-names", "geonames:2205218"]
    assert not any(key in json.dumps(document["first"]) for key in ('"area"', '"dispute"', "The editor’s note"))
    assert isle["area"]["type"] == "MultiPolygon" and isle["dispute"]["claimed_by"] == ["XB", "XA"]
    assert isle["note"] == "The editor’s note: <i>mind</i> the gap."


def test_source_of_web_article_is_its_url() -> None:
    story = replace(hostile(), article=replace(hostile().article, source="https://example.org/a story?x=1"))
    read = json.loads(exporter("annotations").write(story, looked_up("hostile")))
    SCHEMA.validate(read)
    assert read["text"]["id"] == "https://example.org/a%20story?x=1" == read["first"]["items"][0]["target"]["source"]
