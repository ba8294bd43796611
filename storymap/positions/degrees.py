"""Parse coordinates in the usual spellings of eight languages: decimal degrees, or degrees, minutes and seconds."""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Position
from storymap.positions.errors import PositionError, checked, shown

# Letter of a hemisphere -> the words and letters for it, the longest first. The letter O is in _AMBIGUOUS.
_HEMISPHERES = {
    "N": ("north", "norte", "nord", "norden", "nördlicher breite", "n. br.", "n.br.", "n. lat.", "lat. n", "северной широты",
          "с. ш.", "с.ш.", "с.", "сш", "північної широти", "пн. ш.", "пн.ш.", "пн", "北緯", "北纬", "شمالاً", "شمالا", "شمال", "ش", "n", "с"),
    "S": ("south", "sur", "sud", "süd", "süden", "südlicher breite", "s. br.", "s.br.", "s. lat.", "южной широты",
          "ю. ш.", "ю.ш.", "ю.", "юш", "південної широти", "пд. ш.", "пд.ш.", "пд", "南緯", "南纬", "جنوباً", "جنوبا", "جنوب", "ج", "s", "ю"),
    "E": ("east", "este", "est", "osten", "ost", "östlicher länge", "ö. l.", "ö.l.", "e. long.", "восточной долготы",
          "в. д.", "в.д.", "в.", "вд", "східної довготи", "сх. д.", "сх.д.", "сх", "東経", "东经", "東經", "شرقاً", "شرقا", "شرق", "ق", "e", "в"),
    "W": ("west", "oeste", "ouest", "ovest", "westen", "westlicher länge", "w. l.", "w.l.", "w. long.", "западной долготы",
          "з. д.", "з.д.", "з.", "зд", "західної довготи", "зх. д.", "зх.д.", "зх", "西経", "西经", "西經", "غرباً", "غربا", "غرب", "غ", "w", "з"),
}  # fmt: skip
# Languages in which the letter O means east, and languages in which it means west.
_EAST_O, _WEST_O = (
    ("de", "nl", "da", "sv", "nb"),
    ("fr", "es", "it", "pt", "ca", "ro"),
)
_WORDS = {word: letter for letter, words in _HEMISPHERES.items() for word in words}
_HEMISPHERE = lazy_pattern(
    r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, sorted(_WORDS, key=len, reverse=True))) + r"|o)(?![^\W\d_])"
    r"|[北南][緯纬]|[東东西][経经經]",
    re.IGNORECASE,
)
_UNITS = {"°": "°ºᵒ˚度", "'": "'′’ʹ´‘`分", '"': '"″”“ʺ秒', "-": "-−–‒"}
_TRANSLATED = str.maketrans({character: unit for unit, characters in _UNITS.items() for character in characters})
_LETTER_UNITS = lazy_pattern(r"(?i)(\d)\s*d\s*(\d[\d.,]*)\s*m(?:\s*(\d[\d.,]*)\s*s)?")  # 63d51m24.84s
_SECONDS = lazy_pattern(r"''|,,")
_LABELS = lazy_pattern(r"(?i)\b(?:latitude|longitude|lat|lon|lng|long|breite|länge|latitud|longitud)\b\.?\s*[:=]?")
_FILLER = lazy_pattern(r"[()\[\]]|\b(?:and|und|et|y|и|і|و)\b")
_DECIMAL_COMMA = lazy_pattern(r"(?<=\d),(?=\d)")
_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?")
_HALF = lazy_pattern(
    r"""\s*(?P<sign>[+-])?\s*(?P<deg>\d+(?:\.\d+)?)\s*(?:[°d:]|deg(?:rees)?\b|(?=\s)|$)\s*
    (?:(?P<min>\d+(?:\.\d+)?)\s*(?:['m:]|min\b|(?=\s)|$)\s*)?
    (?:(?P<sec>\d+(?:\.\d+)?)\s*(?:["s]|sec\b|$)?\s*)?""",
    re.VERBOSE,
)


def parse_degrees(text: str, language: str = "") -> Position:
    """Return the position in a text with a latitude and a longitude. Raise PositionError if the text has another form.

    If the text names the hemispheres, the longitude may come first. The letter O means east or west, depending on
    `language`.
    """
    plain = _LABELS.sub(" ", text.translate(_TRANSLATED).translate(str.maketrans("，．；、", ",.;,")))
    plain = _LETTER_UNITS.sub(lambda m: f"{m[1]}°{m[2]}'" + (f'{m[3]}"' if m[3] else ""), plain)
    plain = _FILLER.sub(" ", _SECONDS.sub('"', plain))
    point = re.fullmatch(r"(?i)\s*(?:srid=4326;)?\s*point\s+(-?[\d.]+)\s+(-?[\d.]+)\s*", plain)
    if point:  # in well-known text, the longitude is before the latitude
        return checked(float(point[2]), float(point[1]), ordered=False)
    marks = list(_HEMISPHERE.finditer(plain))
    if marks:
        return _with_hemispheres(text, plain, marks, language)
    parts = _split(text, plain)
    return checked(_degrees(text, parts[0]), _degrees(text, parts[1]))


def _with_hemispheres(text: str, plain: str, marks: list[re.Match[str]], language: str) -> Position:
    if len(marks) != 2:
        raise _error(text, "hemispheres")
    letters = [_letter(text, mark[0], language) for mark in marks]
    if plain[: marks[0].start()].strip(" ,;"):  # the letters of the hemispheres are after the numbers
        halves = plain[: marks[0].start()], plain[marks[0].end() : marks[1].start()]
        rest = plain[marks[1].end() :]
    else:
        halves = plain[marks[0].end() : marks[1].start()], plain[marks[1].end() :]
        rest = ""
    if rest.strip(" ,;."):
        raise _error(text)
    values = {}
    for letter, half in zip(letters, halves, strict=True):
        value = _degrees(text, _DECIMAL_COMMA.sub(".", half.strip(" ,;/.")))
        axis = "lat" if letter in "NS" else "lon"
        if value < 0:
            raise _error(text, "minus", letter=letter)
        if axis in values:
            raise _error(text, "same-axis")
        values[axis] = -value if letter in "SW" else value
    return checked(values["lat"], values["lon"], ordered=False)


def _letter(text: str, word: str, language: str) -> str:
    """Return N, S, E or W for a word or letter that names a hemisphere."""
    if word.casefold() != "o":
        return _WORDS[word.casefold()]
    base = language.partition("-")[0]
    if base in _EAST_O or base in _WEST_O:
        return "E" if base in _EAST_O else "W"
    raise _error(text, "letter-o")


def _split(text: str, plain: str) -> tuple[str, str]:
    """Return the latitude and the longitude as texts with decimal points.

    Raise PositionError if the two cannot be separated.
    """
    plain = plain.strip(" ,;")
    for separator in (";", "/", "|"):
        if plain.count(separator) == 1:
            first, second = plain.split(separator)
            return _DECIMAL_COMMA.sub(".", first), _DECIMAL_COMMA.sub(".", second)
    commas = plain.count(",")
    if commas == 1 and ("." in plain or re.search(r",\s|\s,|°.*,|,\s*-", plain)):
        first, second = plain.split(",")
        return first, second
    if commas == 1 and re.fullmatch(r"[+-]?\d+,\d+", plain):
        whole, after = plain.split(",")
        raise _error(text, "comma", lat=f"{whole}.0", lon=f"{after}.0")
    if commas == 3 and "." not in plain:  # 43,06, 141,35
        second_comma = [m.start() for m in re.finditer(",", plain)][1]
        return plain[:second_comma].replace(",", "."), plain[second_comma + 1 :].replace(",", ".")
    plain = _DECIMAL_COMMA.sub(".", plain)
    numbers = list(_NUMBER.finditer(plain))
    if len(numbers) in (2, 4, 6):
        middle = numbers[len(numbers) // 2]
        cut = middle.start() - 1 if plain[middle.start() - 1] in "+-" else middle.start()
        return plain[:cut], plain[cut:]
    if len(numbers) == 1:
        raise _error(text, "one-number")
    raise _error(text)


def _degrees(text: str, half: str) -> float:
    """Return in degrees the coordinate in `half`, which is the part of `text` with the latitude or the longitude."""
    match = _HALF.fullmatch(half.strip(" ,;"))
    if match is None:
        raise _error(text)
    minutes, seconds = float(match["min"] or 0), float(match["sec"] or 0)
    if minutes >= 60 or seconds >= 60:
        raise _error(text, "sixty")
    if (match["min"] and "." in match["deg"]) or (match["sec"] and match["min"] and "." in match["min"]):
        raise _error(text, "decimals")
    value = float(match["deg"]) + minutes / 60 + seconds / 3600
    return -value if match["sign"] == "-" else value


def _error(text: str, why: str = "", **values: str) -> PositionError:
    """Return the error for a text that is not a position.

    `why` is the key of the reason, or "" if the reason is not known.
    """
    return PositionError(f"position-{why}" if why else "position-other", text=shown(text), **values)
