"""Small stories for tests, in the form in which `compose` passes them to `render`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from storymap.model import (
    Article,
    Attribution,
    BoundingBox,
    Camera,
    Candidate,
    Figure,
    Footprint,
    Label,
    Markup,
    MarkupKind,
    Mention,
    Place,
    Position,
    Reason,
    Rejected,
    Scene,
    SideName,
    Story,
    StoryPlace,
)
from tests.render.ferry import HOKKAIDO, JAPAN, KORSAKOV, KURILS, NEMURO, TOKYO, WAKKANAI, ferry
from tests.render.story_parts import camera, make_story, mention, resolved, spans

__all__ = [
    "PAYLOADS",
    "EmptyBasemap",
    "arabic",
    "edited",
    "ferry",
    "hostile",
    "neighbours",
    "pacific",
    "placeless",
    "voyage",
]


PAYLOADS = (
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "${window.pwned=1}",
    "'\"`;window.pwned=1//",
    "{{ 7*7 }}{% raw %}",
    "]]><svg onload=window.pwned=1>",
)


def edited() -> Story:
    """Return the ferry story with scene titles, and a place with a note and an image (`korsakov.png`)."""
    story = ferry()
    figure = Figure("korsakov.png", 0, "A quay in the snow", "The quay of Korsakov", "Photograph: A. Author")
    places = tuple(
        replace(p, note="The only ice-free month is August.", figure=figure) if p.slug == "korsakov" else p
        for p in story.places
    )
    return replace(story, places=places, scenes=tuple(replace(s, title=f"Scene {s.id}") for s in story.scenes))


def hostile() -> Story:
    """Return a story with payloads in all untrusted text: text, title, byline, names, notes, links, labels, attributions."""
    payload = " ".join(PAYLOADS)
    name = f"Place {payload}"
    text = f"{payload} {name} ends.\n\nLink one, link two \u2028\u2029."
    place = replace(
        KURILS, name=name, names=(SideName(payload, "en", payload),), admin1=payload,
        dispute=replace(KURILS.dispute, note=payload) if KURILS.dispute else None,
    )  # fmt: skip
    one, two = text.index("Link one"), text.index("link two")
    article = Article(
        payload, text, spans(text), byline=payload, source=payload, language='en"><script>',
        markup=(
            Markup(one, one + 8, MarkupKind.LINK, "javascript:window.pwned=1"),
            Markup(two, two + 8, MarkupKind.LINK, 'https://example.org/"onmouseover="window.pwned=1'),
        ),
    )  # fmt: skip
    here = resolved(mention(text, name), place, 0.3, candidates=(Candidate(replace(place, id="x:1"), 0.2),))
    return make_story(
        article, [here], (StoryPlace("place", place, payload),),
        (Scene("p1", ("p1", "p2"), ("place",), camera(place), ("place",)),),
        labels=(Label(payload, place.position, 0, 12, "sea"),),
        attributions=(Attribution(payload, payload, "javascript:window.pwned=1", payload),),
        rejected=(Rejected("Link", one, one + 4, Reason("inside-person", {"whole": payload})),),
    )  # fmt: skip


def pacific() -> Story:
    """Return a story across the antimeridian, with places in Fiji on both sides of 180° and in Samoa."""
    text = "The boat left Suva at dawn.\n\nIt passed Taveuni at noon.\n\nIt reached Apia three days later."
    suva = Place("geonames:2198148", "Suva", Position(-18.14, 178.44), "P", "PPLC", country_codes=("FJ",))
    taveuni = Place(
        "storymap:taveuni", "Taveuni", Position(-16.85, -179.97), "T", "ISL", country_codes=("FJ",), radius_km=21,
        bbox=BoundingBox(179.85, -17.0, -179.8, -16.7),
        footprint=Footprint(((tuple(Position(*p) for p in ((-16.7, -179.85), (-17.0, 179.9), (-16.9, 179.86))),),)),
    )  # fmt: skip
    apia = Place("geonames:4035413", "Apia", Position(-13.83, -171.77), "P", "PPLC", country_codes=("WS",))
    places = (
        StoryPlace("suva", suva, "Suva"),
        StoryPlace("taveuni", taveuni, "Taveuni"),
        StoryPlace("apia", apia, "Apia"),
    )
    return make_story(
        Article("Across the line", text, spans(text)),
        [resolved(mention(text, p.label), p.place) for p in places],
        places,
        tuple(
            Scene(f"p{i}", (f"p{i}",), (p.slug,), camera(p.place, zoom=7), (p.slug,)) for i, p in enumerate(places, 1)
        ),
        labels=(Label("Tonga", Position(-20.4, -174.8), 3, 8, "country"),),
    )


def neighbours() -> Story:
    """Return a story with two towns whose pins touch in the overview, and a distant town."""
    text = "From Apia the boat goes to Pago Pago.\n\nThe other one goes to Lima."
    apia = Place("geonames:4035413", "Apia", Position(-13.83, -171.77), "P", "PPLC", country_codes=("WS",))
    pago = Place("geonames:5881576", "Pago Pago", Position(-14.28, -170.70), "P", "PPLC", country_codes=("AS",))
    lima = Place("geonames:3936456", "Lima", Position(-12.05, -77.04), "P", "PPLC", country_codes=("PE",))
    places = tuple(StoryPlace(p.name.casefold().replace(" ", "-"), p, p.name) for p in (apia, pago, lima))
    return make_story(
        Article("Ferries", text, spans(text)),
        [resolved(mention(text, p.label), p.place) for p in places],
        places,
        (
            Scene("p1", ("p1",), ("apia", "pago-pago"), camera(apia, pago, zoom=7), ("apia", "pago-pago")),
            Scene("p2", ("p2",), ("lima",), camera(lima), ("lima",)),
        ),
    )


def voyage(stages: int) -> Story:
    """Return a long story with `stages` paragraphs. Each paragraph mentions the next of six places."""
    ports = [WAKKANAI, KORSAKOV, TOKYO, NEMURO, HOKKAIDO, JAPAN]
    sentence = "On day {day} the boat came to {place}, where it stayed for a night or two, as boats do in any weather."
    lines = [sentence.format(day=i + 1, place=ports[i % len(ports)].name) for i in range(stages)]
    lines = [line + " Nobody asked why." * (i % 5) for i, line in enumerate(lines)]
    text = "\n\n".join(lines)
    passages = spans(text)
    places = tuple(StoryPlace(p.name.lower(), p, p.name, zoom=8) for p in ports)
    resolutions, scenes = [], []
    for i, passage in enumerate(passages):
        port = ports[i % len(ports)]
        start = text.index(port.name, passage.start)
        resolutions.append(resolved(Mention(port.name, start, start + len(port.name)), port))
        scenes.append(
            Scene(passage.id, (passage.id,), (port.name.lower(),), camera(port, zoom=8), (port.name.lower(),))
        )
    return make_story(Article("The voyage", text, passages), resolutions, places, tuple(scenes))


def arabic() -> Story:
    """Return a story in Arabic, which is written from right to left."""
    text = "وصلت السفينة إلى الإسكندرية صباح الاثنين.\n\nثم سافر الركاب بالقطار إلى القاهرة."
    alexandria = Place("geonames:361058", "Alexandria", Position(31.2, 29.92), "P", "PPLA", country_codes=("EG",))
    cairo = Place("geonames:360630", "Cairo", Position(30.06, 31.25), "P", "PPLC", country_codes=("EG",))
    places = (StoryPlace("alexandria", alexandria, "الإسكندرية"), StoryPlace("cairo", cairo, "القاهرة"))
    return make_story(
        Article("من البحر إلى العاصمة", text, spans(text), language="ar"),
        [resolved(mention(text, p.label), p.place) for p in places],
        places,
        tuple(Scene(f"p{i}", (f"p{i}",), (p.slug,), camera(p.place), (p.slug,)) for i, p in enumerate(places, 1)),
    )


def placeless() -> Story:
    """Return a story without places."""
    text = "Nothing happened anywhere.\n\nIt may happen again."
    article = Article("Nothing", text, spans(text), untitled=True)
    return Story(
        article, (Scene("p1", ("p1", "p2"), (), None),), (), (), (), Camera(BoundingBox(-180, -60, 180, 75), 2)
    )


class EmptyBasemap:
    """A basemap without tiles, for tests of other parts of the page."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, object]:
        return {"levels": [], "tiles": {}}
