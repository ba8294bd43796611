"""A gazetteer with about twenty places for tests, which needs no data files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log10

from storymap.errors import GazetteerError
from storymap.model import BoundingBox, Dispute, Footprint, Place, Position
from storymap.ports import DisputedArea, Entry, Match
from storymap.sphere import contains, distance_km

# The columns are: name, lat, lon, population, feature code, country, admin1, kind, other names.
ROWS: tuple[tuple[str, float, float, int, str, str, str, str, tuple[str, ...]], ...] = (
    ("Japan", 36.0, 138.0, 126_000_000, "PCLI", "JP", "", "country", ()),
    ("Russia", 60.0, 100.0, 144_000_000, "PCLI", "RU", "", "country", ()),
    ("United States", 39.8, -98.5, 330_000_000, "PCLI", "US", "", "country", ("U.S.", "America")),
    ("France", 46.0, 2.0, 66_000_000, "PCLI", "FR", "", "country", ()),
    ("Ukraine", 49.0, 32.0, 44_000_000, "PCLI", "UA", "", "country", ()),
    ("Hokkaido", 43.4, 142.8, 5_400_000, "ADM1", "JP", "JP.12", "admin1", ()),
    ("Texas", 31.3, -99.3, 29_000_000, "ADM1", "US", "US.TX", "admin1", ("Tex.",)),
    ("Chitose", 42.82, 141.65, 97_000, "PPL", "JP", "JP.12", "city", ()),
    ("Chitose", 33.2, 130.5, 120_000, "PPL", "JP", "JP.07", "city", ()),
    ("Paris", 48.85, 2.35, 2_100_000, "PPLC", "FR", "FR.11", "city", ()),
    ("Paris", 33.66, -95.55, 25_000, "PPLA2", "US", "US.TX", "city", ()),
    ("Sherman", 33.63, -96.6, 41_000, "PPLA2", "US", "US.TX", "city", ()),
    ("Bonham", 33.58, -96.18, 10_000, "PPLA2", "US", "US.TX", "city", ()),
    ("Vladivostok", 43.11, 131.87, 600_000, "PPLA", "RU", "RU.59", "city", ()),
    ("Tokyo", 35.69, 139.69, 8_300_000, "PPLC", "JP", "JP.40", "city", ()),
    ("Moscow", 55.75, 37.62, 10_400_000, "PPLC", "RU", "RU.48", "city", ()),
    ("Moscow", 46.73, -117.0, 25_000, "PPLA2", "US", "US.ID", "city", ()),
    ("Soviet Union", 60.0, 90.0, 0, "PCLH", "RU", "", "historical", ()),
)
DEMONYMS = {"Russian": ("RU",), "Japanese": ("JP",), "American": ("US",), "Texan": ("US",)}
KURILS = Place(
    "storymap:south-kuril-islands", "Southern Kuril Islands / Northern Territories", Position(44.3, 146.9), "T", "ISLS",
    country_codes=("RU", "JP"), dispute=Dispute("disputed", ("RU",), ("JP",), "1945"), bbox=BoundingBox(145.3, 43.3, 149.0, 45.7),
)  # fmt: skip
CRIMEA = Place(
    "storymap:crimea",
    "Crimea",
    Position(45.3, 34.4),
    "T",
    "PEN",
    country_codes=("UA", "RU"),
    dispute=Dispute("annexed", ("RU",), ("UA",), "2014"),
)
TAIWAN = Place(
    "storymap:taiwan",
    "Taiwan",
    Position(23.7, 121.0),
    "T",
    "ISL",
    country_codes=("TW",),
    dispute=Dispute("disputed", ("TW",), ("CN",)),
)


@dataclass(eq=False)  # without `eq`, the class is hashable, as gazetteers must be
class SmallWorld:
    """An implementation of `ports.Gazetteer` with the places in `rows` and the disputed areas in `special`."""

    rows: tuple[tuple[str, float, float, int, str, str, str, str, tuple[str, ...]], ...] = ROWS
    footprints: dict[str, Footprint] = field(default_factory=dict)
    special: tuple[Place, ...] = (KURILS, CRIMEA, TAIWAN)

    def find(self, name: str) -> Sequence[Entry]:
        found = [
            self._entry(i, r)
            for i, r in enumerate(self.rows)
            if name.casefold() in {n.casefold() for n in (r[0], *r[8])}
        ]
        found += [self._special(i) for i, p in enumerate(self.special) if name.casefold() == p.name.casefold()]
        return sorted(found, key=lambda e: (e.match, -e.prominence))

    def best(self, name: str) -> tuple[str, float] | None:
        return next(((e.kind, e.prominence) for e in self.find(name)), None)

    def longer(self, name: str, most: int) -> Sequence[Entry]:
        first = f"{name.casefold()} "
        found = [row[0] for row in self.rows if row[0].casefold().startswith(first)]
        return [entry for whole in found for entry in self.find(whole)] if len(found) <= most else []

    def country_place(self, code: str) -> str:
        return next((f"test:{i}" for i, row in enumerate(self.rows) if row[7] == "country" and row[5] == code), "")

    def _entry(self, number: int, row: tuple[str, float, float, int, str, str, str, str, tuple[str, ...]]) -> Entry:
        _, lat, lon, population, code, country, admin1, kind, _ = row
        return Entry(
            number,
            Match.NAME,
            lat,
            lon,
            population,
            log10(population + 1) if population else 6.0,
            code,
            country,
            admin1,
            kind,
        )

    def _special(self, i: int) -> Entry:
        p = self.special[i]
        return Entry(1000 + i, Match.NAME, *p.position, 0, 6.5, p.feature_code, p.country_codes[0], "", "dispute")

    def place(self, entry: Entry | str) -> Place:
        if isinstance(entry, str):
            by_id = {p.id: p for p in self.special} | {f"test:{i}": self._place(i) for i in range(len(self.rows))}
            if entry not in by_id:
                raise GazetteerError(f"no place has the id {entry!r}")
            return by_id[entry]
        return self.special[entry.number - 1000] if entry.number >= 1000 else self._place(entry.number)

    def _place(self, number: int) -> Place:
        name, lat, lon, population, code, country, admin1, kind, _ = self.rows[number]
        years = (1922, 1991) if kind == "historical" else None
        feature_class = "A" if code.startswith(("PCL", "ADM")) else "P"
        return Place(
            f"test:{number}", name, Position(lat, lon), feature_class, code, country_codes=(country,),
            admin1=self.admin1_name(admin1), population=population, years=years,
        )  # fmt: skip

    def footprint(self, place_id: str) -> Footprint | None:
        return self.footprints.get(place_id)

    def demonym(self, word: str) -> tuple[str, ...]:
        return DEMONYMS.get(word, ())

    def negative(self, name: str) -> str | None:
        return "a common word" if name in ("Of", "Most") else None

    def largest(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        entries = [self._entry(i, r) for i, r in enumerate(self.rows)]
        inside = [e for e in entries if e.kind in kinds and contains(box, e.lat, e.lon)]
        return sorted(inside, key=lambda e: -e.prominence)[:limit]

    def within(self, lat: float, lon: float, radius_km: float, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        entries = [self._entry(i, r) for i, r in enumerate(self.rows)]
        near = [(distance_km(lat, lon, e.lat, e.lon), e) for e in entries if e.kind in kinds]
        return [e for km, e in sorted(near, key=lambda n: n[0]) if km <= radius_km][:limit]

    def country_name(self, code: str) -> str:
        return {"JP": "Japan", "RU": "Russia", "US": "United States", "FR": "France", "UA": "Ukraine"}.get(code, code)

    def admin1_name(self, code: str) -> str:
        return {"JP.12": "Hokkaido", "US.TX": "Texas", "JP.07": "Fukuoka", "US.ID": "Idaho"}.get(code, "")

    def disputes(self) -> Sequence[DisputedArea]:
        return (
            DisputedArea(
                KURILS.id, frozenset({"island", "territory"}), frozenset({"disputed", "contested", "russian-held"}),
                frozenset({"RU", "JP"}), frozenset({"RU"}), frozenset({"JP", "test:5"}),
            ),
            DisputedArea(
                CRIMEA.id, frozenset({"peninsula", "region"}), frozenset({"annexed", "occupied", "disputed"}),
                frozenset({"RU", "UA"}), frozenset({"RU"}), frozenset({"UA", "RU"}),
            ),
            DisputedArea(
                TAIWAN.id, frozenset({"island"}), frozenset({"self-ruled", "disputed"}),
                frozenset({"TW", "CN"}), frozenset({"TW"}), frozenset({"CN"}),
            ),
        )  # fmt: skip
