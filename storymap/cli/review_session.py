"""Ask about decisions in the terminal, and write the answers to places.yaml."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storymap.cli.review_fields import entry_for, field_of, has_custom_place, set_field
from storymap.errors import StorymapError
from storymap.wording.english import counted

if TYPE_CHECKING:
    from storymap.decisions import Decision
    from storymap.edit.history import History
    from storymap.model import Article, Place, Resolution
    from storymap.overrides import PlacesFile
    from storymap.ports import Gazetteer, Geocoder
    from storymap.resolve.search import Neighbour
    from storymap.wording.phrases import Phrases

MAX_CANDIDATES = 5  # maximum number of places to choose from in a question
MAX_FOUND = 8  # maximum number of places in the result of a search
WIDTH = 100  # maximum width of the text of a question, in characters
MISSED = "missed"  # reason code of words that the user entered, because storymap did not recognise them as a place
KEYS = " · s search · c coordinates · i not a place{mention} · u undo · n {next} · q quit · ? help"
SAME_QUESTION = -1
HELP = """\
Enter   accept the place marked ✓; without one, decide later
1–9     choose this place; a suggestion is added to the map
s       search the gazetteer: Newtown, Newtown Kent, or an id such as geonames:2130452
o       search OpenStreetMap (with --online E-MAIL)
c       enter coordinates: 43.06, 141.35 or 43°3'36"N 141°21'E, the address of a map, or a plus code
i       ignore: this is not a place
a       switch between this mention only and all mentions of these words
u       undo the last answer
n       decide later: skip to the next place
n TEXT  set the note for the list of places: n Closed on Mondays.
k KIND  set what the place is: k village
b BOX   set the extent: b 141.1, 42.9, 141.6, 43.2 (west, south, east, north)
t TEXT  set the title of the scene of the passage: t The strait
q       quit; all answers are already in places.yaml"""
Prompt = Callable[[str], str]
Echo = Callable[[str], None]


class Review:
    """Asks about decisions and writes the answers to places.yaml.

    `prompt` reads a line from the user, and `echo` prints a line.

    `resolutions` are the resolutions of the whole article. A search lists first the places that are near the places of
    these resolutions.
    """

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
        *,
        resolutions: Sequence[Resolution] = (),
        geocoder: Geocoder | None = None,
        changes: History | None = None,
    ) -> None:
        """`changes` are earlier changes of the file at `path`, which can be undone too."""
        from storymap.edit.history import History

        self.article, self.asked, self.path, self.name = article, asked, path, name
        self.gazetteer, self.phrases, self.prompt, self.echo = gazetteer, phrases, prompt, echo
        self.resolutions, self.geocoder = resolutions, geocoder
        self.changes = changes or History(path)
        self.answered: list[int] = []  # for each answer that can be undone: the index of the decision
        self.only = False  # whether the answer applies only to the first mention

    def run(self) -> None:
        """Ask about all decisions, or until the user enters `q`."""
        if not self.asked:
            self.echo(
                "No places to review: the article has no places, or all of them are in places.yaml (--all includes these)."
            )
            return
        number = sum(d.needs_a_look() for d in self.asked)
        possible = sum(d.is_suggestion for d in self.asked)
        suggestions = f", {counted(possible, 'suggestion')}" if possible else ""
        self.echo(
            f"{counted(len(self.asked), 'place')} to review, {number or 'none'} unresolved or unsure{suggestions}."
        )
        at = 0
        while 0 <= at < len(self.asked):
            self.only = False
            step = self.question(at)
            if step is None:
                break
            at = step
        answered = len(set(self.answered))
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
        if typed := field_of(key):
            return self.set_field(at, decision, *typed)
        places = self.choices(decision)
        actions: Mapping[str, Callable[[], int | None]] = {
            "": lambda: self.accept(at, decision),
            "n": lambda: at + 1,
            "q": lambda: None,
            "?": self.help,
            "a": self.toggle_only,
            "i": lambda: self.decide(at, {"ignore": True}),
            "u": lambda: self.undo(at),
            "s": lambda: self.decide_if(at, self.search(decision)),
            "o": lambda: self.decide_if(at, self.search_online(decision)),
            "c": lambda: self.decide_if(at, self.coordinates(decision)),
            **{str(n): partial(self.take, at, decision, place) for n, place in enumerate(places, 1)},
        }
        action = actions.get(key.lower())
        if action is None:
            self.echo(f"Unknown key “{key}”. Press ? for help.")
            return SAME_QUESTION
        return action()

    def accept(self, at: int, decision: Decision) -> int:
        """Accept the place that is marked. If there is none, or if the user has typed its kind or box, write nothing."""
        from storymap.overrides import PlacesFile

        places_file = PlacesFile.open(self.path, self.name)
        if decision.place is None or has_custom_place(places_file, decision, self.selector(decision)):
            return at + 1
        return self.take(at, decision, decision.place)

    def take(self, at: int, decision: Decision, place: Place) -> int:
        """Write the place that the user chose. If a places file already sets this place, write nothing."""
        if place is decision.place and decision.reason.code == "override":
            return at + 1
        return self.decide(at, entry_for(place, decision))

    def help(self) -> int:
        self.echo(HELP)
        return SAME_QUESTION

    def toggle_only(self) -> int:
        """Switch between an answer for this mention only and an answer for all mentions of these words."""
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
        status = "not recognised as a place" if decision.reason.code == MISSED else status
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
        if decision.place is None and decision.reason.code != MISSED:
            head = "Not on the map" if decision.is_suggestion else "Unresolved"
            self.echo(f"   {head}: {self.phrases.reason(decision.reason)}")
        self.echo(self.keys_line(decision))

    def keys_line(self, decision: Decision) -> str:
        """Return the line that lists the keys of a question."""
        number = len(self.choices(decision))
        verb = "add" if decision.is_suggestion or decision.reason.code == MISSED else "choose"
        choose = f" · {'1' if number == 1 else f'1–{number}'} {verb}" if number else ""
        mention = " · a this mention only" if len(decision.resolutions) > 1 else ""
        keys = KEYS.format(mention=mention, next="next" if decision.place else "later")
        return f"{'Enter accept' if decision.place else 'Enter next'}{choose}{keys}"

    def choices(self, decision: Decision) -> list[Place]:
        """Return the place that storymap chose, followed by the other candidates."""
        return [*([decision.place] if decision.place else []), *decision.others][:MAX_CANDIDATES]

    def line(self, number: int, place: Place, chosen: Place | None, why: str = "") -> str:
        from storymap.sphere import distance_km

        kind = self.phrases.kind(place)
        text = self.phrases.full_name(place) + (f" ({kind})" if kind else "") + (f", {why}" if why else "")
        if chosen is None or place is chosen:
            return f"  {number} {'✓' if place is chosen else ' '} {text}"
        km = self.phrases.number(round(distance_km(*chosen.position, *place.position)))
        return f"  {number}   {text}, {km} km away"

    # ---------- answers that need more input

    def around(self, decision: Decision) -> list[Neighbour]:
        """Return the places that the article mentions near the decision."""
        from storymap.resolve.search import neighbours

        return neighbours(self.article, self.resolutions, decision.first.mention.start)

    def search(self, decision: Decision) -> Mapping[str, Any] | None:
        """Ask for a name, search the gazetteer, and ask which place to use. Return None if the user goes back.

        The user may also enter a position instead of a name.
        """
        from storymap.positions import looks_like_position
        from storymap.resolve.search import search_places
        from storymap.wording.matches import why_found

        while name := self.prompt("Search (Enter to go back): "):
            if looks_like_position(name):
                if (answer := self.place_at(name, decision)) is not None:
                    return answer
                continue
            found = search_places(name, self.gazetteer, self.around(decision), MAX_FOUND)
            if not found:
                other = "search OpenStreetMap with o" if self.geocoder else "enter coordinates with c"
                self.echo(f"No places found for “{name}”. Try another spelling, or {other}.")
                continue
            for number, one in enumerate(found, 1):
                self.echo(self.line(number, one.place, None, why_found(one.match, one.holder, one.near, one.km)))
            chosen = self.choose([one.place for one in found])
            if chosen is not None:
                return {"id": chosen.id}
        return None

    def search_online(self, decision: Decision) -> Mapping[str, Any] | None:
        """Ask for a name, search OpenStreetMap, and ask which place to use. Return None if the user goes back."""
        if self.geocoder is None:
            self.echo("To search OpenStreetMap, start with --online E-MAIL.")
            return None
        while name := self.prompt(f"Search OpenStreetMap for (Enter to go back) [{decision.surface}]: "):
            found = list(self.geocoder.find(name))[:MAX_FOUND]
            if not found:
                self.echo(f"OpenStreetMap has no place “{name}”.")
            for number, place in enumerate(found, 1):
                self.echo(self.line(number, place, None))
            chosen = self.choose(found) if found else None
            if chosen is not None:
                own = {} if chosen.name == decision.surface else {"name": chosen.name}
                return {**own, "lat": round(chosen.position.lat, 5), "lon": round(chosen.position.lon, 5)}
        return None

    def choose(self, places: Sequence[Place]) -> Place | None:
        """Ask the user to choose a place by its number in the list. Return None if the user goes back."""
        answer = self.prompt(f"Choose 1–{len(places)} (Enter to go back): ")
        if answer.isdigit() and 1 <= int(answer) <= len(places):
            return places[int(answer) - 1]
        return None

    def coordinates(self, decision: Decision) -> Mapping[str, Any] | None:
        """Ask for a position and a name. Return None if the user goes back."""
        while text := self.prompt("Coordinates or the address of a map (Enter to go back): "):
            if (answer := self.place_at(text, decision)) is not None:
                return answer
        return None

    def place_at(self, text: str, decision: Decision) -> Mapping[str, Any] | None:
        """Return the fields of a custom place at a position, or None if the text is not a position."""
        from storymap.positions import PositionError, parse_position

        around = self.around(decision)
        try:
            near = around[0].position if around else None
            at = parse_position(text, near=near, language=self.article.language)
        except PositionError as error:
            self.echo(f"{str(error)[:1].upper()}{str(error)[1:]}")
            return None
        name = self.prompt(f"Name on the map (Enter for {decision.surface}): ")
        return {**({"name": name} if name else {}), "lat": at.lat, "lon": at.lon}

    # ---------- places.yaml

    def decide(self, at: int, answer: Mapping[str, Any]) -> int:
        """Write an answer to places.yaml. Return the index of the next question."""
        decision = self.asked[at]
        self.write(at, lambda places: places.decide(decision.surface, answer, self.selector(decision)))
        fields = ", ".join(f"{key}: {'true' if value is True else value}" for key, value in answer.items())
        self.echo(f"   → {self.path.name}: {decision.surface}: {fields}{' (this mention only)' if self.only else ''}")
        return at + 1

    def set_field(self, at: int, decision: Decision, name: str, text: str) -> int:
        """Write a typed field to places.yaml, and ask the same question again."""
        self.write(at, lambda places: set_field(places, decision, name, text, self.selector(decision)))
        about = decision.passages[0] if name == "title" else decision.surface
        self.echo(f"   → {self.path.name}: {about}: {name}: {text}")
        return SAME_QUESTION

    def write(self, at: int, change: Callable[[PlacesFile], None]) -> None:
        """Change places.yaml. The change answers the question with the index `at`."""
        from storymap.overrides import PlacesFile

        places_file, before = PlacesFile.open(self.path, self.name), self.changes.read()
        change(places_file)
        places_file.save()
        self.changes.record(before)
        self.answered.append(at)

    def selector(self, decision: Decision) -> Mapping[str, Any] | None:
        """Return the selector of the first mention for places.yaml, or None if the answer applies to all mentions."""
        from storymap.decisions import quote_around

        return {"quote": quote_around(self.article, decision.first.mention)} if self.only else None

    def undo(self, at: int) -> int:
        """Undo the last answer, or an earlier change of the file. Return the index of the next question."""
        if not self.changes.can_undo:
            self.echo("Nothing to undo.")
            return at
        self.changes.undo()
        if not self.answered:
            self.echo(f"   ← {self.path.name}: the last change before this review undone.")
            return at
        last = self.answered.pop()
        self.echo(f"   ← {self.path.name}: answer for {self.asked[last].surface} undone.")
        return last
