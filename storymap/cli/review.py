"""`storymap review`: ask about the places of an article in the terminal. Each answer is written to places.yaml at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from storymap.cli.arguments import (
    ArticleFileArgument,
    HomeOption,
    ImagesOption,
    ItemOption,
    LanguageOption,
    OnlineSearchOption,
    PlacesOption,
)
from storymap.cli.messages import warn
from storymap.cli.review_session import MISSED, Review
from storymap.cli.sources import check_order, open_source
from storymap.errors import ArticleError

if TYPE_CHECKING:
    from storymap.decisions import Decision
    from storymap.pipeline import Places

MAX_MISSED_CANDIDATES = 5  # maximum number of candidates for words that were not recognised


def review(
    article: ArticleFileArgument,
    words: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="Only review this name, such as Chitose. Any words of the article can be put on the map.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Include places that already have an entry in places.yaml.")
    ] = False,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="Only review unresolved and unsure places, and suggestions.")
    ] = False,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    online: OnlineSearchOption = None,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """Review places one by one in the terminal.

    Unresolved places come first, then suggestions (names that may be places and are not on the map), then unsure
    places. Every answer is written to places.yaml at once.
    """
    from storymap.decisions import decisions, plain, suggested
    from storymap.edit.history import History, history_store
    from storymap.gazetteer import open_gazetteer
    from storymap.geocode import open_nominatim
    from storymap.pipeline import english_phrases, find_places

    check_order(article, words, "review")
    source = open_source(article, places=places, home=home, language=language, images=images, item=item, editing=True)
    found = find_places(source, warn=warn)
    everywhere = decisions(found.article, found.resolutions)
    asked = [
        d for d in everywhere if d.reason.code not in ("override", "vague", "historical") or (everything and d.place)
    ]
    possible = suggested(found.article, found.suggestions)
    asked = [*([d for d in asked if d.needs_a_look()] if unsure else asked), *possible]
    if words is not None:
        asked = [d for d in [*everywhere, *possible] if d.surface.casefold() == plain(words).casefold()]
        asked = asked or [missed(words, found)]
    asked.sort(key=_order)
    Review(
        found.article,
        asked,
        source.places_path,
        source.name,
        open_gazetteer(),
        english_phrases(),
        read_line,
        typer.echo,
        resolutions=found.resolutions,
        geocoder=open_nominatim(online, warn=warn) if online else None,
        changes=History(source.places_path, history_store(source.places_path)),
    ).run()


def missed(words: str, found: Places) -> Decision:
    """Return a decision about words of the article that were not recognised as a place, with candidates.

    Raise ArticleError if the words do not occur in the article, or overlap a mention.
    """
    from storymap.decisions import decisions, plain
    from storymap.gazetteer import open_gazetteer
    from storymap.model import Candidate, Mention, Reason, Resolution
    from storymap.nearest import did_you_mean
    from storymap.overrides.occurrences import occurrences
    from storymap.overrides.unmatched import Unmatched
    from storymap.resolve.search import candidates

    text, surface = found.article.text, plain(words)
    spans = occurrences(text, surface, ignore_case=True) if surface else []
    if not spans:
        names = [*(r.mention.surface for r in found.resolutions), *(r.surface for r in found.rejected)]
        near = did_you_mean(Unmatched(found.article, names).nearest_name(surface)) if surface else ""
        raise ArticleError(
            f"“{surface}” does not occur in the article.{near} `storymap places` lists the places found."
        )
    spelled = text[slice(*spans[0])]
    mentions = [Mention(text[start:end], start, end) for start, end in occurrences(text, spelled)]
    for r in found.resolutions:
        a, b = r.mention.start, r.mention.end
        if any(a < m.start < b < m.end or m.start < a < m.end < b for m in mentions):
            other = plain(r.mention.surface)
            raise ArticleError(
                f"“{plain(spelled)}” overlaps the name “{other}”. Pass all of “{other}”, or other words."
            )
    listed = candidates(found.article, found.resolutions, mentions[0], open_gazetteer(), MAX_MISSED_CANDIDATES)
    places = tuple(Candidate(one.place, 0.0) for one in listed)
    return decisions(found.article, [Resolution(m, None, 0.0, Reason(MISSED), places) for m in mentions])[0]


def _order(decision: Decision) -> tuple[int, float]:
    """Return the sort key of a decision.

    The order is: unresolved places; suggestions (highest score first); uncertain places (lowest confidence first);
    other places.
    """
    if decision.is_open:
        return 0, decision.confidence
    if decision.is_suggestion:
        return 1, -decision.confidence
    return (2, decision.confidence) if decision.needs_a_look() else (3, 0.0)


def read_line(prompt: str) -> str:
    """Read a line of input.

    Return "q", the command to quit, at the end of the input and after Ctrl-C. Earlier answers are already in
    places.yaml.
    """
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt):
        typer.echo()
        return "q"
