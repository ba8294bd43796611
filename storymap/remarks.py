"""Find mistakes that do not stop a build: in the file of the article, in its home, and in its places files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.gazetteer import open_gazetteer
from storymap.model import Article
from storymap.nearest import did_you_mean
from storymap.positions import PositionError, looks_like_position, parse_position
from storymap.resolve.nearest import nearest_name

if TYPE_CHECKING:
    from storymap.overrides import Overrides
    from storymap.source import Source

HOME_HINT = "Use a larger place nearby, such as “Waco, Texas”, or coordinates."


def remarks(source: Source, article: Article, overrides: Overrides | None) -> list[str]:
    """Return sentences about mistakes in an article's file, its places files and its home.

    `article` must not have the default home.
    """
    found = [*article.remarks, *(overrides.remarks if overrides else ())]
    if source.home:  # this home is from an option or an argument, which the caller has checked
        return found
    if article.home is not None:
        where, name = source.name or article.source, article.home.name
    elif overrides and overrides.home:
        where, name = overrides.home_at or overrides.file, overrides.home
    else:
        where, name = source.config.where("home"), source.config.home
    problem = home_problem(name)
    return [*found, f"{where}: `home`: {problem}"] if problem else found


def home_problem(name: str) -> str:
    """Return a message if a home is neither a known place nor a position; otherwise ""."""
    if not name:
        return ""
    if looks_like_position(name):
        try:
            parse_position(name)
        except PositionError as error:
            return str(error)
        return ""
    gazetteer, first = open_gazetteer(), name.partition(",")[0].strip()
    if gazetteer.find(first):
        return ""
    hint = did_you_mean(nearest_name(first, gazetteer))
    return f"no place called “{name}” is known, so the home has no effect.{hint} {HOME_HINT}"
