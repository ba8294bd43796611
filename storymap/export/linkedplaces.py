"""Linked Places Format 1.2 (Pelagios, World Historical Gazetteer): the places of the story as a small gazetteer.

The file follows the schema with which the World Historical Gazetteer checks contributions. The schema allows only
letters and digits in the prefixes of ids, and no empty lists of countries and classes. Each place has a `when`, and a
geometry that QGIS can draw: its area or, if it has none, its point. The point of a place with an area is in
`properties`.

The file is a FeatureCollection of GeoJSON-T and JSON-LD. A name that the article uses is an attested name, with a
citation of the article. The type of a place is an AAT concept if exactly one concept fits the kind of place, and a
GeoNames code otherwise. Certainty has the three values of the format. Stated distances are relations. Other values are
in the `properties` of a feature. An `@id` is a GeoNames URL or an id such as `storymap:…`, which cannot be opened on
the web. The format drops the text of the article, the offsets of mentions, scenes, and unmapped names.
"""

from __future__ import annotations

import json
import re
from typing import Any

from storymap.export.areas import coordinates
from storymap.export.descriptions import disputed
from storymap.export.gather import Gathered, PlaceRow, address, as_exported, credits_of, gather, rounded, web_address
from storymap.export.geojson import candidate_values, dispute_values, point
from storymap.export.place_types import concept
from storymap.gazetteer.codes import CLASS_OF
from storymap.lazy_pattern import lazy_pattern
from storymap.model import UNSURE, Article, Place, Relation, Story
from storymap.ports import About, Aspect, Lookups
from storymap.wording.phrases import SURE, sources

ABOUT = About(
    "linkedplaces",
    "Linked Places Format 1.2",
    ".lpf.json",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.MENTIONS, Aspect.SCENES, Aspect.ABSENT, Aspect.LAYERS, Aspect.PICTURES},
    "World Historical Gazetteer, Recogito, Peripleo, and as GeoJSON by QGIS and GDAL",
    remark="places added by storymap have `storymap:` ids, which cannot be opened on the web",
)
CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
RELATED = "gvp:tgn3000_related_to"
# The gazetteer accepts country codes of ISO 3166-1, except user-assigned codes such as XK (Kosovo).
_COUNTRY = lazy_pattern("(?!AA|Q[M-Z]|X[A-Z]|ZZ)[A-Z]{2}")
# Feature class of GeoNames -> class of the format, which has seven classes. Undersea features and forests have no class
# of their own there.
_CLASSES = {"A": "A", "H": "H", "L": "L", "P": "P", "R": "R", "S": "S", "T": "T", "U": "H", "V": "L"}
_SITE = "S"  # the class of places of unknown kind: online lookups return buildings and shops without a feature code
# URLs that the World Historical Gazetteer accepts
_URL = lazy_pattern(r"https?://[a-zA-Z0-9.-]{2,256}\.[a-z]{2,63}(:\d{1,5})?(/.*)?")


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the collection, one feature per line."""
    gathered = gather(story, lookups)
    article = story.article
    head = {
        "@context": CONTEXT,
        "type": "FeatureCollection",
        "storymap": {"title": article.title, "byline": article.byline, "published": article.published}
        | {"article": article.source, "credits": credits_of(story)},
    }
    rows = {row.slug: row for row in gathered.places}
    features = ",\n".join(_json(_feature(row, rows, gathered)) for row in gathered.places)
    return f'{_json(head)[:-1]},"features":[\n{features}\n]}}\n'.encode()


def certainty(confidence: float) -> str:
    """Return the format's certainty value ("certain", …) for a confidence between 0 and 1."""
    return "certain" if confidence >= SURE else "less-certain" if confidence >= UNSURE else "uncertain"


def _feature(row: PlaceRow, rows: dict[str, PlaceRow], gathered: Gathered) -> dict[str, Any]:
    place, article = row.place, gathered.story.article
    relations = [_relation(r, rows, gathered) for r in gathered.story.relations if r.origin == row.slug]
    parts = {
        "names": _names(row, article),
        "types": types(row.place, row.kind, article.language),
        "geometry": _geometry(row),
        "links": _links(row, article),
        "descriptions": _descriptions(row, gathered),
        "relations": [relation for relation in relations if relation],
        "when": _when(place.years) if place.years else _attested(article),
    }
    return {
        "@id": identifier(place.id),
        "type": "Feature",
        "properties": _properties(row),
        **{key: value for key, value in parts.items() if value},
    }


def identifier(place_id: str) -> str:
    """Return the id of a place: a URL, or a prefix and a name.

    Hyphens in the prefix are left out, because the World Historical Gazetteer does not allow them.
    """
    iri = address(place_id)
    prefix, colon, name = iri.partition(":")
    return iri if prefix in ("http", "https") else f"{re.sub('[^A-Za-z0-9]', '', prefix)}{colon}{name}"


def country_codes(place: Place) -> list[str]:
    """Return those country codes of a place that the World Historical Gazetteer accepts."""
    return list(dict.fromkeys(code for code in place.country_codes if _COUNTRY.fullmatch(code)))


def feature_classes(place: Place) -> list[str]:
    """Return the feature class of a place as the list `fclasses`, such as ["P"].

    The format documents only the classes A, H, L, P, R, S and T.
    """
    return [_CLASSES.get(place.feature_class or CLASS_OF.get(place.feature_code, ""), _SITE)]


def _properties(row: PlaceRow) -> dict[str, Any]:
    place = row.place
    ccodes = country_codes(place)
    return {
        "title": row.label,
        "gazetteer_name": place.name,
        **({"ccodes": ccodes} if ccodes else {}),
        "fclasses": feature_classes(place),
        "slug": row.slug,
        "place_id": place.id,
        "exported_as": as_exported(place),
        "lat": rounded(place.position.lat),
        "lon": rounded(place.position.lon),
        "confidence": row.confidence,
        "unsure": row.unsure,
        "reason": row.reason,
        "approximate": place.approximate,
        "radius_km": place.radius_km,
        "dispute": dispute_values(row),
        "candidates": [candidate_values(c) for c in row.candidates],
        "note": row.story_place.note,
        "source": row.source,
        "licence": place.licence,
    }


def _names(row: PlaceRow, article: Article) -> list[dict[str, Any]]:
    """Return the names of a place, each with a citation.

    The names in the article come before the names in the gazetteer.
    """
    quoted = dict.fromkeys(" ".join(m.quote.exact.split()) for m in row.mentions if m.is_name)
    names = [{"toponym": name, "lang": article.language, "citations": [_article(article)]} for name in quoted]
    names.append({"toponym": row.place.name, "citations": [_gazetteer(row)]})
    names += [
        {"toponym": n.name, **({"lang": n.language} if n.language else {}), "citations": [_gazetteer(row)]}
        for n in row.place.names
    ]
    return list({(name["toponym"], name.get("lang")): name for name in reversed(names)}.values())[::-1]


def types(place: Place, kind: str, language: str) -> list[dict[str, Any]]:
    """Return the type of a place: an AAT concept or, if no concept fits, the GeoNames code.

    `kind` is the name of the type in `language`.
    """
    found = concept(place)
    labels = {"sourceLabels": [{"label": kind, "lang": language}]} if kind else {}
    if found:
        return [{"identifier": f"aat:{found[0]}", "label": found[1], **labels}]
    if place.feature_class and place.feature_code:
        code = f"{place.feature_class}.{place.feature_code}"
        return [{"identifier": f"gn:{code}", "label": kind or code, **labels}]
    return []


def _geometry(row: PlaceRow) -> dict[str, Any]:
    """Return the area of a place or, if it has none, its point."""
    more = {"certainty": certainty(row.confidence), "citations": [_gazetteer(row)]}
    area = coordinates(row.footprint) if row.footprint else []
    return {"type": "MultiPolygon", "coordinates": area, **more} if area else point(row.place) | more


def _links(row: PlaceRow, article: Article) -> list[dict[str, str]]:
    links = []
    if address(row.place.id).startswith("https:"):
        links.append({"type": "exactMatch", "identifier": address(row.place.id)})
    if _URL.fullmatch(web_address(article.source)):
        links.append({"type": "subjectOf", "identifier": web_address(article.source)})
    return links


def _descriptions(row: PlaceRow, gathered: Gathered) -> list[dict[str, str]]:
    """Return the descriptions that the article uses for a place, the sentences about its dispute, and its note."""
    phrases = dict.fromkeys(f"“{' '.join(m.quote.exact.split())}”" for m in row.mentions if not m.is_name)
    lines = [*phrases, *disputed(row, gathered.words), row.story_place.note]
    return [{"value": " ".join(line.split()), "lang": gathered.story.article.language} for line in lines if line]


def _relation(r: Relation, rows: dict[str, PlaceRow], gathered: Gathered) -> dict[str, Any] | None:
    if r.target not in rows:
        return None
    label = f"{gathered.story.article.text[r.start : r.end]}: {gathered.words.distance(r)}"
    to = rows[r.target]
    sure = min(rows[r.origin].confidence, to.confidence)
    cites = {"citations": [_article(gathered.story.article)], "certainty": certainty(sure)}
    return {"relationType": RELATED, "relationTo": identifier(to.place.id), "label": " ".join(label.split()), **cites}


def _when(years: tuple[int, int]) -> dict[str, Any]:
    """Return the years of a historical place in ISO 8601, with astronomical numbering before year 1."""
    start, end = (f"{year:05d}" if year < 0 else f"{year:04d}" for year in years)
    return {"timespans": [{"start": {"in": start}, "end": {"in": end}}]}


def _attested(article: Article) -> dict[str, Any]:
    """Return the time at which the article attests the places, which is the date of the article.

    If the article has no date, the list of timespans is empty.
    """
    date = re.match(r"\d{4}(-\d\d){0,2}", article.published)
    if not date:
        return {"timespans": [], "label": "named in an undated article"}
    return {"timespans": [{"start": {"latest": date[0]}, "end": {"earliest": date[0]}}]}


def _article(article: Article) -> dict[str, str]:
    """Return the citation of the article, with its URL if known."""
    link = {"@id": web_address(article.source)} if _URL.fullmatch(web_address(article.source)) else {}
    label = ", ".join(" ".join(part.split()) for part in (article.title, article.byline, article.published) if part)
    return {"label": label, **link}


def _gazetteer(row: PlaceRow) -> dict[str, str]:
    """Return the citation for a place's data source."""
    url = sources().get(row.place.source, {}).get("url", "")
    return {"label": row.source or "storymap", **({"@id": url} if url else {})}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
