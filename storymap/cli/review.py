"""`storymap review`: the decisions one by one in the terminal, the unsure ones first; each answer is written at once."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storymap.cli.arguments import ArticleArgument, HomeOption, PlacesOption
from storymap.errors import ArticleError, OverrideError, StorymapError

if TYPE_CHECKING:
    from storymap.decisions import Decision
    from storymap.model import Article, Place, Position
    from storymap.ports import Gazetteer
    from storymap.wording.phrases import Phrases

SHOWN = 5  # candidates
FOUND = 8  # places that a search shows
WIDTH = 100
KEYS = " · s search · c lat, lon · i no place{here} · u undo · n next · q end · ? help"
AGAIN = -1
HELP = """\
Enter   keep what is marked ✓: it becomes your word
1–9     choose that place
s       search the gazetteer under another name
c       type coordinates: 43.06, 141.35 or 43°3'36"N 141°21'E
i       not a place: leave it off the map
a       decide for this mention alone, or again for all of these words
u       take back the last answer
n       leave it open, go on
q       end; all answers are in places.yaml already"""
Ask = Callable[[str], str]
Say = Callable[[str], None]


def review(
    article: ArticleArgument,
    words: Annotated[
        str | None, typer.Argument(help="Ask of these words of the article alone: Chitose.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Ask again what places.yaml has decided, too.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="Ask only what is open or unsure.")] = False,
    places: PlacesOption = None,
    home: HomeOption = None,
) -> None:
    """Decide one by one, the unsure ones first.

    In the terminal; every answer goes into places.yaml at once.
    """
    from storymap.decisions import decisions, plain
    from storymap.gazetteer import open_gazetteer
    from storymap.pipeline import english_phrases, find_places
    from storymap.source import Source

    path = Source(article, places=places).places_path
    source = Source(article, places=path if path.exists() else None, home=home)
    found = find_places(source)
    asked = decisions(found.article, found.resolutions)
    asked = [d for d in asked if d.reason.code not in ("override", "vague", "historical") or (everything and d.place)]
    asked = [d for d in asked if d.needs_a_look()] if unsure else asked
    if words is not None:
        asked = [
            d for d in decisions(found.article, found.resolutions) if d.surface.casefold() == plain(words).casefold()
        ]
        if not asked:
            raise ArticleError(f"nothing was found under “{words}” in the article; `storymap explain` tells more.")
    asked.sort(key=lambda d: (not d.needs_a_look(), d.confidence if d.needs_a_look() else 0))
    desk = Review(found.article, asked, path, source.name, open_gazetteer(), english_phrases(), _ask, typer.echo)
    desk.run()


def _ask(prompt: str) -> str:
    """A line of the terminal; `q` when there is no more of it, or Ctrl-C: every answer so far is written already."""
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt):
        typer.echo()
        return "q"


class Review:
    """Asks about decisions and writes the answers. `ask` gives a line for a prompt, `say` shows text."""

    def __init__(
        self,
        article: Article,
        asked: Sequence[Decision],
        path: Path,
        name: str,
        gazetteer: Gazetteer,
        words: Phrases,
        ask: Ask,
        say: Say,
    ) -> None:
        self.article, self.asked, self.path, self.name = article, asked, path, name
        self.gazetteer, self.words, self.ask, self.say = gazetteer, words, ask, say
        self.history: list[tuple[int, str, str]] = []  # which decision, the text before its answer and after
        self.only = False  # the answer is for the first mention alone

    def run(self) -> None:
        """From the first question to the last, or to `q`."""
        if not self.asked:
            self.say(
                "Nothing to decide: the article names no place, or places.yaml decides them all (--all asks again)."
            )
            return
        number = sum(d.needs_a_look() for d in self.asked)
        counted = f"{len(self.asked)} decisions" if len(self.asked) > 1 else "1 decision"
        self.say(f"{counted}, {number or 'none'} of them open or unsure{' (asked first)' if number else ''}.")
        at = 0
        while 0 <= at < len(self.asked):
            self.only = False
            step = self.question(at)
            if step is None:
                break
            at = step
        answered = len({i for i, _, _ in self.history})
        left = len(self.asked) - answered
        self.say(f"{self.path}: {answered} answered, {left} left as they were." if answered else "Nothing was changed.")

    def question(self, at: int) -> int | None:
        """Asks about one decision; the number of the next one, None to end."""
        decision = self.asked[at]
        self.show(at, decision)
        step: int | None = AGAIN
        while step == AGAIN:
            try:
                step = self.answer(at, decision, self.ask("> "))
            except StorymapError as error:
                self.say(f"storymap: {error}")
        return step

    def answer(self, at: int, decision: Decision, key: str) -> int | None:
        """What a key does: the number of the next decision, None to end, AGAIN to ask once more."""
        places = self.choices(decision)
        actions: Mapping[str, Callable[[], int | None]] = {
            "": lambda: self.keep(at, decision),
            "n": lambda: at + 1,
            "q": lambda: None,
            "?": self.help,
            "a": self.narrow,
            "i": lambda: self.decide(at, {"ignore": True}),
            "u": lambda: self.undo(at),
            "s": lambda: self.written(at, self.search()),
            "c": lambda: self.written(at, self.coordinates(decision.surface)),
            **{str(n): partial(self.decide, at, {"id": place.id}) for n, place in enumerate(places, 1)},
        }
        action = actions.get(key.lower())
        if action is None:
            self.say(f"“{key}” is none of the keys; ? tells what they do.")
            return AGAIN
        return action()

    def keep(self, at: int, decision: Decision) -> int:
        """What is marked becomes the editor's word; where nothing is, on to the next."""
        return self.decide(at, {"id": decision.place.id}) if decision.place else at + 1

    def help(self) -> int:
        self.say(HELP)
        return AGAIN

    def narrow(self) -> int:
        """The answer is for one mention, or again for all of them."""
        self.only = not self.only
        self.say("The answer is for this mention alone." if self.only else "The answer is for all of these words.")
        return AGAIN

    def written(self, at: int, answer: Mapping[str, Any] | None) -> int:
        return AGAIN if answer is None else self.decide(at, answer)

    # ---------- what is shown

    def show(self, at: int, decision: Decision) -> None:
        from storymap.decisions import context

        count = len(decision.resolutions)
        sure = f"{decision.confidence:.0%} sure" if decision.place else "open"
        where = ", ".join(decision.passages[:6]) + (" …" if len(decision.passages) > 6 else "")
        times = f"{count} mentions" if count > 1 else "1 mention"
        shown = context(self.article, decision.first.mention, 3 * WIDTH)
        sentence = f"{shown.before}[{shown.words}]{shown.after}"
        self.say(f"\n── {at + 1} of {len(self.asked)} · {decision.surface} · {times} in {where} · {sure}")
        self.say(textwrap.fill(sentence, WIDTH, initial_indent="   ", subsequent_indent="   "))
        for number, place in enumerate(self.choices(decision), 1):
            self.say(self.line(number, place, decision.place))
            if place is decision.place:
                why = self.words.reason(decision.reason)
                self.say(textwrap.fill(why, WIDTH, initial_indent="        ", subsequent_indent="        "))
        if decision.place is None:
            self.say(f"   Not on the map: {self.words.reason(decision.reason)}")
        number = len(self.choices(decision))
        choose = f" · {'1' if number == 1 else f'1–{number}'} choose" if number else ""
        here = " · a only here" if count > 1 else ""
        self.say(f"{'Enter keep' if decision.place else 'Enter next'}{choose}{KEYS.format(here=here)}")

    def choices(self, decision: Decision) -> list[Place]:
        """The chosen place, then the runners-up."""
        return [*([decision.place] if decision.place else []), *decision.others][:SHOWN]

    def line(self, number: int, place: Place, chosen: Place | None) -> str:
        from storymap.sphere import distance_km

        kind = self.words.kind(place)
        told = self.words.full_name(place) + (f" ({kind})" if kind else "")
        if chosen is None or place is chosen:
            return f"  {number} {'✓' if place is chosen else ' '} {told}"
        km = self.words.number(round(distance_km(*chosen.position, *place.position)))
        return f"  {number}   {told}, {km} km from there"

    # ---------- what is asked besides

    def search(self) -> Mapping[str, Any] | None:
        """A place of the gazetteer, found by name; None to go back."""
        while name := self.ask("Search for (Enter goes back): "):
            found = [self.gazetteer.place(entry) for entry in self.gazetteer.find(name)[:FOUND]]
            if not found:
                self.say(f"Nothing is known under “{name}”.")
                continue
            for number, place in enumerate(found, 1):
                self.say(self.line(number, place, None))
            answer = self.ask(f"Which one (1–{len(found)}, Enter goes back): ")
            if answer.isdigit() and 1 <= int(answer) <= len(found):
                return {"id": found[int(answer) - 1].id}
        return None

    def coordinates(self, surface: str) -> Mapping[str, Any] | None:
        """A place of the editor's own; None to go back."""
        while text := self.ask("Latitude, longitude (Enter goes back): "):
            at = parsed(text)
            if at is None:
                self.say(f"“{text}” are no coordinates. Write 43.06, 141.35 or 43°3'36\"N 141°21'E.")
                continue
            name = self.ask(f"What the map calls it (Enter: {surface}): ")
            return {**({"name": name} if name else {}), "lat": at.lat, "lon": at.lon}
        return None

    # ---------- what is written

    def decide(self, at: int, answer: Mapping[str, Any]) -> int:
        """Writes an answer and says so; the number of the next question."""
        from storymap.decisions import quote_around
        from storymap.overrides import PlacesFile

        decision = self.asked[at]
        only = {"quote": quote_around(self.article, decision.first.mention)} if self.only else None
        sheet = PlacesFile.open(self.path, self.name)
        before = sheet.text
        sheet.decide(decision.surface, answer, only)
        sheet.save()
        self.history.append((at, before, sheet.text))
        said = ", ".join(f"{key}: {'true' if value is True else value}" for key, value in answer.items())
        self.say(f"   → {self.path.name}: {decision.surface}: {said}{' (this mention alone)' if self.only else ''}")
        return at + 1

    def undo(self, at: int) -> int:
        """Takes back the last answer and asks it again."""
        from storymap.overrides import PlacesFile

        if not self.history:
            self.say("There is nothing to take back.")
            return at
        last, before, after = self.history[-1]
        sheet = PlacesFile.open(self.path, self.name)
        if sheet.text != after:
            raise OverrideError(
                "was changed by another program since; take the answer back there.", file=self.path.name
            )
        sheet.text = before
        sheet.save()
        self.history.pop()
        self.say(f"   ← {self.path.name}: {self.asked[last].surface} is as it was.")
        return last


def parsed(text: str) -> Position | None:
    """Coordinates as people write them (geopy reads them): decimal or in degrees, minutes and seconds; None for anything else."""
    from geopy.point import Point

    from storymap.model import position

    try:
        point = Point(text)
        return position(round(point.latitude, 6), round(point.longitude, 6))
    except (ValueError, TypeError):
        return None
