"""Valid inputs of each kind, and the words of their formats."""

from __future__ import annotations

import json

ARTICLE = """# A voyage to the north

Troops went from Sapporo to Chitose in Hokkaido. A ship sailed from Wakkanai, 45 km north of Rishiri, to Otaru.

In Paris, Texas, and in Georgia the mayor of Springfield, Ill., spoke: “The disputed islands are near 43.06, 141.35.”
"""
TEXTS = (
    ARTICLE,
    "Из Владивостока в Москву, затем в Санкт-Петербург.",
    "札幌から千歳へ、北海道の港町 小樽。",
    "قال من القاهرة إلى الإسكندرية",
    "- Oslo\n- Bergen (Norway)\n\n| a | b |\n|---|---|\n| Rome | Milan |\n",
    "The capital of France, 20 miles south-west of the River Seine; the strait between Dover and Calais.",
    "",
    "A.\u0301 Þórshöfn — K2 (8,611 m) — “St. John’s”, N.L. … 5 km à l'est de Genève",
)
PLACES_YAML = (
    "version: 1\nplaces:\n  Sapporo: {id: 'geonames:2128295'}\n  Chitose: {lat: 42.8, lon: 141.6, kind: town, note: Base}\n  Otaru: {ignore: true}\n",
    "version: 1\nhome: Sapporo\nplaces:\n  Hokkaido:\n    - {in: p2, ignore: true}\n    - {nth: 1, at: '43.06, 141.35', radius_km: 40, as: North}\n"
    "scenes:\n  p2: {title: The strait, camera: {box: [139, 44, 145, 48], zoom: 7}, hide: true, with: p3}\n",
    "version: 1\nplaces:\n  Wakkanai: &w\n    name: W\n    lat: 45.4\n    lon: 141.7\n    dispute: {status: claimed, administered_by: [JP], claimed_by: [RU]}\n"
    "    area: {type: Polygon, coordinates: [[[141, 45], [142, 45], [142, 46], [141, 45]]]}\n  Rishiri: *w\n  Paris: {image: {file: a.png, alt: x, credit: y}}\n",
    "# Overrides for a.txt.\nversion: 1\nplaces:\n  # comment\n  Georgia: {suggested: 'geonames:614540', see: https://a.example/}\n",
)
_POINT = {"type": "Point", "coordinates": [141.35, 43.06]}
_RING = [[[141, 45], [142, 45], [142, 46], [141, 45]]]
_FEATURES = [
    {"type": "Feature", "id": "sapporo", "properties": {"name": "Sapporo", "place_id": "geonames:2128295", "exported_as": "geonames:2128295 43.06 141.35"}, "geometry": _POINT},
    {"type": "Feature", "properties": {"area_of": "hokkaido", "name": "Hokkaido"}, "geometry": {"type": "Polygon", "coordinates": _RING}},
    {"type": "Feature", "properties": {"name": "Wakkanai", "note": "x", "id": "wakkanai"}, "geometry": _POINT},
]  # fmt: skip
GEOJSON = (
    json.dumps({"type": "FeatureCollection", "features": _FEATURES, "storymap": {"places": ["sapporo", "otaru"]}}),
    json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "features": _FEATURES}),
)  # fmt: skip
LINKED_PLACES = (
    json.dumps({
        "type": "FeatureCollection", "@context": "x", "features": [
            {"@id": "gn:2128295", "names": [{"toponym": "Sapporo"}], "properties": {"title": "Sapporo", "slug": "sapporo", "lat": 43, "lon": 141},
             "links": [{"identifier": "https://www.geonames.org/2128295"}], "geometry": {"type": "GeometryCollection", "geometries": [_POINT, {"type": "Polygon", "coordinates": _RING}]}},
        ],
    }),
)  # fmt: skip
_TARGET = {"source": "a.txt", "selector": [{"type": "TextQuoteSelector", "exact": "Sapporo", "prefix": "from ", "suffix": " to"}, {"type": "TextPositionSelector", "start": 42, "end": 49}]}  # fmt: skip
_BODY = [{"purpose": "identifying", "source": "https://www.geonames.org/2128295/", "exportedAs": "geonames:2128295 43.06 141.35", "geometry": _POINT}, {"purpose": "tagging", "value": "not a place"}]  # fmt: skip
ANNOTATIONS = (
    json.dumps({"type": "AnnotationPage", "items": [{"type": "Annotation", "target": _TARGET, "body": _BODY}]}),
    json.dumps([{"type": "Annotation", "target": [_TARGET], "body": _BODY[0], "tags": ["not a place"]}]),
    json.dumps({"first": {"items": [{"target": _TARGET, "body": {"type": "SpecificResource", "source": {"id": "x:y", "label": "Z"}}}]}}),
)  # fmt: skip
CSV = (
    "name,lat,lon,place_id,slug,status\nSapporo,43.06,141.35,geonames:2128295,sapporo,mapped\nOtaru,43.2,141.0,,,\n",
    'Name;Latitude;Longitude\nWakkanai;45,5;141,5\n"a\nb";1;2\n',
    "title\ty\tx\nRishiri\t45.2\t141.2\n",
)
KML = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Sapporo</name><ExtendedData>'
    '<Data name="slug"><value>sapporo</value></Data></ExtendedData><Point><coordinates>141.35,43.06,0</coordinates></Point></Placemark>'
    '<Placemark><ExtendedData><SchemaData><SimpleData name="area_of">hokkaido</SimpleData></SchemaData></ExtendedData><Polygon><outerBoundaryIs><LinearRing>'
    "<coordinates>141,45 142,45 142,46 141,45</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>",
)
GPX = (
    '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><wpt lat="45.5" lon="141.5"><name>Wakkanai</name><link href="https://www.geonames.org/1"/></wpt>'
    '<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>',
)
JSONL = (
    '{"id": "a", "text": "Troops went from Sapporo to Chitose.", "home": {"lat": 43, "lon": 141}, "language": "en", "published": "2024-01-02"}\n',
    '{"id": 5, "text": "Waco", "home": "Texas", "title": "T"}\nnot json\n\n{"id": null, "text": "Oslo \\ud800"}\n',
)
GEONAMES_ROW = "\t".join(["90000001", "Minamihama", "Minamihama", "Minami Hama,南浜", "43.1", "145.1", "P", "PPL", "JP", "", "12", "", "", "", "120", "", "5", "Asia/Tokyo", "2020-01-01"])  # fmt: skip
GEOCODED = (
    json.dumps([{"osm_type": "node", "osm_id": 42, "lat": "43.0", "lon": "141.5", "name": "Kitahiroshima", "display_name": "K, Japan", "addresstype": "city",
                 "boundingbox": ["42.9", "43.1", "141.3", "141.7"], "address": {"country_code": "jp", "state": "Hokkaido"}}]),
    json.dumps({"name": "qx", "rows": [{"lat": 1, "lon": 2, "display_name": "A"}]}),
)  # fmt: skip
CSS = (
    ":root{--ink:#123456;--paper:#fff}\nh1{font-family:'A B'; color: var(--ink)}\n@media print{p::after{content:\"\\201c\"}}",
    "@import 'a.css';@font-face{font-family:x;src:url(data:font/woff2;base64,AAAA)}a{background:url(#x)}/* c */ b{color:rgb(1 2 3 / 50%)}",
)
CONFIG = (
    'theme = "paper"\nlanguage = "en"\nhome = "Sapporo"\nplaces = ["places.yaml"]\ncss = "a.css"\n',
    '[tool.storymap]\ntheme = "paper"\n',
)
POSITIONS = (
    "43.06, 141.35", "63°51'25\"N 19°13'26\"W", "北緯43度3分 東経141度21分", "https://www.openstreetmap.org/?mlat=43&mlon=141#map=7/43/141",
    "https://osm.org/go/0EEQjE--", "geo:43.06,141.35;u=10", "9F28WXR7+2V", "https://www.google.com/maps/@43,141,7z", "https://maps.apple.com/?ll=43,141",
    "https://www.google.com/maps/place/X/data=!3d43!4d141", "https://www.bing.com/maps?cp=43~141", "https://geohack.toolforge.org/geohack.php?params=43_3_N_141_21_E",
)  # fmt: skip
