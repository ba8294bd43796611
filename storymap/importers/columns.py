"""Find the columns of a table by their headers, which may be in another language or have a unit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from storymap.lazy_pattern import lazy_pattern

# Each text has the words of several languages, separated by "; ". The first words are preferred.
_WORDS = {
    "latitude": "lat; latitude; latitud; latitudine; breite; breitengrad; geographische breite; breedte; breedtegraad;"
    " breddegrad; breddgrad; leveysaste; leveyspiiri; szerokość; szerokość geograficzna; šířka; zeměpisná šířka; šírka;"
    " zemepisná šírka; szélesség; földrajzi szélesség; enlem; širina; geografska širina; широта; γεωγραφικό πλάτος;"
    " πλάτος; 緯度; 纬度; 위도; خط العرض; دائرة العرض; קו רוחב; lintang; vĩ độ",
    "longitude": "lon; lng; long; longitude; longitud; longitudine; länge; laenge; längengrad; geographische länge; lengte;"
    " lengtegraad; længdegrad; lengdegrad; längdgrad; pituusaste; pituuspiiri; długość; długość geograficzna; délka;"
    " zeměpisná délka; dĺžka; zemepisná dĺžka; hosszúság; földrajzi hosszúság; boylam; dužina; geografska dužina;"
    " долгота; довгота; γεωγραφικό μήκος; μήκος; 経度; 经度; 經度; 경도; خط الطول; קו אורך; bujur; kinh độ",
    "name": "name; title; place; mention; ort; ortsname; bezeichnung; nombre; lugar; nom; lieu; nome; luogo; naam; plaats;"
    " navn; sted; namn; plats; nimi; paikka; nazwa; miejsce; název; místo; názov; miesto; név; hely; yer; naziv; mjesto;"
    " название; место; назва; місце; όνομα; 地名; 名前; 名称; 名稱; 지명; 이름; اسم; المكان; שם; מקום; nama; tempat; tên",
    # GDAL, QGIS, GeoPandas, PostGIS and Linked Places name a column of well-known text like this.
    "shape": "wkt; wkt geom; geometry; geom; the geom; geowkt; geo wkt",
    "id": "slug; place id",
    "x": "x",
    "y": "y",
}
_ROLES = {role: tuple(word.strip() for word in words.split(";")) for role, words in _WORDS.items()}
_BRACKETS = lazy_pattern(r"[(\[].*?[)\]]")
_BETWEEN_WORDS = lazy_pattern(r"[\W_]+")
_IN_LONGER_HEADERS = ("latitude", "longitude", "name")  # such as "gps_latitude" and "Place name"


def columns_for(role: str, headers: Iterable[str]) -> list[str]:
    """Return the headers of the columns with a role, the best one first.

    Roles are latitude, longitude, name, shape (well-known text), id, x and y. Upper and lower case are not distinguished,
    and units in brackets are ignored.
    """
    plain = {header: _plain(header) for header in headers}
    found = [header for word in _ROLES[role] for header, text in plain.items() if text == word]
    if role in _IN_LONGER_HEADERS:
        found += [header for word in _ROLES[role] for header, text in plain.items() if word in text.split()]
    return list(dict.fromkeys(found))


def _plain(header: str) -> str:
    text = _BRACKETS.sub(" ", unicodedata.normalize("NFKC", header).casefold())
    return _BETWEEN_WORDS.sub(" ", text).strip()
