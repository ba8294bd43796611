"""What the browser asks for, said in places.yaml. Whatever it sends is checked before anything is written.

A request is a JSON object; `do` says what to do, the rest is what that wants:

    choose  start end only place                     the words mean this place (an id)
    own     start end only lat lon name? kind? box?  they mean a place of the editor's own
    ignore  start end only                           they mean no place
    look    start end only as? note? radius_km? zoom?   how it is shown; null takes back
    forget  start end                                all that is said of the words is taken back
    move    place lat lon box? only? start? end?        a place of the map lies here, wherever it is mentioned or in these words
    scene   passage title? camera? hide?             how the scene of a passage is shown; null takes back

`start`, `end` are half-open code points of the article's text, `only` says that no other occurrence of the words is meant, boxes are
[west, south, east, north] in degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storymap.anchors import Quote, locate
from storymap.decisions import plain, quote_around
from storymap.edit.session import Draft
from storymap.importers.plan import custom_fields
from storymap.model import Article, Mention, Place, Resolution, position
from storymap.overrides import PlacesFile
from storymap.overrides.occurrences import occurrences
from storymap.overrides.values import Override

Request = Mapping[str, Any]
LOOKS = ("as", "note", "radius_km", "zoom")
DIGITS = 5  # of degrees: about a metre
_LONGEST = 2000  # characters of anything that is typed


class Refused(Exception):  # noqa: N818  what it is
    """A request that makes no sense, in words for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of the article: where they stand, and the key under which places.yaml speaks of them."""

    mention: Mention
    surface: str


def apply_change(request: Request, draft: Draft, sheet: PlacesFile) -> None:
    """Makes the change in the sheet, which is not saved yet. Refused: what is asked makes no sense here."""
    does: dict[str, Callable[[Request, Draft, PlacesFile], None]] = {
        "choose": _choose,
        "own": _own,
        "ignore": _ignore,
        "look": _look,
        "forget": _forget,
        "move": _move,
        "scene": _scene,
    }
    what = request.get("do")
    if not isinstance(what, str) or what not in does:
        raise Refused(f"`do` is one of {', '.join(does)}.")
    does[what](request, draft, sheet)


def _choose(request: Request, draft: Draft, sheet: PlacesFile) -> None:
    _decide(request, draft, sheet, {"id": _typed(request, "place", needed=True)})


def _own(request: Request, draft: Draft, sheet: PlacesFile) -> None:
    words = _words(request, draft)
    name, kind = _typed(request, "name"), _typed(request, "kind")
    named = {"name": name} if name and name != words.surface else {}
    _decide(request, draft, sheet, {**named, **_spot(request), **({"kind": kind} if kind else {}), **_box(request)})


def _ignore(request: Request, draft: Draft, sheet: PlacesFile) -> None:
    _decide(request, draft, sheet, {"ignore": True})


def _look(request: Request, draft: Draft, sheet: PlacesFile) -> None:
    words = _words(request, draft)
    looks: dict[str, Any] = {}
    for name in LOOKS:
        if name in request:
            value = request[name]
            looks[name] = (
                value if value is None or name in ("radius_km", "zoom") else _typed(request, name, needed=True)
            )
    if not looks:
        raise Refused(f"it needs one of {', '.join(LOOKS)}.")
    sheet.set_display(words.surface, looks, _only(words, draft) if _flag(request, "only") else _told_of(words, draft))


def _forget(request: Request, draft: Draft, sheet: PlacesFile) -> None:
    sheet.remove(_words(request, draft).surface)


def _move(request: Request, draft: Draft, sheet: PlacesFile) -> None:
    place_id = _typed(request, "place", needed=True)
    mentions = [r for r in draft.found.resolutions if r.place and r.place.id == place_id]
    if not mentions or mentions[0].place is None:
        raise Refused(f"no place of the map has the id {place_id}.")
    place, spot, box = mentions[0].place, _spot(request), _box(request)
    entries = _entries(mentions, draft, sheet)
    if _flag(request, "only"):
        words = _words(request, draft)
        entries = [(words.surface, _only(words, draft))]
    for surface, only in entries:
        named = {"name": place.name} if place.name != surface else {}
        sheet.decide(surface, {**named, **spot, **_like(place, bool(box)), **box}, only)


def _scene(request: Request, draft: Draft, sheet: PlacesFile) -> None:
    passage = _typed(request, "passage", needed=True)
    if all(p.id != passage for p in draft.found.article.passages):
        raise Refused(f"the article has no passage {passage}.")
    edit: dict[str, Any] = {}
    if "title" in request:
        edit["title"] = _typed(request, "title") or None
    if "hide" in request:
        edit["hide"] = _flag(request, "hide") or None
    if "camera" in request:
        edit["camera"] = _camera(request["camera"])
    if not edit:
        raise Refused("it needs title, camera or hide.")
    sheet.set_scene(passage, edit)


# ---------- which words are meant


def _words(request: Request, draft: Draft) -> Phrases:
    """The words of a request. Refused: they are none of the article's, or a part of one."""
    article, start, end = draft.found.article, _whole(request, "start"), _whole(request, "end")
    if not 0 <= start < end <= len(article.text):
        raise Refused("`start` and `end` are offsets into the article's text.")
    text = article.text[start:end]
    if not text.strip() or text != text.strip() or len(text) > _LONGEST:
        raise Refused("the words begin and end with a letter, and are no more than a sentence.")
    if (start, end) not in occurrences(article.text, text):
        raise Refused(f"“{plain(text)}” is a part of a word; take the whole one.")
    crossed = next((r.mention for r in draft.found.resolutions if _cross(r.mention, start, end)), None)
    if crossed is not None:
        raise Refused(f"“{plain(text)}” begins or ends within “{plain(crossed.surface)}”; take all of it or none.")
    return Phrases(Mention(text, start, end), plain(text))


def _cross(mention: Mention, start: int, end: int) -> bool:
    return mention.start < start < mention.end < end or start < mention.start < end < mention.end


def _decide(request: Request, draft: Draft, sheet: PlacesFile, decision: Mapping[str, Any]) -> None:
    """Says it of these words alone, or of all their occurrences: then also where places.yaml tells some of them apart."""
    words = _words(request, draft)
    if _flag(request, "only"):
        sheet.decide(words.surface, decision, _only(words, draft))
        return
    said = sheet.entry(words.surface)
    for item in said if isinstance(said, list) else []:
        where = {key: item[key] for key in ("in", "nth", "quote") if key in item}
        if where:
            sheet.decide(words.surface, decision, where)
    sheet.decide(words.surface, decision)


def _only(words: Phrases, draft: Draft) -> dict[str, Any]:
    """What tells these words from the others: what places.yaml says already if that is of them alone, else a quote."""
    return _told_of(words, draft, alone=True) or _quote(draft.found.article, words.mention)


def _told_of(words: Phrases, draft: Draft, *, alone: bool = False) -> dict[str, Any]:
    """What tells the occurrences apart that an entry of places.yaml speaks of, these words among them; {} for all of them."""
    lines = [_line(r) for r in draft.found.resolutions]
    spans = [(r.mention.start, r.mention.end) for r in draft.found.resolutions]
    lines += [_line(r) for r in draft.found.rejected]
    spans += [(r.start, r.end) for r in draft.found.rejected]
    line = next(
        (n for n, s in zip(lines, spans, strict=True) if n and s == (words.mention.start, words.mention.end)), 0
    )
    entry = next((e for e in draft.overrides.entries if e.line == line), None) if line else None
    if entry is None or (alone and lines.count(line) > 1):
        return {}
    return _where(entry)


def _line(decided: Any) -> int:
    """The line of places.yaml that a decision is from; 0: it is ours."""
    return int(decided.reason.params["line"]) if decided.reason.code == "override" else 0


def _where(entry: Override) -> dict[str, Any]:
    where = entry.selector
    told = {"in": where.passage, "nth": where.nth, "quote": where.quote}
    return {key: value for key, value in told.items() if value}


def _quote(article: Article, mention: Mention) -> dict[str, Any]:
    """A quote of a mention; its number where the words stand in the quote before it, too."""
    words, quote, span = plain(mention.surface), quote_around(article, mention), (mention.start, mention.end)
    before, _, after = quote.partition(words)
    if locate(article.text, Quote(words, before, after)) == span:
        return {"quote": quote}
    return {"nth": occurrences(article.text, mention.surface).index(span) + 1}


def _entries(
    mentions: Sequence[Resolution], draft: Draft, sheet: PlacesFile
) -> list[tuple[str, Mapping[str, Any] | None]]:
    """What places.yaml must speak of so that just these mentions are meant: words, all of them or some."""
    entries: list[tuple[str, Mapping[str, Any] | None]] = []
    place = mentions[0].place
    for surface in dict.fromkeys(plain(r.mention.surface) for r in mentions):
        alike = [r for r in draft.found.resolutions if plain(r.mention.surface) == surface]
        if not isinstance(sheet.entry(surface), list) and all(r.place == place for r in alike):
            entries.append((surface, None))
            continue
        for r in (r for r in alike if r.place == place):
            words = Phrases(r.mention, surface)
            where = _told_of(words, draft) or (None if _line(r) else _quote(draft.found.article, r.mention))
            if (surface, where) not in entries:
                entries.append((surface, where))
    return entries


# ---------- values


def _spot(request: Request) -> dict[str, float]:
    try:
        lat, lon = position(_number(request, "lat"), _number(request, "lon"))
    except ValueError as error:
        raise Refused(f"{error}.") from error
    return {"lat": round(lat, DIGITS), "lon": round(lon, DIGITS)}


def _box(request: Request) -> dict[str, list[float]]:
    return {"box": _edges(request["box"])} if request.get("box") is not None else {}


def _edges(value: Any) -> list[float]:
    if not isinstance(value, list) or len(value) != 4 or not all(map(_real, value)):
        raise Refused("a box is [west, south, east, north] in degrees.")
    west, south, east, north = (round(float(edge), DIGITS) for edge in value)
    try:
        position(south, west), position(north, east)
    except ValueError as error:
        raise Refused(f"the box: {error}.") from error
    if south >= north or west == east:
        raise Refused("the box has no area.")
    return [west, south, east, north]


def _camera(value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not _real(value.get("zoom")) or not 0 <= value["zoom"] <= 18:
        raise Refused("a camera is {box, zoom}, its zoom from 0 to 18.")
    return {"box": _edges(value.get("box")), "zoom": round(float(value["zoom"]), 2)}


def _like(place: Place, boxed: bool) -> dict[str, Any]:
    """What a place keeps when it is moved; what gets an extent is a region if it had none."""
    told = custom_fields(place)
    return {"kind": "region", **told} if boxed else told


def _typed(request: Request, key: str, *, needed: bool = False) -> str:
    value = request.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or (needed and not value.strip()):
        raise Refused(f"`{key}` must be words, at most {_LONGEST} characters.")
    return " ".join(value.split())


def _flag(request: Request, key: str) -> bool:
    value = request.get(key)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise Refused(f"`{key}` is true or false.")
    return value


def _number(request: Request, key: str) -> float:
    value = request.get(key)
    if not _real(value):
        raise Refused(f"`{key}` is a number of degrees.")
    return float(value)  # type: ignore[arg-type]  # it is a number


def _real(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e6


def _whole(request: Request, key: str) -> int:
    value = request.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(f"`{key}` is a whole number.")
    return value
