"""`storymap review`: ask about the places of an article in the terminal. Each answer is written to places.yaml at once."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storymap.cli.arguments import ArticleFileArgument, HomeOption, ImagesOption, ItemOption, PlacesOption
from storymap.cli.messages import warn
from storymap.cli.sources import open_source
from storymap.errors import ArticleError, OverrideError, StorymapError

if TYPE_CHECKING:
    from storymap.decisions import Decision
    from storymap.model import Article, Place, Position
    from storymap.ports import Gazetteer
    from storymap.wording.phrases import Phrases

MAX_CANDIDATES = 5  # maximum number of places to choose from in a question
MAX_FOUND = 8  # maximum number of places in the result of a search
WIDTH = 100  # maximum width of the text of a question, in characters
KEYS = " · s search · c coordinates · i ignore{mention} · u undo · n next · q quit · ? help"
SAME_QUESTION = -1
HELP = """\
Enter   accept the place marked ✓
1–9     choose this place
s       search the gazetteer
c       enter coordinates: 43.06, 141.35 or 43°3'36"N 141°21'E
i       ignore: this is not a place
a       switch between this mention only and all mentions of these words
u       undo the last answer
n       skip to the next place
q       quit; all answers are already in places.yaml"""
Prompt = Callable[[str], str]
Echo = Callable[[str], None]


def review(
    article: ArticleFileArgument,
    words: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="Only review this name of the article, such as Chitose.", show_default=False
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
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """Review places one by one in the terminal.

    Unresolved and unsure places come first, then suggestions: names that may be places and are not on the map. Every answer is written to places.yaml at once.
    """
    from storymap.decisions import decisions, plain, suggested
    from storymap.gazetteer import open_gazetteer
    from storymap.pipeline import english_phrases, find_places

    source = open_source(article, places=places, home=home, images=images, item=item, editing=True)
    path = source.places_path
    found = find_places(source, warn=warn)
    asked = decisions(found.article, found.resolutions)
    asked = [d for d in asked if d.reason.code not in ("override", "vague", "historical") or (everything and d.place)]
    possible = suggested(found.article, found.suggestions)
    asked = [*([d for d in asked if d.needs_a_look()] if unsure else asked), *possible]
    if words is not None:
        everywhere = [*decisions(found.article, found.resolutions), *possible]
        asked = [d for d in everywhere if d.surface.casefold() == plain(words).casefold()]
        if not asked:
            raise ArticleError(
                f'no place “{words}” was found in the article. `storymap explain ARTICLE "{words}"` says why.'
            )
    asked.sort(key=_order)
    Review(found.article, asked, path, source.name, open_gazetteer(), english_phrases(), _prompt, typer.echo).run()


def _order(decision: Decision) -> tuple[int, float]:
    """Return the sort key: unresolved and unsure places first, least sure first; then suggestions, best first."""
    if decision.needs_a_look():
        return 0, decision.confidence
    return (1, -decision.confidence) if decision.is_suggestion else (2, 0.0)


def _prompt(prompt: str) -> str:
    """Read a line of input.

    Return "q" at the end of the input and after Ctrl-C; earlier answers are already written.
    """
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt):
        typer.echo()
        return "q"


class Review:
    """Asks about decisions and writes the answers to places.yaml. `prompt` reads a line, `echo` prints one."""

    def __init__(
        self,
        article: Article,
        asked: Sequence[Decision],
        path: Path,
        name: str,
        gazetteer: Gazetteer,
        phrases: Phrases,
        prompt: Prompt,
        echo: Echo,
    ) -> None:
        self.article, self.asked, self.path, self.name = article, asked, path, name
        self.gazetteer, self.phrases, self.prompt, self.echo = gazetteer, phrases, prompt, echo
        self.history: list[
            tuple[int, str, str]
        ] = []  # index of the decision, text of places.yaml before and after its answer
        self.only = False  # the answer applies only to the first mention

    def run(self) -> None:
        """Ask all questions, until `q`."""
        if not self.asked:
            self.echo(
                "No places to review: the article has no places, or all of them are in places.yaml (--all includes these)."
            )
            return
        number = sum(d.needs_a_look() for d in self.asked)
        counted = f"{len(self.asked)} places" if len(self.asked) > 1 else "1 place"
        possible = sum(d.is_suggestion for d in self.asked)
        suggestions = f", {possible} {'suggestion' if possible == 1 else 'suggestions'}" if possible else ""
        first = " (first)" if number else ""
        self.echo(f"{counted} to review, {number or 'none'} unresolved or unsure{first}{suggestions}.")
        at = 0
        while 0 <= at < len(self.asked):
            self.only = False
            step = self.question(at)
            if step is None:
                break
            at = step
        answered = len({i for i, _, _ in self.history})
        left = len(self.asked) - answered
        self.echo(f"{self.path}: {answered} answered, {left} unchanged." if answered else "Nothing was changed.")

    def question(self, at: int) -> int | None:
        """Ask about a decision. Return the index of the next decision, or None to quit."""
        decision = self.asked[at]
        self.show(at, decision)
        step: int | None = SAME_QUESTION
        while step == SAME_QUESTION:
            try:
                step = self.answer(at, decision, self.prompt("> "))
            except StorymapError as error:
                self.echo(f"storymap: {error}")
        return step

    def answer(self, at: int, decision: Decision, key: str) -> int | None:
        """Run the command of a key.

        Return the index of the next decision, None to quit, or SAME_QUESTION to ask again.
        """
        places = self.choices(decision)
        actions: Mapping[str, Callable[[], int | None]] = {
            "": lambda: self.accept(at, decision),
            "n": lambda: at + 1,
            "q": lambda: None,
            "?": self.help,
            "a": self.toggle_only,
            "i": lambda: self.decide(at, {"ignore": True}),
            "u": lambda: self.undo(at),
            "s": lambda: self.decide_if(at, self.search()),
            "c": lambda: self.decide_if(at, self.coordinates(decision.surface)),
            **{str(n): partial(self.decide, at, {"id": place.id}) for n, place in enumerate(places, 1)},
        }
        action = actions.get(key.lower())
        if action is None:
            self.echo(f"Unknown key “{key}”. Press ? for help.")
            return SAME_QUESTION
        return action()

    def accept(self, at: int, decision: Decision) -> int:
        """Accept the marked place. If no place is marked, skip to the next decision."""
        return self.decide(at, {"id": decision.place.id}) if decision.place else at + 1

    def help(self) -> int:
        self.echo(HELP)
        return SAME_QUESTION

    def toggle_only(self) -> int:
        """Switch between this mention and all mentions of these words."""
        self.only = not self.only
        self.echo(
            "The answer applies to this mention only."
            if self.only
            else "The answer applies to all mentions of these words."
        )
        return SAME_QUESTION

    def decide_if(self, at: int, answer: Mapping[str, Any] | None) -> int:
        return SAME_QUESTION if answer is None else self.decide(at, answer)

    # ---------- questions

    def show(self, at: int, decision: Decision) -> None:
        from storymap.decisions import context

        count = len(decision.resolutions)
        status = f"confidence {decision.confidence:.0%}" if decision.place else "unresolved"
        status = f"possible place, score {decision.confidence:.0%}" if decision.is_suggestion else status
        where = ", ".join(decision.passages[:6]) + (" …" if len(decision.passages) > 6 else "")
        times = f"{count} mentions" if count > 1 else "1 mention"
        shown = context(self.article, decision.first.mention, 3 * WIDTH)
        sentence = f"{shown.before}[{shown.words}]{shown.after}"
        self.echo(f"\n── {at + 1} of {len(self.asked)} · {decision.surface} · {times} in {where} · {status}")
        self.echo(textwrap.fill(sentence, WIDTH, initial_indent="   ", subsequent_indent="   "))
        for number, place in enumerate(self.choices(decision), 1):
            self.echo(self.line(number, place, decision.place))
            if place is decision.place:
                why = self.phrases.reason(decision.reason)
                self.echo(textwrap.fill(why, WIDTH, initial_indent="        ", subsequent_indent="        "))
        if decision.place is None:
            head = "Not on the map" if decision.is_suggestion else "Unresolved"
            self.echo(f"   {head}: {self.phrases.reason(decision.reason)}")
        number = len(self.choices(decision))
        choose = f" · {'1' if number == 1 else f'1–{number}'} choose" if number else ""
        mention = " · a this mention only" if count > 1 else ""
        self.echo(f"{'Enter accept' if decision.place else 'Enter next'}{choose}{KEYS.format(mention=mention)}")

    def choices(self, decision: Decision) -> list[Place]:
        """Return the chosen place, then the other candidates."""
        return [*([decision.place] if decision.place else []), *decision.others][:MAX_CANDIDATES]

    def line(self, number: int, place: Place, chosen: Place | None) -> str:
        from storymap.sphere import distance_km

        kind = self.phrases.kind(place)
        text = self.phrases.full_name(place) + (f" ({kind})" if kind else "")
        if chosen is None or place is chosen:
            return f"  {number} {'✓' if place is chosen else ' '} {text}"
        km = self.phrases.number(round(distance_km(*chosen.position, *place.position)))
        return f"  {number}   {text}, {km} km away"

    # ---------- answers that need more input

    def search(self) -> Mapping[str, Any] | None:
        """Ask for a name, search the gazetteer, and ask which place to use. Return None if the user goes back."""
        while name := self.prompt("Search (Enter to go back): "):
            found = [self.gazetteer.place(entry) for entry in self.gazetteer.find(name)[:MAX_FOUND]]
            if not found:
                self.echo(f"No places found for “{name}”.")
                continue
            for number, place in enumerate(found, 1):
                self.echo(self.line(number, place, None))
            answer = self.prompt(f"Choose 1–{len(found)} (Enter to go back): ")
            if answer.isdigit() and 1 <= int(answer) <= len(found):
                return {"id": found[int(answer) - 1].id}
        return None

    def coordinates(self, surface: str) -> Mapping[str, Any] | None:
        """Ask for coordinates and a name. Return None if the user goes back."""
        while text := self.prompt("Latitude, longitude (Enter to go back): "):
            at = parse_coordinates(text)
            if at is None:
                self.echo(f"Invalid coordinates “{text}”. Use 43.06, 141.35 or 43°3'36\"N 141°21'E.")
                continue
            name = self.prompt(f"Name on the map (Enter for {surface}): ")
            return {**({"name": name} if name else {}), "lat": at.lat, "lon": at.lon}
        return None

    # ---------- places.yaml

    def decide(self, at: int, answer: Mapping[str, Any]) -> int:
        """Write an answer to places.yaml. Return the index of the next question."""
        from storymap.decisions import quote_around
        from storymap.overrides import PlacesFile

        decision = self.asked[at]
        only = {"quote": quote_around(self.article, decision.first.mention)} if self.only else None
        places_file = PlacesFile.open(self.path, self.name)
        before = places_file.text
        places_file.decide(decision.surface, answer, only)
        places_file.save()
        self.history.append((at, before, places_file.text))
        fields = ", ".join(f"{key}: {'true' if value is True else value}" for key, value in answer.items())
        self.echo(f"   → {self.path.name}: {decision.surface}: {fields}{' (this mention only)' if self.only else ''}")
        return at + 1

    def undo(self, at: int) -> int:
        """Undo the last answer and ask it again."""
        from storymap.overrides import PlacesFile

        if not self.history:
            self.echo("Nothing to undo.")
            return at
        last, before, after = self.history[-1]
        places_file = PlacesFile.open(self.path, self.name)
        if places_file.text != after:
            raise OverrideError("another program has changed this file; undo the answer there.", file=self.path.name)
        places_file.text = before
        places_file.save()
        self.history.pop()
        self.echo(f"   ← {self.path.name}: answer for {self.asked[last].surface} undone.")
        return last


def parse_coordinates(text: str) -> Position | None:
    """Parse decimal degrees, or degrees, minutes and seconds, in the formats of geopy.

    Return None if they are invalid.
    """
    from geopy.point import Point

    from storymap.model import position

    try:
        point = Point(text)
        return position(round(point.latitude, 6), round(point.longitude, 6))
    except (ValueError, TypeError):
        return None
