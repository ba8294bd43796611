"""The ferry story of most tests, with its places."""

from __future__ import annotations

from dataclasses import replace

from storymap import sphere
from storymap.model import (
    Article,
    Attribution,
    BoundingBox,
    Candidate,
    Dispute,
    Footprint,
    Label,
    Markup,
    MarkupKind,
    MentionKind,
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
from tests.render.story_parts import camera, make_story, mention, resolved, spans

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

PLACES = (
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
SCENES = (
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
LABELS = (
    Label("Sea of Okhotsk", Position(48.0, 147.5), 3, 8, "sea"),
    Label("Sea of Japan", Position(41.0, 136.0), 3, 8, "sea"),
    Label("Russia", Position(49.0, 136.0), 2, 6, "country"),
    Label("Sapporo", Position(43.06, 141.35), 5, 10, "city"),
)


def ferry() -> Story:
    """Return the story of most tests, with a dispute, a stated distance, an unsure place and unmapped names."""
    article = _article()
    text = article.text
    minami = text.index("Mr. Minami")
    return make_story(
        article, _resolutions(text), PLACES, SCENES,
        relations=_relations(text),
        rejected=(Rejected("Minami", minami + 4, minami + 10, Reason("inside-person", {"whole": "Mr. Minami"})),),
        labels=LABELS,
        attributions=(Attribution("A gazetteer", "CC BY 4.0", "https://example.org/gazetteer", "names and positions"),),
        left_out=("p6",),
    )  # fmt: skip


def _article() -> Article:
    """Return the article, with emphasis, a link and a passage about the publisher."""
    text = FERRY_TEXT
    passages = spans(text)
    passages = (
        replace(passages[0], kind=PassageKind.HEADING, level=1),
        *passages[1:-1],
        replace(passages[-1], kind=PassageKind.BOILERPLATE),
    )
    quote = text.index("“Hokkaido looks north,”")
    return Article(
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


def _resolutions(text: str) -> list[Resolution]:
    """Return the resolutions: names, descriptions, a metonym, an unsure place and names without a place."""
    group = mention(text, "the disputed islands off Hokkaido", kind=MentionKind.DESCRIPTION)
    hokkaido = mention(text, "Hokkaido", 1)
    return [
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


def _relations(text: str) -> tuple[Relation, ...]:
    """Return a distance that the text states, and one that is only measured."""
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
    return ferry_line, to_the_islands
