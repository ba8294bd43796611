"""`storymap diff`: what changed between two versions of an article, or of its places.yaml."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storymap.cli.arguments import HomeOption, JsonOption

if TYPE_CHECKING:
    from storymap.model import Place
    from storymap.pipeline import Places
    from storymap.wording.phrases import Phrases

YAML = (".yaml", ".yml")


def diff(
    old: Annotated[str, typer.Argument(help="An article, or a places.yaml.", show_default=False)],
    new: Annotated[str, typer.Argument(help="Its newer version.", show_default=False)],
    article: Annotated[
        str | None,
        typer.Option(help="The article, when two places.yaml are compared.", show_default=False),
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option(help="The places.yaml of both articles. Default: the one beside each.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Tell what changed between two versions.

    Places, mentions and decisions, of two articles or of two places.yaml.
    """
    from storymap.pipeline import english_phrases, find_places
    from storymap.source import Source

    are_yaml = [Path(name).suffix.lower() in YAML for name in (old, new)]
    if any(are_yaml):
        if not all(are_yaml):
            raise typer.BadParameter("compare two articles, or two places.yaml", param_hint="OLD NEW")
        if article is None:
            raise typer.BadParameter("name the article that both are about", param_hint="--article")
        before, after = (find_places(Source(article, places=Path(name), home=home)) for name in (old, new))
    else:
        if article is not None:
            raise typer.BadParameter("is for two places.yaml; here two articles are compared", param_hint="--article")
        before, after = (find_places(Source(name, places=places, home=home)) for name in (old, new))
    changes = compare(before, after)
    if as_json:
        typer.echo(json.dumps(document(changes), ensure_ascii=False, indent=1))
    else:
        typer.echo(told(changes, english_phrases()))


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says with some words: how often they mean which place (None: no place), and the reason of the first."""

    places: Counter[str | None]
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Between two versions. Places are by id, words as the article has them; values are (before, after)."""

    known: dict[str, Place]
    added: dict[str, list[str]]  # place -> its words
    gone: dict[str, list[str]]
    decided: dict[str, tuple[Said, Said]]  # words of both versions that mean something else now
    counted: dict[str, tuple[int, int]]  # words that are said more or less often
    new: dict[str, Said]  # words that were not there, or not taken for a place
    lost: dict[str, Said]

    def __bool__(self) -> bool:
        return any((self.added, self.gone, self.decided, self.counted, self.new, self.lost))


def compare(before: Places, after: Places) -> Changes:
    """What changed from one version to the other."""
    old, new = _said(before), _said(after)
    known = {r.place.id: r.place for found in (before, after) for r in found if r.place}
    was, now = _surfaces(before), _surfaces(after)
    both = [surface for surface in new if surface in old]
    return Changes(
        known,
        {i: words for i, words in now.items() if i not in was},
        {i: words for i, words in was.items() if i not in now},
        {s: (old[s], new[s]) for s in both if set(old[s].places) != set(new[s].places)},
        {s: (n, m) for s in both if (n := old[s].places.total()) != (m := new[s].places.total())},
        {s: new[s] for s in new if s not in old},
        {s: old[s] for s in old if s not in new},
    )


def told(changes: Changes, words: Phrases) -> str:
    """The changes in lines; what is added begins with +, what is gone with −, what changed with ~."""
    if not changes:
        return "Nothing changed: the same places, mentions and decisions."
    lines = []
    for sign, table in (("+", changes.added), ("−", changes.gone)):
        for place_id, surfaces in table.items():
            lines.append(f"{sign} {_place(changes, place_id, words)}: {', '.join(surfaces)}")
    for surface, (before, after) in changes.decided.items():
        lines.append(f"~ “{surface}”: {_meant(changes, before, words)} → {_meant(changes, after, words)}")
        lines.append(f"    {after.reason}")
    for sign, said in (("+", changes.new), ("−", changes.lost)):
        for surface, one in said.items():
            if set(one.places) <= {*changes.added, *changes.gone}:
                continue  # told with its place
            lines.append(f"{sign} “{surface}” ({one.places.total()} ×): {_meant(changes, one, words)}")
    for surface, (was, now) in changes.counted.items():
        lines.append(f"~ “{surface}”: {was} mentions → {now}")
    return "\n".join(lines)


def document(changes: Changes) -> dict[str, Any]:
    """The changes as JSON values (storymap-diff/1)."""

    def place(place_id: str) -> dict[str, Any]:
        known = changes.known[place_id]
        return {"id": place_id, "name": known.name, "lat": known.position.lat, "lon": known.position.lon}

    def meant(said: Said) -> list[str | None]:
        return list(said.places)

    return {
        "schema": "storymap-diff/1",
        "places_added": [{**place(i), "words": words} for i, words in changes.added.items()],
        "places_gone": [{**place(i), "words": words} for i, words in changes.gone.items()],
        "decisions_changed": [
            {"words": s, "before": meant(a), "after": meant(b), "reason": b.reason}
            for s, (a, b) in changes.decided.items()
        ],
        "words_added": [{"words": s, "places": meant(said)} for s, said in changes.new.items()],
        "words_gone": [{"words": s, "places": meant(said)} for s, said in changes.lost.items()],
        "mentions_changed": [{"words": s, "before": a, "after": b} for s, (a, b) in changes.counted.items()],
    }


def _said(found: Places) -> dict[str, Said]:
    from storymap.decisions import decisions, plain
    from storymap.pipeline import english_phrases

    words = english_phrases()
    said: dict[str, Said] = {}
    for decision in decisions(found.article, found.resolutions):
        entry = said.setdefault(decision.surface, Said(Counter(), words.reason(decision.reason)))
        entry.places[decision.place.id if decision.place else None] += len(decision.resolutions)
    for r in found.rejected:
        if r.reason.code == "override":
            said.setdefault(plain(r.surface), Said(Counter(), words.reason(r.reason))).places[None] += 1
    return said


def _surfaces(found: Places) -> dict[str, list[str]]:
    """Place id -> the words that mean it."""
    table: dict[str, dict[str, None]] = {}
    for r in found:
        if r.place is not None:
            table.setdefault(r.place.id, {})[" ".join(r.mention.surface.split())] = None
    return {place_id: list(surfaces) for place_id, surfaces in table.items()}


def _place(changes: Changes, place_id: str, words: Phrases) -> str:
    return words.full_name(changes.known[place_id])


def _meant(changes: Changes, said: Said, words: Phrases) -> str:
    names = [_place(changes, i, words) if i else "not on the map" for i in said.places]
    return " or ".join(dict.fromkeys(names))
