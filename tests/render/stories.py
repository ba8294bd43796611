"""Small stories for tests, in the form in which `compose` passes them to `render`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from storymap import sphere
from storymap.model import (
    Article,
    Attribution,
    BoundingBox,
    Camera,
    Candidate,
    Dispute,
    Figure,
    Footprint,
    Label,
    Markup,
    MarkupKind,
    Mention,
    MentionKind,
    Passage,
    PassageKind,
    Place,
    Position,
    Reason,
    Rejected,
    Relation,
    Resolution,
    Role,
    Scene,
    SideName,
    Story,
    StoryPlace,
)

HOKKAIDO_COAST = (
    (45.5, 141.9), (44.9, 142.6), (44.3, 143.3), (43.9, 144.3), (44.3, 145.3), (43.6, 145.2), (43.3, 145.6),
    (42.9, 144.4), (42.0, 143.2), (42.6, 141.6), (42.3, 141.0), (41.8, 141.1), (41.4, 140.2), (42.5, 139.9),
    (43.3, 140.4), (43.3, 141.3), (44.0, 141.7), (45.0, 141.7),
)  # fmt: skip
HONSHU_COAST = (
    (41.5, 141.0), (40.2, 141.9), (38.3, 141.5), (35.7, 140.8), (34.9, 139.9), (34.6, 138.2), (33.5, 135.8),
    (34.4, 133.0), (34.0, 131.0), (35.5, 133.0), (35.7, 136.0), (37.3, 137.0), (37.9, 139.0), (39.8, 139.9),
)  # fmt: skip
SAKHALIN_COAST = (
    (54.4, 142.6), (52.0, 143.3), (49.3, 144.4), (48.0, 142.6), (46.7, 143.4), (46.0, 143.4), (46.7, 142.6),
    (46.0, 141.9), (48.5, 142.1), (51.5, 141.7), (53.3, 141.8),
)  # fmt: skip
KURIL_COASTS = (
    ((45.5, 148.8), (44.9, 147.8), (44.4, 146.9), (45.0, 147.5)),
    ((44.5, 146.2), (43.7, 145.5), (44.1, 145.7)),
    ((43.9, 146.9), (43.7, 146.7), (43.8, 146.6)),
)

HOKKAIDO = Place(
    "storymap:hokkaido", "Hokkaido", Position(43.4, 142.8), "T", "ISL", country_codes=("JP",), radius_km=220,
    bbox=BoundingBox(139.9, 41.4, 145.6, 45.5), footprint=Footprint(((tuple(Position(*p) for p in HOKKAIDO_COAST),),)),
    names=(SideName("北海道", "ja"),), source="hand", licence="MIT",
)  # fmt: skip
SAKHALIN = Place(
    "storymap:sakhalin", "Sakhalin", Position(50.0, 143.0), "T", "ISL", country_codes=("RU",), radius_km=430,
    bbox=BoundingBox(141.7, 46.0, 144.4, 54.4), footprint=Footprint(((tuple(Position(*p) for p in SAKHALIN_COAST),),)),
    source="hand", licence="MIT",
)  # fmt: skip
JAPAN = Place(
    "geonames:1861060", "Japan", Position(36.0, 138.0), "A", "PCLI", country_codes=("JP",), radius_km=900,
    bbox=BoundingBox(131.0, 33.5, 145.6, 45.5),
    footprint=Footprint(tuple((tuple(Position(*p) for p in c),) for c in (HOKKAIDO_COAST, HONSHU_COAST))), source="hand", licence="MIT",
)  # fmt: skip
KURILS = Place(
    "storymap:south-kuril-islands", "Southern Kuril Islands / Northern Territories", Position(44.4, 147.0), "T", "ISLS",
    country_codes=("RU", "JP"), radius_km=130, bbox=BoundingBox(145.5, 43.7, 148.8, 45.5),
    footprint=Footprint(tuple((tuple(Position(*p) for p in c),) for c in KURIL_COASTS)),
    names=(SideName("Southern Kuril Islands", "en", "RU"), SideName("Northern Territories", "en", "JP"),
           SideName("北方領土", "ja", "JP")),
    dispute=Dispute("disputed", ("RU",), ("JP",), "1945", "Administered by Russia since 1945 and claimed by Japan."),
    source="hand", licence="MIT",
)  # fmt: skip
WAKKANAI = Place(
    "geonames:2127733", "Wakkanai", Position(45.41, 141.67), "P", "PPLA2", country_codes=("JP",), admin1="Hokkaido",
    population=33_000, source="hand", licence="MIT",
)  # fmt: skip
KORSAKOV = Place(
    "geonames:2124044", "Korsakov", Position(46.64, 142.78), "P", "PPL", country_codes=("RU",), admin1="Sakhalin",
    population=33_000, source="hand", licence="MIT",
)  # fmt: skip
TOKYO = Place(
    "geonames:1850147", "Tokyo", Position(35.69, 139.69), "P", "PPLC", country_codes=("JP",), population=8_300_000,
    source="hand", licence="MIT",
)  # fmt: skip
NEMURO = Place(
    "geonames:2128815", "Nemuro", Position(43.33, 145.58), "P", "PPL", country_codes=("JP",), admin1="Hokkaido",
    population=25_000, source="hand", licence="MIT",
)  # fmt: skip
OTHER_NEMURO = replace(NEMURO, id="geonames:0", name="Nemuro Strait", position=Position(43.8, 145.4))
OKHOTSK_SHORE = Place(
    "storymap:okhotsk-shore", "Okhotsk shore", Position(44.4, 143.4), "L", "RGN", country_codes=("JP",), radius_km=90,
    approximate=True, source="hand", licence="MIT",
)  # fmt: skip

FERRY_TEXT = """Ferry talks resume across the strait

A ferry from Wakkanai to Korsakov, 160 km away on Sakhalin, may sail again next summer,
officials in Tokyo said on Monday.

Fishermen on the Okhotsk coast have waited ten years. “Hokkaido looks north,” said the mayor of Wakkanai,
“whatever Japan decides.”

The talks leave aside the disputed islands off Hokkaido, which the Soviet Union took in 1945
and which can be seen from Nemuro on a clear day.

No date was set. The harbour at Korsakov needs dredging, and the region has little money;
Mr. Minami declined to comment.

Subscribe to read more."""


def spans(text: str) -> tuple[Passage, ...]:
    """Return the passages of a text with blank lines between paragraphs."""
    starts = [0]
    while (at := text.find("\n\n", starts[-1])) >= 0:
        starts.append(at + 2)
    ends = [*starts[1:], len(text)]
    return tuple(
        Passage(f"p{i}", a, b, PassageKind.PARAGRAPH) for i, (a, b) in enumerate(zip(starts, ends, strict=True), 1)
    )


def mention(text: str, surface: str, nth: int = 0, kind: MentionKind = MentionKind.NAME) -> Mention:
    """Return a mention of the nth occurrence (from 0) of a surface."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Mention(surface, start, start + len(surface), kind)


def resolved(mention: Mention, place: Place | None, confidence: float = 0.95, **more: object) -> Resolution:
    reason = more.get("reason", Reason("name"))
    assert isinstance(reason, Reason)
    others = more.get("candidates", ())
    assert isinstance(others, tuple)
    return Resolution(mention, place, confidence, reason, others)


def camera(*places: Place, zoom: float = 7) -> Camera:
    boxes = [p.bbox or BoundingBox(p.position.lon, p.position.lat, p.position.lon, p.position.lat) for p in places]
    return Camera(sphere.union(boxes), zoom)


def make_story(
    article: Article,
    resolutions: list[Resolution],
    places: tuple[StoryPlace, ...],
    scenes: tuple[Scene, ...],
    **more: object,
) -> Story:
    """Return a story, with slugs, overview and meridian computed from the places."""
    slug_of = {p.place.id: p.slug for p in places}
    slugs = tuple(slug_of.get(r.place.id) if r.place else None for r in resolutions)
    positions = [p.place.position for p in places]
    overview = Camera(sphere.bounding_box(positions), 6.0)
    meridian = sphere.central_meridian(p.lon for p in positions)
    ranking = tuple(p.slug for p in places)
    story = Story(article, scenes, places, tuple(resolutions), slugs, overview, meridian=meridian, ranking=ranking)
    return replace(story, **more)  # type: ignore[arg-type]


def ferry() -> Story:
    """Return the story of most tests, with a dispute, a stated distance, an unsure place and unmapped names."""
    text = FERRY_TEXT
    passages = spans(text)
    passages = (
        replace(passages[0], kind=PassageKind.HEADING, level=1),
        *passages[1:-1],
        replace(passages[-1], kind=PassageKind.BOILERPLATE),
    )
    quote = text.index("“Hokkaido looks north,”")
    article = Article(
        "Ferry talks resume across the strait",
        text,
        passages,
        byline="A. Writer",
        published="2026-03-02",
        markup=(
            Markup(quote, quote + len("“Hokkaido looks north,”"), MarkupKind.EMPHASIS),
            Markup(text.index("harbour"), text.index("harbour") + 7, MarkupKind.LINK, "https://example.org/harbour"),
        ),
    )
    group = mention(text, "the disputed islands off Hokkaido", kind=MentionKind.DESCRIPTION)
    hokkaido = mention(text, "Hokkaido", 1)
    resolutions = [
        resolved(mention(text, "Wakkanai"), WAKKANAI),
        resolved(mention(text, "Korsakov"), KORSAKOV),
        resolved(mention(text, "Sakhalin"), SAKHALIN),
        resolved(mention(text, "Tokyo", kind=MentionKind.METONYM), TOKYO),
        resolved(mention(text, "the Okhotsk coast", kind=MentionKind.DESCRIPTION), OKHOTSK_SHORE, 0.8),
        resolved(mention(text, "Hokkaido"), HOKKAIDO),
        resolved(mention(text, "Wakkanai", 1), WAKKANAI),
        resolved(mention(text, "Japan"), JAPAN),
        resolved(group, KURILS),
        resolved(hokkaido, HOKKAIDO),
        resolved(
            mention(text, "Soviet Union"),
            None,
            0.9,
            reason=Reason("historical", {"place": "Soviet Union", "from": "1922", "to": "1991"}),
        ),
        resolved(
            mention(text, "Nemuro"),
            NEMURO,
            0.45,
            candidates=(Candidate(NEMURO, 0.5), Candidate(OTHER_NEMURO, 0.4)),
        ),
        resolved(mention(text, "Korsakov", 1), KORSAKOV),
        resolved(
            mention(text, "the region", kind=MentionKind.DESCRIPTION),
            None,
            0.7,
            reason=Reason("vague", {"name": "the region"}),
        ),
    ]
    minami = text.index("Mr. Minami")
    places = (
        StoryPlace("hokkaido", HOKKAIDO, "Hokkaido", zoom=7),
        StoryPlace("wakkanai", WAKKANAI, "Wakkanai", zoom=9),
        StoryPlace("korsakov", KORSAKOV, "Korsakov", zoom=9),
        StoryPlace("southern-kuril-islands", KURILS, "Southern Kuril Islands / Northern Territories", zoom=7),
        StoryPlace("sakhalin", SAKHALIN, "Sakhalin", zoom=6),
        StoryPlace("okhotsk-coast", OKHOTSK_SHORE, "the Okhotsk coast", zoom=7),
        StoryPlace("nemuro", NEMURO, "Nemuro", zoom=9),
        StoryPlace("japan", JAPAN, "Japan", Role.SETTING, 0.4, zoom=5),
        StoryPlace("tokyo", TOKYO, "Tokyo", Role.PASSING, 0.2, zoom=8),
    )
    stated = text.index("160 km away")
    ferry_line = Relation(
        "distance", stated, stated + len("160 km away"), "wakkanai", "korsakov", "160 km", 160.0,
        162.3, 162.3, 162.3, sphere.great_circle(WAKKANAI.position, KORSAKOV.position, 8),
    )  # fmt: skip
    off = text.index("off Hokkaido")
    to_the_islands = Relation(
        "off", off, off + 3, "southern-kuril-islands", "hokkaido", "", None, 16.0, 560.0, 357.0,
        sphere.great_circle(KURILS.position, HOKKAIDO.position, 8),
    )  # fmt: skip
    scenes = (
        Scene("p1", ("p1",), (), None),
        Scene(
            "p2", ("p2",), ("wakkanai", "korsakov", "sakhalin", "tokyo"), camera(WAKKANAI, KORSAKOV, zoom=8),
            ("wakkanai", "korsakov"),
        ),
        Scene("p3", ("p3",), ("hokkaido", "okhotsk-coast", "wakkanai", "japan"), camera(HOKKAIDO), ("hokkaido",)),
        Scene(
            "p4", ("p4",), ("southern-kuril-islands", "hokkaido", "nemuro"), camera(KURILS, NEMURO),
            ("southern-kuril-islands", "nemuro"),
        ),
        Scene("p5", ("p5",), ("korsakov",), camera(KORSAKOV, zoom=8), ("korsakov",)),
    )  # fmt: skip
    return make_story(
        article, resolutions, places, scenes,
        relations=(ferry_line, to_the_islands),
        rejected=(Rejected("Minami", minami + 4, minami + 10, Reason("inside-person", {"whole": "Mr. Minami"})),),
        labels=(
            Label("Sea of Okhotsk", Position(48.0, 147.5), 3, 8, "sea"),
            Label("Sea of Japan", Position(41.0, 136.0), 3, 8, "sea"),
            Label("Russia", Position(49.0, 136.0), 2, 6, "country"),
            Label("Sapporo", Position(43.06, 141.35), 5, 10, "city"),
        ),
        attributions=(Attribution("A gazetteer", "CC BY 4.0", "https://example.org/gazetteer", "names and positions"),),
        left_out=("p6",),
    )  # fmt: skip


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
