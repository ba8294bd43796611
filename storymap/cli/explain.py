"""`storymap explain`: the whole reasoning for one mention, for people."""

from __future__ import annotations

import difflib
import json
import shutil
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storymap.cli.arguments import ArticleArgument, HomeOption, JsonOption, PlacesOption
from storymap.errors import ArticleError
from storymap.wording.evidence import evidence

if TYPE_CHECKING:
    from storymap.model import Candidate, Mention, Place, Rejected, Resolution
    from storymap.pipeline import Places
    from storymap.wording.phrases import Phrases

_CUES = {
    "head": "the noun “{}”", "modifiers": "“{}”", "peoples": "of the people of {}", "holders": "held by {}", "anchor": "told from {}",
    "admin": "“{}” stands beside it", "speaks_for": "it speaks for a {}", "relation": "the words “{}”", "distance": "a distance of {}",
}  # fmt: skip


def explain(
    article: ArticleArgument,
    words: Annotated[str, typer.Argument(help='The words of the article: "the islands".', show_default=False)],
    nth: Annotated[int, typer.Option(min=1, help="Which of its mentions, counted from 1.")] = 1,
    as_json: JsonOption = False,
    places: PlacesOption = None,
    home: HomeOption = None,
) -> None:
    """Tell the whole reasoning for a mention.

    How it was read, what else it may be, and what spoke for each.
    """
    from storymap.decisions import plain
    from storymap.pipeline import english_phrases, find_places
    from storymap.source import Source

    found = find_places(Source(article, places=places, home=home))
    wanted = plain(words)
    mentions = [r for r in found.resolutions if plain(r.mention.surface) == wanted]
    mentions = mentions or [r for r in found.resolutions if plain(r.mention.surface).casefold() == wanted.casefold()]
    refused = [r for r in found.rejected if plain(r.surface).casefold() == wanted.casefold()]
    if not mentions and not refused:
        raise ArticleError(_not_found(wanted, found))
    if nth > max(len(mentions), len(refused)):
        raise typer.BadParameter(f"“{wanted}” is read {max(len(mentions), len(refused))} times", param_hint="--nth")
    speech = english_phrases()
    if as_json:
        document = _document(mentions, refused, nth, found, speech)
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    elif len(mentions) >= nth:
        typer.echo(told(mentions[nth - 1], len(mentions), nth, found, speech))
    else:
        typer.echo(told_refused(refused[nth - 1], found, speech))


def told(r: Resolution, number: int, nth: int, found: Places, words: Phrases) -> str:
    """The reasoning, in lines as wide as the terminal."""
    width = max(70, min(110, shutil.get_terminal_size((100, 40)).columns))
    lines = [_sentence(r.mention, found, width), ""]
    count = f" (mention {nth} of {number}; --nth tells another)" if number > 1 else ""
    lines.append(_row("words", f"“{' '.join(r.mention.surface.split())}”{count}", width))
    lines.append(_row("read as", _read_as(r.mention), width))
    if r.place is None:
        lines.append(_row("decided", "not on the map", width))
    else:
        lines.append(
            _row("decided", f"{_place(r.place, words)}, {words.coordinates(r.place.position)}, {r.place.id}", width)
        )
        if r.place.dispute:
            lines.append(_row("", words.dispute(r.place.dispute), width))
        lines.append(
            _row(
                "how sure", f"{r.confidence:.0%}, of which {r.mention.confidence:.0%} that it is a place at all", width
            )
        )
    lines.append(_row("why", words.reason(r.reason), width))
    shown = [c for c in r.candidates if c.evidence or len(r.candidates) > 1]
    if shown:
        lines += [
            "",
            "Candidates, each with what speaks for it (+) and against it (−):"
            if any(c.evidence for c in shown)
            else "Candidates:",
        ]
    for rank, candidate in enumerate(shown, 1):
        lines += _candidate(rank, candidate, r, words, width)
    return "\n".join(lines)


def told_refused(r: Rejected, found: Places, words: Phrases) -> str:
    """Why something is held not to be a place."""
    from storymap.model import Mention

    width = max(70, min(110, shutil.get_terminal_size((100, 40)).columns))
    return "\n".join(
        [
            _sentence(Mention(r.surface, r.start, r.end), found, width),
            "",
            _row("words", f"“{r.surface}”", width),
            _row("decided", "not a place", width),
            _row("why", words.reason(r.reason), width),
            _row("to change", f"in places.yaml: `{r.surface}: {{id: …}}`, or `{{lat: …, lon: …}}`", width),
        ]
    )


def _candidate(number: int, c: Candidate, r: Resolution, words: Phrases, width: int) -> list[str]:
    from storymap.sphere import distance_km

    chosen = r.place is not None and c.place.id == r.place.id
    apart = ""
    if r.place is not None and not chosen:
        km = distance_km(*r.place.position, *c.place.position)
        apart = f", {words.number(round(km))} km away"
    mark = "✓" if chosen else " "
    lines = [f" {number:>2} {mark} {_place(c.place, words)}{apart}; {c.score:.0%}; {c.place.id}"]
    rows = [f"{weight:+.1f} {what}".replace("-", "−", 1) for what, weight in evidence(c) if abs(weight) >= 0.05]
    if rows:
        lines.append(textwrap.fill("; ".join(rows), width, initial_indent=" " * 6, subsequent_indent=" " * 6))
    return lines


def _place(place: Place, words: Phrases) -> str:
    kind = words.kind(place)
    return words.full_name(place) + (f" ({kind})" if kind else "")


def _read_as(mention: Mention) -> str:
    cues = [_CUES[name].format(value) for name, value in mention.cue.items() if value and name in _CUES]
    kind = {"metonym": "a place that speaks for others", "demonym": "what comes from a place"}.get(
        mention.kind.value, f"a {mention.kind.value}"
    )
    return kind + (f": {', '.join(cues)}" if cues else "")


def _sentence(mention: Mention, found: Places, width: int) -> str:
    from storymap.decisions import context

    shown = context(found.article, mention, 3 * width)
    strong = ("\033[1m", "\033[0m") if _colours() else ("[", "]")
    return textwrap.fill(f"{shown.before}{strong[0]}{shown.words}{strong[1]}{shown.after}", width)


def _colours() -> bool:
    import os
    import sys

    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _row(head: str, text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent=f"{head:<11}", subsequent_indent=" " * 11)


def _document(
    mentions: Sequence[Resolution], refused: Sequence[Rejected], nth: int, found: Places, words: Phrases
) -> dict[str, Any]:
    from storymap.export.places_json import places_document
    from storymap.wording import Wording

    resolutions = mentions[nth - 1 : nth]
    document = places_document(found.id, resolutions, refused[nth - 1 : nth] if not resolutions else (), Wording("en"))
    for mention, r in zip(document["mentions"], resolutions, strict=True):
        by_id = {c.place.id: c for c in r.candidates}
        mention["cue"] = dict(r.mention.cue)
        mention["is_place_confidence"] = r.mention.confidence
        for candidate in mention["candidates"]:
            candidate["evidence"] = dict(by_id[candidate["id"]].evidence)
    return document


def _not_found(wanted: str, found: Places) -> str:
    """That nothing was read there, and what an editor may have meant."""
    from storymap.overrides.occurrences import occurrences

    surfaces = list(dict.fromkeys([r.mention.surface for r in found.resolutions] + [r.surface for r in found.rejected]))
    near = (
        difflib.get_close_matches(wanted, surfaces, 3, 0.6)
        or [s for s in surfaces if wanted.casefold() in s.casefold()][:3]
    )
    hint = f" Did you mean {' or '.join(f'“{n}”' for n in near)}?" if near else ""
    if wanted and occurrences(found.article.text, wanted):
        return (
            f"“{wanted}” is in the article and was not taken for a place.{hint}"
            f' To put it on the map, write `{wanted}: {{id: …}}` into places.yaml; `storymap data show "{wanted}"` lists the ids.'
        )
    return f"“{wanted}” is not in the article.{hint} `storymap places` lists what was found."
