"""Tables about kinds of places: the nouns for each GeoNames feature code, and the maximum zoom."""

from __future__ import annotations

from collections.abc import Mapping

from storymap.lazy_pattern import lazy_pattern

# Noun for a kind of place -> the GeoNames feature codes that it can refer to: ISL, ISLS or ATOL for "the island".
HEADS: Mapping[str, frozenset[str]] = {
    noun: frozenset(codes.split())
    for nouns, codes in {
        "island islet isle": "ISL ISLS ATOL",
        "islands islets isles archipelago island-group island-chain chain-of-islands group-of-islands": "ISLS ATOL RFS",
        "atoll reef reefs shoal": "ATOL RF REEF RFS SHOL",
        "peninsula": "PEN",
        "strait straits channel": "STRT CHN",
        "canal waterway": "CNL STRT CHN",
        "sea": "SEA",
        "gulf bay": "GULF BAY",
        "lake": "LK RSV LKS",
        "reservoir": "RSV",
        "river": "STM",
        "volcano": "VLC",
        "mountain peak": "MT PK VLC",
        "desert": "DSRT",
        "valley": "VAL",
        "province prefecture oblast governorate": "ADM1 ADM2",
        "county": "ADM2",
        "state": "ADM1",
        "plateau": "PLAT",
        "heights": "PLAT HLL HLLS RGN",
        "enclave exclave strip": "RGN ADM1 TERR ADMD",
        "country nation kingdom sultanate principality": "PCLI PCLD PCLS PCLIX PCLF PCL",
        "village hamlet": "PPL PPLL PPLF",
        "port": "PPL PPLA PPLA2 PPLC",
        "territory territories": "TERR RGN PCLD PCLS PCLIX ADM1 ADMD ISLS ISL",
        "region": "RGN ADM1 RGNE RGNH",
        "republic statelet": "PCLI PCLD RGN PCLS ADM1",
        "border buffer-zone zone": "DMZ ZN",
        "capital": "PPLC",
        "city town": "PPL PPLC PPLA PPLA2 PPLA3",
        "area": "RGN",
    }.items()
    for noun in nouns.split()
}
# Type word next to a name ("the state of Washington", "Missouri river") -> what it can refer to: groups of kinds of
# gazetteer entries. The most usual group comes first. A word in `UNIT_TYPES` can also mean the town that is the seat of
# the unit.
NAME_TYPES: Mapping[str, tuple[frozenset[str], ...]] = {
    word: tuple(frozenset(kinds.split()) for kinds in groups)
    for words, groups in {
        "state": ("admin1", "country", "historical region dispute"),
        "province oblast krai governorate prefecture canton emirate voivodeship": (
            "admin1",
            "admin2",
            "historical region dispute",
        ),
        "county": ("admin2", "admin1", "region historical"),
        "parish": ("admin2 admin1", "region historical"),
        "district department": ("admin2 admin1", "region historical"),
        "republic kingdom": ("country", "admin1 historical region dispute"),
        "city town village": ("city", "admin2"),
        "island isle": ("island", "admin1 admin2 country dispute"),
        "islands isles": ("island", "admin1 admin2 country dispute"),
        "river": ("water",),
        "lake": ("water",),
    }.items()
    for word in words.split()
}
UNIT_TYPES = frozenset(
    ["state", "province", "oblast", "krai", "governorate", "prefecture", "canton", "emirate", "voivodeship", "district", "department",
     "republic", "kingdom", "city", "town", "village"]
)  # fmt: skip
# The type word of a name if the words around the name show that it is a river: "down the Wye".
STREAM = "stream"
# The type word of a nickname for a small thing: "Niagara, a trickle behind the school".
SPOT = "spot"
# The last word of a stream's name. A name with one of the doubtful words is a stream only with other evidence: "a Fun
# Run" is not a stream.
STREAM_NOUNS = ("Creek", "Fork", "Bayou", "Slough", "Gulch", "Arroyo")
DOUBTFUL_STREAM_NOUNS = ("Run", "Branch", "Brook", "Beck", "Burn")
# The type word of a name if the words around the name show that it is an area with a border or a coast: "the Fife coast".
EDGE = "edge"
# A type word in the names of a town's parts: "the Hamilton neighborhood", "the Highland district of Denver".
NEIGHBORHOOD = "neighborhood"
# Noun that describes a named place as small ("Granby, a hamlet of forty people") -> kinds of gazetteer entries that the
# noun can refer to, and the maximum prominence of such a town (log10 of its population).
MODEST_TYPES: Mapping[str, tuple[frozenset[str], float]] = {
    word: (frozenset(kinds.split()), prominence)
    for words, kinds, prominence in (
        ("hamlet farm farmstead homestead ranch croft crossroads outpost", "city site land historical", 4.0),
        ("camp campsite mine quarry clearing row", "city site land historical", 4.3),
        ("village settlement", "city admin2 site historical", 5.0),
        ("ford bridge ferry waterhole", "city site water land", 3.7),
        ("bar cabin cottage hut shed siding stall tent tree well", "site", 0.0),
        ("creek brook stream burn lake pond tarn lagoon", "water", 0.0),
        ("pass ridge hill hills summit fell", "land site", 0.0),
        ("valley canyon gorge glen", "land region site city", 3.7),
    )
    for word in words.split()
}

# Words for the kind of a natural feature. They are before or after the short name: "Monte Rotondo", "Chickahominy
# River".
_FEATURE_BEFORE = (
    "Afon|Alto (?:de|del|do) (?:la )?|Beinn|Ben|Cabane (?:de la|des?|du)|Capanna|Cerro|Col (?:de la|des?|du)|Glen|Gunung|Jabal|Jebel|Lac|Lacs|Lago|Laguna|Lake"
    "|Llyn|Loch|Lough|Mont|Monte|Mount|Mt|Mynydd|Nevado|Passo (?:dello|del|di)|Passo|Pico|Piz|Puerto de|Punta|Refuge (?:de la|des?|du)|Refugi|Refugio (?:de la|de)?|Rifugio|Rio|River|Rivière"
    "|Río|Sierra de|Strath|Tizi n|Val|Valle|Valle (?:dell[ao]|del|di|de)|Volcán|Water of"
)
_FEATURE_AFTER = (
    "Bothy|Camp|Canyon|Creek|Crag|Depression|Desert|Fell|Gap|Glacier|Gorge|Hills?|Hut|Hütte|Lagoon|Lake|Lodge|Mountains?|Pass|Peak|Plateau|Range|Reservoir"
    "|Ridge|River|Sanso|Tarn|Valley|Volcano|Water|chata|dom|pleso|sedlo|štít"
)
FEATURE_WORDS = lazy_pattern(rf"(?i)^(?:(?:{_FEATURE_BEFORE})\s+|Refuge d[’'])|\s+(?:{_FEATURE_AFTER})$")
# Long names of features: the pattern of the long name, in which {} is the short name, and the kinds of the entries.
FEATURE_FORMS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (form, frozenset(kinds.split()))
    for forms, kinds in (
        ("Mount {}|{} Mountain|Monte {}|Mont {}|Cerro {}|Nevado {}|{} Peak|{} Hill|Ben {}", "land"),
        ("{} Pass|Col de {}|Passo {}|{} Gap|{} La", "land"),
        ("{} Hut|Rifugio {}|Refuge de {}|{} Bothy", "site"),
        ("Lake {}|{} Lake|Loch {}|Lough {}|Llyn {}|Lac de {}|Laguna {}|{} Reservoir|{} Tarn|{} Glacier", "water"),
    )
    for form in forms.split("|")
)

# Feature codes of parts of the sea. Their edges are mostly in open water
OPEN_WATERS = frozenset(["OCN", "SEA", "GULF", "BAY", "STRT", "CHN"])

# Countries and territories that are one island, or that newspapers call "the island".
ISLANDS = frozenset(
    [
        "AG",
        "AW",
        "BB",
        "BM",
        "CK",
        "CU",
        "CW",
        "CX",
        "CY",
        "DM",
        "FK",
        "GD",
        "GG",
        "GU",
        "HT",
        "IE",
        "IM",
        "IS",
        "JE",
        "JM",
        "KN",
        "KY",
        "LC",
        "LK",
        "MG",
        "MQ",
        "MS",
        "MT",
        "MU",
        "NF",
        "NR",
        "NU",
        "PR",
        "RE",
        "SG",
        "SH",
        "TT",
        "TW",
        "VC",
    ]
)
# Countries and territories that consist of several islands: "the islands", "the archipelago".
ARCHIPELAGOS = frozenset(
    [
        "AX",
        "BS",
        "CC",
        "CK",
        "CV",
        "FJ",
        "FK",
        "FM",
        "FO",
        "GS",
        "KI",
        "KM",
        "KN",
        "KY",
        "MH",
        "MP",
        "MV",
        "PF",
        "PH",
        "PW",
        "SB",
        "SC",
        "SJ",
        "TC",
        "TK",
        "TO",
        "TT",
        "TV",
        "VC",
        "VG",
        "VI",
        "VU",
        "WF",
        "WS",
    ]
)
PLURAL = {
    "islands": "island",
    "islets": "islet",
    "isles": "isle",
    "straits": "strait",
    "reefs": "reef",
    "territories": "territory",
}

# Feature code -> the highest useful zoom. The basemap is accurate up to zoom 9.
_ZOOM = {
    "PCL": 5.0, "ADM1": 7.0, "ADM2": 8.5, "CONT": 2.5, "OCN": 3.0, "SEA": 5.0, "RGN": 6.0, "MTS": 6.0, "ISLS": 7.5, "ISL": 8.0,
    "PEN": 7.0, "STRT": 8.0, "GULF": 6.0, "DSRT": 5.5, "STM": 7.0,
}  # fmt: skip

# If the outline of a region, water or landform with at least this radius is unknown, the map shows only its name.
EXTENT_KM = 15.0
_EXTENDED = frozenset("AHLTUV")  # GeoNames feature classes of places with an extent


# Kind in places.yaml -> the prefixes of its feature codes; "" means all codes of its feature class.
_WIDER = {
    "town": "PPL", "village": "PPL", "building": "", "site": "", "island": "ISL ATOL", "islands": "ISLS", "mountain": "MT PK VLC HLL RDGE",
    "sea": "SEA OCN GULF BAY", "strait": "STRT CHN", "river": "STM", "lake": "LK RSV", "region": "RGN", "park": "PRK RESN", "peninsula": "PEN CAPE",
    "base": "AIRB INSM MILB",
}  # fmt: skip
_CLASSES = {"town": "P", "village": "P", "island": "T", "islands": "T", "mountain": "T", "peninsula": "T", "sea": "H", "strait": "H", "river": "H", "lake": "H", "region": "L", "park": "L"}  # fmt: skip


def is_of_kind(kind: str, feature_class: str, feature_code: str) -> bool:
    """Return whether a place has a kind, such as "mountain". The kinds are those that places.yaml allows."""
    wanted = _CLASSES.get(kind, "S")
    return feature_class == wanted and feature_code.startswith(tuple(_WIDER[kind].split()) or ("",))


def max_zoom(feature_code: str) -> float:
    """Return the maximum zoom of the camera for places with a feature code.

    The maximum zoom is 9 for towns and sites.
    """
    if feature_code.startswith("PCL"):
        return _ZOOM["PCL"]
    return _ZOOM.get(feature_code, 9.0)


def is_country(feature_code: str) -> bool:
    """Return whether a feature code means a country, a dependency or a historical state."""
    return feature_code.startswith("PCL")


def is_river(feature_code: str) -> bool:
    """Return whether a feature code means a river or stream.

    The gazetteer has only a point for a river, so it is not drawn as an area.
    """
    return feature_code.startswith("STM")


def has_extent(feature_class: str, radius_km: float) -> bool:
    """Return whether a place, such as a region, a landform or a lake, is too large to be a point on the map."""
    return feature_class in _EXTENDED and radius_km >= EXTENT_KM


def is_setting(feature_code: str) -> bool:
    """Return whether a feature code means a country, continent or ocean.

    A country, continent or ocean can only be the setting of a story.
    """
    return is_country(feature_code) or feature_code in ("CONT", "OCN")
