"""Sentences about places and distances, for readers: plain text, never markup."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from math import floor, log10

from storymap import resources
from storymap.language import is_language, primary_language
from storymap.model import UNSURE, Dispute, Place, Position, Reason, Relation, Resolution
from storymap.wording import Wording

SURE = 0.9  # at least this confident: said without reserve
# Kilometres in the units that articles measure in, and how their names begin in the languages that are read.
_KM = {"km": 1.0, "miles": 1.609344, "nautical": 1.852}
_NAUTICAL = re.compile(r"(?i)nautical|sea mile|seemeile|nauti|náuti|marin[eo]?s?\b|морск|海里|بحري")
_MILES = re.compile(r"(?i)\bmi(?:les?)?\b|\bmeilen?\b|\bmilles?\b|\bmillas?\b|\bмил[яиьею]|マイル|ميل|أميال")
CONSIDERED = 3  # other candidates that are named


class Phrases:
    """Speaks about places in the words of one language; `country` names ISO 3166-1 codes in it."""

    def __init__(self, wording: Wording, country: Callable[[str], str]) -> None:
        self._wording = wording
        self._country = country

    @property
    def language(self) -> str:
        """The language that is spoken, without its region."""
        return primary_language(self._wording.spoken)

    def text(self, key: str, **params: object) -> str:
        """A sentence of the page."""
        return self._wording.text(f"page.{key}", **params)

    def count(self, key: str, count: int) -> str:
        """A sentence in the form that the number takes."""
        return self._wording.count(f"page.{key}", count)

    def reason(self, reason: Reason) -> str:
        """The sentence of a Reason; its code where no language knows one (a plugin's own)."""
        try:
            return self._wording.text(f"reason.{reason.code}", **reason.params)
        except KeyError:
            return reason.code

    def kind(self, place: Place) -> str:
        """What it is: "island", "capital"; "" when nothing is known."""
        for code in (place.feature_code, place.feature_class):
            try:
                return self.text(f"kind.{code}")
            except KeyError:
                continue
        return ""

    def where(self, place: Place) -> str:
        """The places around it: "Hokkaido, Japan". Nothing for countries, and for what several sides claim."""
        if place.dispute is not None or place.feature_code.startswith("PCL"):
            return ""
        countries = [self._country(code) for code in place.country_codes[:3]]
        parts = [place.admin1 if place.admin1 != place.name else "", self.listed(countries)]
        return self.text("comma").join(part for part in parts if part)

    def full_name(self, place: Place) -> str:
        """A name that tells namesakes apart: "Paris, Texas, United States"."""
        return self.text("comma").join(part for part in (self.name(place), self.where(place)) if part)

    def name(self, place: Place) -> str:
        """Its name in this language, where one is known."""
        language = self._wording.spoken
        return place.name if is_language(language, "en") else place.called(language)

    def date(self, iso: str) -> str:
        """A day as people write it ("3 October 2026"); what is no ISO 8601 day stays as it is."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        return self.text("date", day=day.day, month=self.text(f"month.{day.month}"), year=day.year)

    def coordinates(self, position: Position) -> str:
        """ "43.40° N, 142.80° E": hundredths of a degree, about a kilometre."""
        lat, lon = position
        north, east = self.text("north" if lat >= 0 else "south"), self.text("east" if lon >= 0 else "west")
        figures = {"lat": self._decimal(abs(lat)), "lon": self._decimal(abs(lon))}
        return self.text("coordinates", north=north, east=east, **figures)

    def _decimal(self, value: float) -> str:
        return f"{value:.2f}".replace(".", self.text("decimal"))

    def source(self, key: str) -> str:
        """Whom we have it from: the name behind a key of SOURCES.toml."""
        name = sources().get(key, {}).get("name", key)
        return self.text("source", source=name) if name else ""

    def listed(self, words: Sequence[str]) -> str:
        """ "a, b and c"."""
        if len(words) < 2:
            return "".join(words)
        return self.text("and", first=self.text("comma").join(words[:-1]), last=words[-1])

    def sides(self, codes: Iterable[str]) -> str:
        """The names of the parties to a dispute."""
        return self.listed([self._country(code) for code in codes])

    def dispute(self, dispute: Dispute) -> str:
        """ "Disputed: administered by Russia, claimed by Japan, since 1945"; in English the note that tells it better, where
        it names every party."""
        status = self.text(f"status.{dispute.status}")
        if self.noted(dispute):
            return f"{status}{self.text('stop')} {dispute.note.removesuffix('.')}"
        parts = [
            self.text("held", names=self.sides(dispute.administered_by)) if dispute.administered_by else "",
            self.text("claimed", names=self.sides(dispute.claimed_by)) if dispute.claimed_by else "",
            self.text("since", year=dispute.since) if dispute.since else "",
        ]
        told = self.text("comma").join(part for part in parts if part)
        return self.text("dispute", status=status, sides=told) if told else status

    def noted(self, dispute: Dispute) -> bool:
        """Whether the note says all that the sentence made of the sides would say."""
        parties = [self._country(code) for code in (*dispute.administered_by, *dispute.claimed_by)]
        return (
            bool(parties) and is_language(self._wording.spoken, "en") and all(name in dispute.note for name in parties)
        )

    def certainty(self, resolutions: Sequence[Resolution], place: Place) -> str:
        """How sure the best of the decisions for a place is, and what else it may be."""
        best = max(resolutions, key=lambda r: r.confidence)
        if best.confidence >= SURE:
            return self.text("sure")
        if best.confidence >= UNSURE:
            return self.text("fairly_sure")
        name = self.full_name(place)
        others = dict.fromkeys(map(self.full_name, considered(best)))
        others.pop(name, None)
        sentence = self.text("probably", place=name)
        if others:
            sentence += "; " + self.text("considered", places=self.listed(list(others)))
        return sentence

    def distance(self, relation: Relation, *, with_km: bool = False) -> str:
        """The article's figure and ours, in the article's unit; `with_km`: in kilometres as well."""
        unit = _unit(relation.stated)
        ours = self._ours(relation, unit)
        if with_km and unit != "km":
            ours = self.text("distance.too", ours=ours, km=self._figures(relation, "km"))
        return self.text("distance.both", stated=relation.stated, ours=ours) if relation.stated else ours

    def _ours(self, relation: Relation, unit: str) -> str:
        if _is_point(relation):
            return self.text("distance.exact", ours=self._figures(relation, unit))
        middle = self._measure(self.number(_rounded(relation.label_km / _KM[unit])), unit)
        return self.text("distance.range", ours=self._figures(relation, unit), middle=middle)

    def _figures(self, relation: Relation, unit: str) -> str:
        """ "162 km", "30–45 miles"."""
        if _is_point(relation):
            return self._measure(self.number(round(relation.label_km / _KM[unit])), unit)
        near, far = (self.number(_rounded(km / _KM[unit])) for km in (relation.near_km, relation.far_km))
        return self._measure(self.text("distance.from_to", near=near, far=far), unit)

    def _measure(self, figures: str, unit: str) -> str:
        return self.text(f"distance.{unit}", figures=figures)

    def number(self, value: int) -> str:
        """A whole number with the language's mark between thousands."""
        return f"{value:,}".replace(",", self.text("thousands"))


@cache
def sources() -> Mapping[str, Mapping[str, str]]:
    """The tables of SOURCES.toml."""
    return tomllib.loads(resources.data("SOURCES.toml").read_text(encoding="utf-8"))


def considered(resolution: Resolution) -> list[Place]:
    """The other places a mention may mean, likeliest first."""
    places = {c.place.id: c.place for c in resolution.candidates}
    chosen = resolution.place.id if resolution.place else None
    return [place for place_id, place in places.items() if place_id != chosen][:CONSIDERED]


def side_names(place: Place) -> Mapping[str, Mapping[str, str]]:
    """What each side of a dispute calls the place, one name a language: side -> language -> name; empty for no dispute."""
    sides: dict[str, dict[str, str]] = {}
    for name in place.names if place.dispute else ():
        if name.side:
            sides.setdefault(name.side, {}).setdefault(name.language, name.name)
    return sides


def _is_point(relation: Relation) -> bool:
    return round(relation.near_km) == round(relation.far_km)


def _unit(stated: str) -> str:
    """The unit of a distance as an article writes it."""
    if _NAUTICAL.search(stated):
        return "nautical"
    return "miles" if _MILES.search(stated) else "km"


def _rounded(km: float) -> int:
    """To two figures: what a range from coast to coast can honestly claim."""
    if km < 10:
        return round(km)
    step = 10 ** (floor(log10(km)) - 1)
    return int(round(km / step) * step)
