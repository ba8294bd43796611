"""Structured data in the head of a page: the article and its places as JSON-LD (schema.org)."""

from __future__ import annotations

from typing import Any

from storymap.model import Role, Story, StoryPlace


def linked_data(story: Story, description: str, canonical: str) -> dict[str, Any]:
    """Return the article as a schema.org Article with its places. Unknown values are left out."""
    article = story.article
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.title,
        "description": description,
        "inLanguage": article.language,
        "author": {"@type": "Person", "name": article.byline} if article.byline else None,
        "datePublished": article.published,
        "url": canonical,
        "contentLocation": [_location(place) for place in story.places if place.role is not Role.PASSING],
    }
    return {key: value for key, value in facts.items() if value}


def _location(place: StoryPlace) -> dict[str, Any]:
    lat, lon = place.place.position
    geo = {"@type": "GeoCoordinates", "latitude": round(lat, 4), "longitude": round(lon, 4)}
    return {"@type": "Place", "name": place.place.name, "geo": geo}
