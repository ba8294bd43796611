"""`storymap diff`: compare two versions of an article, or of its places.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storymap.cli.arguments import HomeOption, ImagesOption, ItemOption, JsonOption, LanguageOption
from storymap.cli.messages import print_json, warn
from storymap.cli.output import STDIN
from storymap.cli.snapshot import Meaning, Snapshot, snapshot_path
from storymap.cli.sources import open_source

if TYPE_CHECKING:
    from storymap.model import Place
    from storymap.wording.phrases import Phrases

YAML = (".yaml", ".yml")


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="The old article or places.yaml, or the folder of a published page.", show_default=False
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new article or places.yaml.", show_default=False)],
    article: Annotated[
        str | None,
        typer.Option(
            metavar="ARTICLE",
            help="The article that the two places.yaml belong to. Required to compare places.yaml.",
            show_default=False,
        ),
    ] = None,
    places: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="The places.yaml to use for both articles; may be repeated, later files win. Default: as in `storymap build`.",
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
    home: HomeOption = None,
    language: LanguageOption = None,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """Compare two versions of an article or of places.yaml, or an article with its published page.

    Prints the places, mentions and decisions that changed. For a published page, OLD is the folder that was passed to
    `storymap publish --to`.
    """
    from storymap.pipeline import english_phrases, find_places

    def found(name: str, places: list[Path] | None) -> Snapshot:
        source = open_source(name, places=places, home=home, language=language, images=images, item=item)
        result = find_places(source, warn=warn)
        return Snapshot.of(result.article, result.resolutions, result.rejected)

    _check(old, new, article)
    if article is not None:
        before, after = (found(article, [Path(name)]) for name in (old, new))
    elif Path(old).is_dir():
        before, after = published(Path(old), new), found(new, places)
    else:
        before, after = (found(name, places) for name in (old, new))
    changes = compare(before, after)
    if as_json:
        print_json(document(changes))
    else:
        typer.echo(format_changes(changes, english_phrases()))


def _check(old: str, new: str, article: str | None) -> None:
    """Raise a usage error if the arguments cannot be compared.

    `article` is required if `old` and `new` are places.yaml files. Otherwise it is not allowed.
    """
    if STDIN in (old, new, article):
        raise typer.BadParameter("this command does not read standard input; pass a file.", param_hint="OLD NEW")
    are_yaml = [Path(name).suffix.lower() in YAML for name in (old, new)]
    if any(are_yaml) and not all(are_yaml):
        raise typer.BadParameter("pass two articles or two places.yaml.", param_hint="OLD NEW")
    if all(are_yaml) and article is None:
        raise typer.BadParameter("required to compare two places.yaml.", param_hint="--article")
    if article is not None and not all(are_yaml):
        raise typer.BadParameter("only allowed when two places.yaml are compared.", param_hint="--article")


def published(folder: Path, article: str) -> Snapshot:
    """Return the snapshot of the published page of an article.

    Raise a usage error if the folder contains no snapshot of the article.
    """
    from storymap.cli.several.manifest import digest, load_manifest, seen_from
    from storymap.read import is_address

    key = digest(article if is_address(article) else seen_from(folder, Path(article)))
    for entry in load_manifest(folder):
        if entry.input == key and (snapshot := Snapshot.load(snapshot_path(folder, entry.page))) is not None:
            return snapshot
    raise typer.BadParameter(
        f"{folder} has no page of {article} that `storymap publish` wrote. Publish it first.", param_hint="OLD"
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences between two versions of an article.

    A pair of values contains the value before and the value after the change.
    """

    places: dict[str, Place]  # place id -> place, for all places of both versions
    places_added: dict[str, list[str]]  # place id -> words that refer to it
    places_removed: dict[str, list[str]]
    decisions_changed: dict[str, tuple[Meaning, Meaning]]  # words in both versions that refer to different places
    mentions_changed: dict[str, tuple[int, int]]  # words whose number of mentions changed
    words_added: dict[str, Meaning]  # words that did not occur or were not recognized as a place
    words_removed: dict[str, Meaning]

    def __bool__(self) -> bool:
        return any(
            (
                self.places_added,
                self.places_removed,
                self.decisions_changed,
                self.mentions_changed,
                self.words_added,
                self.words_removed,
            )
        )


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Return the differences between the places of two versions."""
    old, new, old_words, new_words = before.meanings, after.meanings, before.words, after.words
    both = [words for words in new if words in old]
    return Changes(
        places={**before.places, **after.places},
        places_added={i: list(words) for i, words in new_words.items() if i not in old_words},
        places_removed={i: list(words) for i, words in old_words.items() if i not in new_words},
        decisions_changed={w: (old[w], new[w]) for w in both if set(old[w].places) != set(new[w].places)},
        mentions_changed={w: (n, m) for w in both if (n := old[w].places.total()) != (m := new[w].places.total())},
        words_added={w: new[w] for w in new if w not in old},
        words_removed={w: old[w] for w in old if w not in new},
    )


def format_changes(changes: Changes, phrases: Phrases) -> str:
    """Return the changes as lines that begin with + (added), − (removed) or ~ (changed). After a changed decision, an
    indented line has the reason."""
    if not changes:
        return "No changes: the places, mentions and decisions are the same."
    lines = []
    for sign, table in (("+", changes.places_added), ("−", changes.places_removed)):
        for place_id, surfaces in table.items():
            lines.append(f"{sign} {phrases.full_name(changes.places[place_id])}: {', '.join(surfaces)}")
    for words, (before, after) in changes.decisions_changed.items():
        lines.append(f"~ “{words}”: {_names(changes, before, phrases)} → {_names(changes, after, phrases)}")
        lines.append(f"    {after.reason}")
    for sign, meanings in (("+", changes.words_added), ("−", changes.words_removed)):
        for words, meaning in meanings.items():
            if set(meaning.places) <= {*changes.places_added, *changes.places_removed}:
                continue  # the lines of an added or removed place also name these words
            number = meaning.places.total()
            counted = f"{number} mention{'s' if number != 1 else ''}"
            lines.append(f"{sign} “{words}” ({counted}): {_names(changes, meaning, phrases)}")
    for words, (old_count, new_count) in changes.mentions_changed.items():
        lines.append(f"~ “{words}”: {old_count} mention{'s' if old_count != 1 else ''} → {new_count}")
    return "\n".join(lines)


def document(changes: Changes) -> dict[str, Any]:
    """Return the changes as JSON values (storymap-diff/1)."""

    def place(place_id: str) -> dict[str, Any]:
        known = changes.places[place_id]
        return {"id": place_id, "name": known.name, "lat": known.position.lat, "lon": known.position.lon}

    def ids(meaning: Meaning) -> list[str | None]:
        return list(meaning.places)

    return {
        "schema": "storymap-diff/1",
        "places_added": [{**place(i), "words": words} for i, words in changes.places_added.items()],
        "places_gone": [{**place(i), "words": words} for i, words in changes.places_removed.items()],
        "decisions_changed": [
            {"words": words, "before": ids(before), "after": ids(after), "reason": after.reason}
            for words, (before, after) in changes.decisions_changed.items()
        ],
        "words_added": [{"words": words, "places": ids(m)} for words, m in changes.words_added.items()],
        "words_gone": [{"words": words, "places": ids(m)} for words, m in changes.words_removed.items()],
        "mentions_changed": [
            {"words": words, "before": before, "after": after}
            for words, (before, after) in changes.mentions_changed.items()
        ],
    }


def _names(changes: Changes, meaning: Meaning, phrases: Phrases) -> str:
    names = [phrases.full_name(changes.places[i]) if i else "not on the map" for i in meaning.places]
    return " or ".join(dict.fromkeys(names))
