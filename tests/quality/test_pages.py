"""A page can be built from every annotated text, and its document matches the schema."""

from __future__ import annotations

import json

import jsonschema
import pytest

from storymap import resources
from storymap.pipeline import build
from tests.quality.annotated import TEXTS, AnnotatedText, read_folder
from tests.repetitions import every

SCHEMA = jsonschema.Draft202012Validator(json.loads(resources.schema("story.schema.json").read_text(encoding="utf-8")))


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize("text", read_folder(TEXTS / "gate")[:: every(6)], ids=lambda text: text.name)
def test_document_of_page_matches_schema(text: AnnotatedText) -> None:
    html = build(f"{text.text}\n").html()
    SCHEMA.validate(json.loads(html.partition('id="storymap-data">')[2].partition("</script>")[0]))
