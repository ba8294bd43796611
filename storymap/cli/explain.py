"""`storymap explain`: explain why a mention was resolved to a place."""

from __future__ import annotations

import shlex
import shutil
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storymap.cli.arguments import (
    ArticleArgument,
    HomeOption,
    ImagesOption,
    ItemOption,
    JsonOption,
    LanguageOption,
    PlacesOption,
)
from storymap.cli.messages import print_json, warn
from storymap.cli.sources import check_order, open_source
from storymap.errors import ArticleError
from storymap.wording.english import counted
from storymap.wording.evidence import evidence

if TYPE_CHECKING:
    from storymap.decisions import Decision
    from storymap.model import Candidate, Mention, Place, Rejected, Resolution, Suggestion
    from storymap.pipeline import Places
    from storymap.wording.phrases import Phrases

_CUES = {
    "head": "noun “{}”", "modifiers": "“{}”", "peoples": "people of {}", "holders": "held by {}", "anchor": "relative to {}",
    "admin": "“{}” is named beside it", "speaks_for": "stands for a {}", "relation": "the words “{}”", "distance": "a distance of {}",
}  # fmt: skip


def explain(
    article: ArticleArgument,
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help='Words of the article, such as "the islands".', show_default=False)
    ],
    nth: Annotated[int, typer.Option(min=1, metavar="N", help="Explain the Nth mention of these words.")] = 1,
    as_json: JsonOption = False,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """Explain how a mention was resolved.

    Prints how the mention was understood, the candidates, and the evidence for and against each candidate.
    """
    from storymap.decisions import plain
    from storymap.pipeline import english_phrases, find_places

    check_order(article, words, "explain")
    found = find_places(
        open_source(article, places=places, home=home, language=language, images=images, item=item), warn=warn
    )
    wanted = plain(words)
    mentions = [r for r in found.resolutions if plain(r.mention.surface) == wanted]
    mentions = mentions or [r for r in found.resolutions if plain(r.mention.surface).casefold() == wanted.casefold()]
    rejected = [r for r in found.rejected if plain(r.surface).casefold() == wanted.casefold()]
    suggestions = [s for s in found.suggestions if plain(s.surface).casefold() == wanted.casefold()]
    if not mentions and suggestions:
        _explain_suggestion(suggestions[0], found, as_json=as_json)
        return
    if not mentions and not rejected:
        from storymap.cli.review import missed

        decision = missed(wanted, found)  # `missed` raises ArticleError if the words do not occur in the article
        if not as_json:
            typer.echo(_unrecognised(decision, found, english_phrases()))
        raise ArticleError(
            f"“{decision.surface}” occurs in the article, but storymap neither recognised it as a place nor suggests it. "
            f"`{_review(found, decision.surface)}` puts it on the map."
        )
    number = max(len(mentions), len(rejected))
    if nth > number:
        raise typer.BadParameter(f"“{wanted}” has only {counted(number, 'mention')}.", param_hint="--nth")
    phrases = english_phrases()
    if as_json:
        document = _document(mentions, rejected, nth, found, phrases)
        print_json(document)
    elif len(mentions) >= nth:
        typer.echo(explanation(mentions[nth - 1], len(mentions), nth, found, phrases))
    else:
        typer.echo(rejection(rejected[nth - 1], found, phrases))


def _explain_suggestion(s: Suggestion, found: Places, *, as_json: bool) -> None:
    from storymap.pipeline import english_phrases

    phrases = english_phrases()
    if as_json:
        document = _document((), (), 1, found, phrases, suggestions=[s])
        print_json(document)
    else:
        typer.echo(suggestion(s, found, phrases))


def suggestion(s: Suggestion, found: Places, phrases: Phrases) -> str:
    """Return text about a suggestion.

    The text contains the reason, the candidates, and an entry that maps the suggestion if it is added to places.yaml.
    """
    from storymap.decisions import plain
    from storymap.model import Resolution

    width = max(70, min(110, shutil.get_terminal_size((100, 40)).columns))
    times = f" ({counted(len(s.mentions), 'mention')})" if len(s.mentions) > 1 else ""
    name = plain(s.surface)
    place = f"id: {s.candidates[0].place.id}" if s.candidates else "lat: …, lon: …"
    lines = [
        _sentence(s.mentions[0], found, width),
        "",
        _row("mention", f"“{name}”{times}", width),
        _row("place", f"suggestion: may be a place, not on the map; score {s.score:.0%}", width),
        _row("reason", phrases.reason(s.reason), width),
        _row("to map it", f"in places.yaml: `{name}: {{{place}}}`", width),
    ]
    if s.candidates:
        lines += ["", "Candidates, with the evidence for (+) and against (−) each:"]
        resolution = Resolution(s.mentions[0], None, s.score, s.reason, s.candidates)
        for rank, candidate in enumerate(s.candidates, 1):
            lines += _candidate(rank, candidate, resolution, phrases, width)
    return "\n".join(lines)


def _unrecognised(decision: Decision, found: Places, phrases: Phrases) -> str:
    """Return text about words that were not recognised as a place.

    The text lists the places with this name, and says how to put the words on the map.
    """
    width = max(70, min(110, shutil.get_terminal_size((100, 40)).columns))
    name, places = decision.surface, decision.others
    times = f" ({counted(len(decision.resolutions), 'mention')})" if len(decision.resolutions) > 1 else ""
    place = f"id: {places[0].id}" if places else 'at: "…"'
    lines = [
        _sentence(decision.first.mention, found, width),
        "",
        _row("mention", f"“{name}”{times}", width),
        _row("place", "neither recognised as a place nor suggested", width),
        _row("to map it", f"`{_review(found, name)}`, or in places.yaml: `{name}: {{{place}}}`", width),
    ]
    if not places:
        lines.append(
            _row("", "`at` takes coordinates or the address of a map; the gazetteer has no place of this name.", width)
        )
    lines += ["", "Places of this name, those near the story first:"] if places else []
    lines += [f" {number:>2}   {_place(one, phrases)}; {one.id}" for number, one in enumerate(places, 1)]
    return "\n".join(lines)


def _review(found: Places, name: str) -> str:
    """Return the `storymap review` command for a name."""
    article = found.article.source
    return f'storymap review {shlex.quote(article) if article else "ARTICLE"} "{name}"'


def explanation(r: Resolution, number: int, nth: int, found: Places, phrases: Phrases) -> str:
    """Return the explanation of a resolution, in lines as wide as the terminal."""
    width = max(70, min(110, shutil.get_terminal_size((100, 40)).columns))
    lines = [_sentence(r.mention, found, width), ""]
    count = f" (mention {nth} of {number}; choose another with --nth)" if number > 1 else ""
    lines.append(_row("mention", f"“{' '.join(r.mention.surface.split())}”{count}", width))
    lines.append(_row("read as", _read_as(r.mention), width))
    if r.place is None:
        lines.append(_row("place", "unresolved", width))
    else:
        lines.append(
            _row("place", f"{_place(r.place, phrases)}, {phrases.coordinates(r.place.position)}, {r.place.id}", width)
        )
        if r.place.dispute:
            lines.append(_row("", phrases.dispute(r.place.dispute), width))
        lines.append(
            _row(
                "confidence",
                f"{r.confidence:.0%}; confidence that it is a place at all: {r.mention.confidence:.0%}",
                width,
            )
        )
    lines.append(_row("reason", phrases.reason(r.reason), width))
    shown = [c for c in r.candidates if c.evidence or len(r.candidates) > 1]
    if shown:
        lines += [
            "",
            "Candidates, with the evidence for (+) and against (−) each:"
            if any(c.evidence for c in shown)
            else "Candidates:",
        ]
    for rank, candidate in enumerate(shown, 1):
        lines += _candidate(rank, candidate, r, phrases, width)
    return "\n".join(lines)


def rejection(r: Rejected, found: Places, phrases: Phrases) -> str:
    """Return text that says why a name was rejected."""
    from storymap.model import Mention

    width = max(70, min(110, shutil.get_terminal_size((100, 40)).columns))
    return "\n".join(
        [
            _sentence(Mention(r.surface, r.start, r.end), found, width),
            "",
            _row("mention", f"“{r.surface}”", width),
            _row("place", "rejected: not a place", width),
            _row("reason", phrases.reason(r.reason), width),
            _row("to map it", f"in places.yaml: `{r.surface}: {{id: …}}`, or `{{lat: …, lon: …}}`", width),
        ]
    )


def _candidate(number: int, c: Candidate, r: Resolution, phrases: Phrases, width: int) -> list[str]:
    from storymap.sphere import distance_km

    chosen = r.place is not None and c.place.id == r.place.id
    apart = ""
    if r.place is not None and not chosen:
        km = distance_km(*r.place.position, *c.place.position)
        apart = f", {phrases.number(round(km))} km away"
    mark = "✓" if chosen else " "
    lines = [f" {number:>2} {mark} {_place(c.place, phrases)}{apart}; {c.score:.0%}; {c.place.id}"]
    rows = [
        f"{weight:+.1f} {what}".replace("-", "−", 1)
        for what, weight in evidence(c, phrases.evidence)
        if abs(weight) >= 0.05
    ]
    if rows:
        lines.append(textwrap.fill("; ".join(rows), width, initial_indent=" " * 6, subsequent_indent=" " * 6))
    return lines


def _place(place: Place, phrases: Phrases) -> str:
    kind = phrases.kind(place)
    return phrases.full_name(place) + (f" ({kind})" if kind else "")


def _read_as(mention: Mention) -> str:
    from storymap.export.places_json import cue_table

    cues = [_CUES[name].format(value) for name, value in cue_table(mention).items() if value and name in _CUES]
    kind = {
        "metonym": "a metonym (a place that stands for an institution)",
        "demonym": "a demonym (from the name of a place)",
    }.get(mention.kind.value, f"a {mention.kind.value}")
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
    mentions: Sequence[Resolution],
    rejected: Sequence[Rejected],
    nth: int,
    found: Places,
    phrases: Phrases,
    suggestions: Sequence[Suggestion] = (),
) -> dict[str, Any]:
    from storymap.export.places_json import cue_table, places_document
    from storymap.wording import Wording

    resolutions = mentions[nth - 1 : nth]
    left_off = rejected[nth - 1 : nth] if not resolutions else ()
    # If there are no suggestions, the document has the older format, because programs may depend on it.
    schema = 2 if suggestions else 1
    document = places_document(found.id, resolutions, left_off, Wording("en"), (), suggestions, schema=schema)
    for mention, r in zip(document["mentions"], resolutions, strict=True):
        by_id = {c.place.id: c for c in r.candidates}
        mention["cue"] = cue_table(r.mention)
        mention["is_place_confidence"] = r.mention.confidence
        for candidate in mention["candidates"]:
            candidate["evidence"] = dict(by_id[candidate["id"]].evidence)
    return document
