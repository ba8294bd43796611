"""A sample of inputs for each target of the fuzz program.

`.ci/slow` and `python -m tests.fuzz TARGET` run more inputs.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.export.needs import needs
from tests.fuzz.mutations import Operation, mutate
from tests.fuzz.targets import TARGETS, run
from tests.repetitions import examples

_FRACTIONS = st.floats(0, 1)
_KINDS = ("insert", "replace", "delete", "double", "swap", "flip", "join", "cut")
OPERATIONS = st.lists(
    st.builds(Operation, st.sampled_from(_KINDS), _FRACTIONS, _FRACTIONS.map(lambda x: x**4), st.integers(0, 65535)),
    max_size=6,
)
NUMBER = int(os.environ.get("STORYMAP_FUZZ_EXAMPLES", "500"))  # number of examples for each target in .ci/slow


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_input_raises_only_errors_of_the_package(name: str) -> None:
    if name == "import-vector-file":
        needs("geopackage")
    target = TARGETS[name]
    for content in target.seeds[: examples(2, len(target.seeds))]:
        run(name, content)

    @settings(
        max_examples=max(2, int(examples(5, NUMBER) * target.share)),
        deadline=None,
        database=None,
        derandomize=NUMBER <= 500,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, len(target.seeds) - 1), OPERATIONS)
    def check(seed: int, operations: list[Operation]) -> None:
        run(name, mutate(target.seeds[seed], operations, target.tokens, target.seeds))

    check()


PAGE = b"<html><head><title>Rain</title></head><body><article>%s<p>It rained in Oslo all day, and nobody minded at all.</p></article></body></html>"
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><item>%s<description>Rain in Oslo.</description></item></channel></rss>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("geocoder", b'{"name": "qx", "0ows": [{"lat": 1, "lon": 2, "display_name": "A"}]}'),
        ("import-kml", b"<kml><Placemark><Point><coordinates>12</coordinates></Point></Placemark></kml>"),
        ("import-kml", b"<kml><Placemark><Point><coordinates>nan,inf</coordinates></Point></Placemark></kml>"),
        ("import-geojson", b'{"type": "FeatureCollection", "crs": {"properties": null}, "features": []}'),
        ("import-geojson", b'{"type": "FeatureCollection", "crs": {"properties": {"name": 5}}}'),
        ("import-csv", b"name,lat,lon\nA,1,2,3\nB\n" + b"x" * 140_000 + b",1,2\n"),
        ("import-csv", b"name,lat,lon\nA,nan,inf\n"),
        ("import-annotations", b'[{"target": {}, "body": {"purpose": "tagging", "value": {}}}]'),
        ("config", b"places = " + b"9" * 5000),
        ("geonames", b"x\t" * 18),
        ("fetched", b"SQLite format 3\0 broken"),
        ("gazetteer-file", b"STORYMP4\xff\xff\xff\xff"),
        ("overrides", b"!!set"),
        ("read-feed", b'<?xml version="1.0" encoding="EUC\xadJP"?><rss version="2.0"><channel/></rss>'),
        ("read-feed", b'<?xml version="1.0" encoding="utf\x00-8"?><rss version="2.0"><channel/></rss>'),
        ("read-feed", FEED % b"<title>&#xD800;</title><pubDate>Tue, 15 Nov 2022 07:00:00 GMT</pubDate>"),
        ("read-feed", FEED % b"<title>A</title><pubDate>Tue, 15 Nov 99999999999 07:00:00 GMT</pubDate>"),
        ("position", b"osm.org/go/" + b"0" * 400),
        ("language", b"sr@latin"),
        ("css", b"a{" * 3000),
        ("css", b"a{width:" + b"9" * 5000 + b"px}"),
        ("layer", b'{"type": {"name": "Point"}}'),
        ("layer", b'{"type": "FeatureCollection", "crs": {"properties": 5}, "features": []}'),
        ("layer", b'{"type": "Point", "coordinates": [' + b"9" * 5000 + b", 1]}"),
        ("places", b"The capital of France, 2\xed\xa0\x80iles south-west of the River Seine."),
        ("read-web-page", PAGE % b"<h1>Rain&#20;</h1><p class='byline'>By Jo&#x1f; Berg</p>"),
        (
            "read-web-page",
            PAGE % b"<figure><img src='a.jpg' alt='x&#8;'><figcaption>The &#xB; bridge</figcaption></figure>",
        ),
        (
            "read-markdown",
            b"Rain.\n\n[![c](a.jpg \"c&#20;amel\")](b.jpg)\n\n<div class='share'><h3>Share&#20; this:</h3></div>",
        ),
        ("records", b'{"schema": "storymap-published/1", "places": ' + b"[" * 100_000),
    ],
)
def test_earlier_finding_is_an_error_of_the_package(name: str, content: bytes) -> None:
    run(name, content)
