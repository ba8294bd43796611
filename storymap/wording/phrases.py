"""Write sentences about places and distances for readers. The sentences are plain text, without markup."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from math import floor, log10

from storymap import resources
from storymap.language import is_language, primary_language
from storymap.lazy_pattern import lazy_pattern
from storymap.model import UNSURE, Attribution, Dispute, Place, Position, Reason, Relation, Resolution, Stop
from storymap.territories import SOVEREIGNS
from storymap.wording import Wording
from storymap.wording.divisions import everyday_kind

SURE = 0.9  # a place with at least this confidence is shown as "sure"
# Kilometres in each unit. The patterns below match the names of the units in the supported languages.
_KM = {"km": 1.0, "miles": 1.609344, "nautical": 1.852}
_NAUTICAL = lazy_pattern(r"(?i)nautical|sea mile|seemeile|nauti|náuti|marin[eo]?s?\b|морск|海里|بحري")
_MILES = lazy_pattern(r"(?i)\bmi(?:les?)?\b|\bmeilen?\b|\bmilles?\b|\bmillas?\b|\bмил[яиьею]|マイル|ميل|أميال")
_LATIN = lazy_pattern(r"[A-Za-z]")
# Pages in these languages leave out a containing area if its name is in Latin letters.
_OTHER_SCRIPTS = frozenset({"ja", "ru", "uk", "ar"})
CONSIDERED = 3  # maximum number of other candidates that are shown


class Phrases:
    """Sentences about places in one language.

    `country` returns the name of a country in that language for its ISO 3166-1 code.
    """

    def __init__(self, wording: Wording, country: Callable[[str], str]) -> None:
        self._wording = wording
        self._country = country
        self._areas = lru_cache(1024)(self._areas_named)

    @property
    def language(self) -> str:
        """The primary language of the sentences: the language tag without the region."""
        return primary_language(self._wording.effective_language)

    def text(self, key: str, **params: object) -> str:
        """Return the sentence of the page with a key. The {placeholders} of the sentence are replaced by `params`."""
        return self._wording.text(f"page.{key}", **params)

    def evidence(self, name: str) -> str:
        """Return the description of a kind of evidence for or against a candidate."""
        return self._wording.text(f"evidence.{name}")

    def count(self, key: str, count: int) -> str:
        """Return the sentence with a key in the plural form for `count`."""
        return self._wording.count(f"page.{key}", count)

    def reason(self, reason: Reason) -> str:
        """Return the sentence of a Reason. If there is no sentence, as for the code of a plugin, return the code."""
        years = {key: self.year(value) for key, value in reason.params.items() if key in ("from", "to")}
        try:
            return self._wording.text(f"reason.{reason.code}", **{**reason.params, **years})
        except KeyError:
            return reason.code

    def year(self, year: object) -> str:
        """Return a year as text. A negative year is written as "168 BC"."""
        text = str(year)
        return self.text("year-bc", year=text[1:]) if re.fullmatch(r"-\d+", text) else text

    def kind(self, place: Place) -> str:
        """Return the kind of a place in everyday words, such as "island", "county" or "city", or "" if it is unknown."""
        for code in (everyday_kind(place), place.feature_code, place.feature_class):
            try:
                return self.text(f"kind.{code}")
            except KeyError:
                continue
        return ""

    def where(self, place: Place) -> str:
        """Return the areas that contain a place, such as "Hokkaido, Japan".

        Return "" for countries and for disputed places. The first-level division is left out if its name is in Latin
        letters but the language uses another script.
        """
        if place.dispute is not None or place.feature_code.startswith("PCL"):
            return ""
        unit = "" if place.admin1 == place.name else place.admin1_called(self._wording.effective_language)
        return self._areas(unit, place.country_codes[:3])

    def _areas_named(self, unit: str, country_codes: tuple[str, ...]) -> str:
        """Return the name of a first-level division (or "") with the names of countries."""
        foreign = self.language in _OTHER_SCRIPTS and _LATIN.search(unit)
        parts = ["" if foreign else unit, self.listed([self._country(code) for code in country_codes])]
        return self.text("comma").join(part for part in parts if part)

    def full_name(self, place: Place) -> str:
        """Return an unambiguous name of a place, such as "Paris, Texas, United States"."""
        return self.text("comma").join(part for part in (self.name(place), self.where(place)) if part)

    def name(self, place: Place) -> str:
        """Return the name of a place in this language if it is known, otherwise the default name."""
        language = self._wording.effective_language
        return place.name if is_language(language, "en") else place.called(language)

    def date(self, iso: str) -> str:
        """Format an ISO 8601 date, such as "3 October 2026". Return other values unchanged."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        return self.text("date", day=day.day, month=self.text(f"month.{day.month}"), year=day.year)

    def coordinates(self, position: Position) -> str:
        """Format a position, such as "43.40° N, 142.80° E".

        The position is rounded to hundredths of a degree (about 1 km). The longitude of a pole is left out.
        """
        lat, lon = position
        north, east = self.text("north" if lat >= 0 else "south"), self.text("east" if lon >= 0 else "west")
        figures = {"lat": self._decimal(abs(lat)), "lon": self._decimal(abs(lon))}
        if round(abs(lat), 2) == 90:
            return self.text("latitude", north=north, lat=figures["lat"])
        return self.text("coordinates", north=north, east=east, **figures)

    def _decimal(self, value: float) -> str:
        return f"{value:.2f}".replace(".", self.text("decimal"))

    def source(self, key: str) -> str:
        """Return "Source: …" with the name of the source that has this key in SOURCES.toml."""
        name = sources().get(key, {}).get("name", key)
        return self.text("source", source=name) if name else ""

    def listed(self, words: Sequence[str]) -> str:
        """Return words as a list, such as "a, b and c"."""
        if len(words) < 2:
            return "".join(words)
        return self.text("and", first=self.text("comma").join(words[:-1]), last=words[-1])

    def sides(self, codes: Iterable[str]) -> str:
        """Return the names of the parties to a dispute as a list. For a territory, its country is named."""
        return self.listed(list(dict.fromkeys(self._country(SOVEREIGNS.get(code, code)) for code in codes)))

    def dispute(self, dispute: Dispute) -> str:
        """Return the status of a dispute: "Disputed: administered by Russia, claimed by Japan, since 1945".

        In English, if the note of the dispute names all parties, the note replaces the parties.
        """
        status = self.text(f"status.{dispute.status}")
        if self.uses_note(dispute):
            return f"{status}{self.text('stop')} {dispute.note.removesuffix('.')}"
        parts = [
            self.text("held", names=self.sides(dispute.administered_by)) if dispute.administered_by else "",
            self.text("claimed", names=self.sides(dispute.claimed_by)) if dispute.claimed_by else "",
            self.text("since", year=dispute.since) if dispute.since else "",
        ]
        sides = self.text("comma").join(part for part in parts if part)
        return self.text("dispute", status=status, sides=sides) if sides else status

    def uses_note(self, dispute: Dispute) -> bool:
        """Return whether `dispute` uses the note.

        The note is used if the language is English and the note names every party.
        """
        parties = [self._country(code) for code in (*dispute.administered_by, *dispute.claimed_by)]
        return (
            bool(parties)
            and is_language(self._wording.effective_language, "en")
            and all(name in dispute.note for name in parties)
        )

    def certainty(self, resolutions: Sequence[Resolution], place: Place) -> str:
        """Return a sentence that says how certain a place is. The resolution with the highest confidence decides.

        If the place is uncertain, the sentence names other candidates.
        """
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
        """Return the stated and the measured distance, both in the unit of the article.

        If `with_km` is true, add the measured distance in kilometres.
        """
        unit = _unit(relation.stated)
        ours = self.measured(relation)
        if with_km and unit != "km":
            ours = self.text("distance.too", ours=ours, km=self._figures(relation, "km"))
        return self.text("distance.both", stated=self.stated(relation), ours=ours) if relation.stated else ours

    def stated(self, relation: Relation) -> str:
        """Return the distance that the article states, such as "800 km in the article".

        Return "" if the article states no distance.
        """
        return self.text("distance.stated", stated=relation.stated) if relation.stated else ""

    def measured(self, relation: Relation) -> str:
        """Return the measured distance in the unit of the article, such as "650–1,100 km measured"."""
        return self.text("distance.exact", ours=self._figures(relation, _unit(relation.stated)))

    def _figures(self, relation: Relation, unit: str) -> str:
        """Return the measured distance, such as "162 km" or "30–45 miles"."""
        if _is_point(relation):
            return self._measure(self.number(round(relation.near_km / _KM[unit])), unit)
        near, far = (self.number(_rounded(km / _KM[unit])) for km in (relation.near_km, relation.far_km))
        return self._measure(self.text("distance.from_to", near=near, far=far), unit)

    def _measure(self, figures: str, unit: str) -> str:
        return self.text(f"distance.{unit}", figures=figures)

    def so_far(self, stop: Stop) -> str:
        """Return the day of a stop and the distance covered so far.

        Return "" at the start of a journey without days.
        """
        covered = _rounded(stop.km)
        km = self.text("journey.so_far", km=self.number(covered)) if covered else ""
        return " · ".join(part for part in (stop.day, km) if part)

    def journey(self, stops: Sequence[Stop], labels: Mapping[str, str]) -> str:
        """Return a sentence with the stops and the length of a journey."""
        names = " – ".join(labels[stop.slug] for stop in stops)
        return self.text("journey.sentence", places=names, km=self.number(_rounded(stops[-1].km)))

    def number(self, value: int) -> str:
        """Format a whole number with the thousands separator of the language."""
        return f"{value:,}".replace(",", self.text("thousands"))


@cache
def sources() -> Mapping[str, Mapping[str, str]]:
    """Return the tables of SOURCES.toml. Each table describes a source of data."""
    return tomllib.loads(resources.data("SOURCES.toml").read_text(encoding="utf-8"))


def attribution(key: str) -> Attribution:
    """Return the attribution of the source with a key of SOURCES.toml."""
    table = sources()[key]
    return Attribution(table["name"], table.get("licence", ""), table.get("url", ""), table.get("credit", ""))


def considered(resolution: Resolution) -> list[Place]:
    """Return at most CONSIDERED other candidate places of a mention, most likely first."""
    places = {c.place.id: c.place for c in resolution.candidates}
    chosen = resolution.place.id if resolution.place else None
    return [place for place_id, place in places.items() if place_id != chosen][:CONSIDERED]


def side_names(place: Place) -> Mapping[str, Mapping[str, str]]:
    """Return the names that each side of a dispute uses, by side and then by language.

    Return {} if there is no dispute.
    """
    sides: dict[str, dict[str, str]] = {}
    for name in place.names if place.dispute else ():
        if name.side:
            sides.setdefault(name.side, {}).setdefault(name.language, name.name)
    return sides


def _is_point(relation: Relation) -> bool:
    return round(relation.near_km) == round(relation.far_km)


def _unit(stated: str) -> str:
    """Return the unit of a distance in the article: "nautical", "miles" or "km"."""
    if _NAUTICAL.search(stated):
        return "nautical"
    return "miles" if _MILES.search(stated) else "km"


def _rounded(km: float) -> int:
    """Round to whole kilometres, and from 100 km to two significant figures. Distances between areas and lengths of
    journeys are not known more
    precisely."""
    if km < 10:
        return round(km)
    step = 10 ** (floor(log10(km)) - 1)
    return int(round(km / step) * step)
