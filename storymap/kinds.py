"""Kinds of places: GeoNames' feature codes, the nouns people use for them, and how deep a map of one should go."""

from __future__ import annotations

from collections.abc import Mapping

# Nouns for kinds of places, each with the GeoNames codes of what it may refer back to.
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
        "country": "PCLI PCLD PCLS PCLIX PCLF PCL",
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
# Countries and territories that are one island, or that newspapers call "the island" all the same.
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
# Countries and territories that are several islands: "the islands", "the archipelago".
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

# The deepest zoom at which a map of such a place still tells the reader something (RENDER: the basemap is honest to 9).
_ZOOM = {
    "PCL": 5.0, "ADM1": 7.0, "ADM2": 8.5, "CONT": 2.5, "OCN": 3.0, "SEA": 5.0, "RGN": 6.0, "MTS": 6.0, "ISLS": 7.5, "ISL": 8.0,
    "PEN": 7.0, "STRT": 8.0, "GULF": 6.0, "DSRT": 5.5, "STM": 7.0,
}  # fmt: skip


def deepest_zoom(feature_code: str) -> float:
    """The zoom that the camera never exceeds for a place of this kind; towns and single sites: 9."""
    if feature_code.startswith("PCL"):
        return _ZOOM["PCL"]
    return _ZOOM.get(feature_code, 9.0)


def is_country(feature_code: str) -> bool:
    """Countries, dependencies and historical states: what a city of theirs makes step back."""
    return feature_code.startswith("PCL")


def is_river(feature_code: str) -> bool:
    """Running waters: known by a point and a length, so they are neither areas nor circles."""
    return feature_code.startswith("STM")


def is_setting(feature_code: str) -> bool:
    """Places so large that they set a scene rather than being its goal: countries, continents, oceans, whole regions."""
    return is_country(feature_code) or feature_code in ("CONT", "OCN")
