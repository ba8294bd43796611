"""TEI P5: the whole article with its mentions as elements, and a list of its places in the header.

A name is a `<placeName>`, and a description is an `<rs type="place">`. Each of these elements refers to a `<place>`
with `@ref` and has the confidence (0–1) in `@cert`. A mention may be inside another mention. Each heading starts a
division. List items, quotations, emphasis and links are kept. The list of places is in the header's `sourceDesc`, which
all versions of P5 allow (`standOff` is newer). Unmapped names are listed in `<back>`. `<body>` contains the text of the
article, with other white space between blocks. The format drops areas and scenes.
"""

from __future__ import annotations

from itertools import groupby

from storymap.export.descriptions import considered, disputed
from storymap.export.gather import Gathered, MentionRow, PlaceRow, address, credits_of, gather, rounded, web_address
from storymap.export.spans import Span, passage_tree
from storymap.export.xmltext import Element, add_text, document, put
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Markup, MarkupKind, MentionKind, Passage, PassageKind, Story
from storymap.ports import About, Aspect, Lookups
from storymap.version import __version__

ABOUT = About(
    "tei",
    "TEI P5",
    ".tei.xml",
    frozenset(Aspect) - {Aspect.AREAS, Aspect.SCENES, Aspect.LAYERS, Aspect.PICTURES},
    "oXygen, Recogito, TEI Publisher, EVT, CETEIcean",
    remark="reasons and other candidates are notes on the place",
)
# A slug with only these characters is valid in an XML name.
_PLAIN = lazy_pattern("[0-9A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u3001-\ud7ff-]+")
_LANGUAGE = lazy_pattern(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_DATE = lazy_pattern(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_CODE = lazy_pattern(r"[A-Z][A-Z0-9]*")
_ADDRESS = lazy_pattern(r"(?:https?|mailto):[^\s<>\"{}|\\^`]+")
Marked = Span[MentionRow | Markup | None]


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the document. The text is not indented, because its white space is significant."""
    return document(_Writer(gather(story, lookups)).document(), indented=False)


class _Writer:
    def __init__(self, gathered: Gathered) -> None:
        self._gathered, self._words = gathered, gathered.words
        self._text = gathered.story.article.text
        self._ids = {row.slug: _id(row.slug, i) for i, row in enumerate(gathered.places, 1)}

    def document(self) -> Element:
        article = self._gathered.story.article
        root = Element("TEI", {"xmlns": "http://www.tei-c.org/ns/1.0"})
        if _LANGUAGE.fullmatch(article.language):
            root.set("xml:lang", article.language)
        self._header(put(root, "teiHeader"))
        text = put(root, "text")
        self._body(put(text, "body"))
        self._back(text)
        return root

    def _header(self, header: Element) -> None:
        article = self._gathered.story.article
        file = put(header, "fileDesc")
        titles = put(file, "titleStmt")
        put(titles, "title", article.title)
        if article.byline:
            put(titles, "author", article.byline)
        published = put(file, "publicationStmt")
        for line in [f"storymap {__version__}", *credits_of(self._gathered.story)]:
            put(published, "p", line)
        source = put(file, "sourceDesc")
        if self._gathered.places:
            self._places(put(source, "listPlace"))
        self._bibl(put(source, "bibl"))

    def _bibl(self, bibl: Element) -> None:
        article = self._gathered.story.article
        put(bibl, "title", article.title)
        if article.byline:
            put(bibl, "author", article.byline)
        if _DATE.fullmatch(article.published):
            put(bibl, "date", article.published, when=article.published)
        if target := web_address(article.source):
            put(bibl, "ref", article.source, target=target)
        elif article.source:
            put(bibl, "idno", article.source, type="file")

    def _places(self, listed: Element) -> None:
        for row in self._gathered.places:
            self._place(listed, row)
        relations = [r for r in self._gathered.story.relations if r.origin in self._ids and r.target in self._ids]
        if relations:
            group = put(listed, "listRelation")
            for r in relations:
                ends = {"active": f"#{self._ids[r.origin]}", "passive": f"#{self._ids[r.target]}"}
                relation = put(group, "relation", name="-".join(r.kind.split()), **ends)
                put(relation, "desc", f"{self._text[r.start : r.end]}: {self._words.distance(r)}")

    def _place(self, listed: Element, row: PlaceRow) -> None:
        place = row.place
        code = {"type": place.feature_code} if _CODE.fullmatch(place.feature_code) else {}
        element = put(listed, "place", **{"xml:id": self._ids[row.slug]}, **code)
        for label in dict.fromkeys([row.label, place.name]):
            put(element, "placeName", label)
        for name in place.names:
            language = {"xml:lang": name.language} if _LANGUAGE.fullmatch(name.language) else {}
            side = {"type": "side", "n": name.side} if name.side else {}
            put(element, "placeName", name.name, **language, **side)
        if not place.dispute:
            for country in place.country_codes:
                put(element, "country", key=country)
        location = put(element, "location", cert=f"{row.confidence:g}")
        put(location, "geo", f"{rounded(place.position.lat)} {rounded(place.position.lon)}")
        if row.kind or row.where:
            put(element, "desc", ", ".join(part for part in (row.kind, row.where) if part))
        put(element, "idno", address(place.id), type="URI")
        self._notes(element, row)

    def _notes(self, element: Element, row: PlaceRow) -> None:
        place = row.place
        for line in disputed(row, self._words):
            put(element, "note", line, type="dispute")
        if place.approximate:
            put(element, "note", f"{self._words.text('approximate')}: {place.radius_km:g} km", type="precision")
        put(element, "note", row.reason, type="reason", cert=f"{row.confidence:g}")
        if row.candidates:
            note = put(element, "note", considered(row, self._words), type="candidates")
            for other in row.candidates:
                add_text(note, " ")
                put(
                    note,
                    "ref",
                    f"{other.name} {rounded(other.position.lat)} {rounded(other.position.lon)}",
                    target=address(other.id),
                )
        if row.story_place.note:
            put(element, "note", row.story_place.note, type="editor")
        source = f"{row.source} ({place.licence})" if place.licence else row.source
        if source:
            put(element, "note", source, type="source")

    def _body(self, body: Element) -> None:
        """Add paragraphs, quotations and lists; every heading starts a division."""
        parent = body
        for kind, group in groupby(self._gathered.passages, key=lambda p: p.kind):
            passages = list(group)
            if kind is PassageKind.HEADING:
                for passage in passages:
                    parent = put(body, "div", n=str(passage.level or 1))
                    self._passage(parent, "head", passage)
            elif kind is PassageKind.LIST_ITEM:
                items = put(parent, "list")
                for passage in passages:
                    self._passage(items, "item", passage)
            else:
                for passage in passages:
                    block = put(parent, "quote") if kind is PassageKind.QUOTE else parent
                    self._passage(block, "p", passage)
        if not len(body):
            put(body, "p")

    def _passage(self, parent: Element, tag: str, passage: Passage) -> None:
        mentions = [m for m in self._gathered.mentions if m.passage == passage.id and m.slug]
        self._inside(put(parent, tag, **{"xml:id": passage.id}), passage_tree(self._gathered, passage, mentions))
        parent[-1].tail = "\n"

    def _inside(self, element: Element, span: Marked) -> None:
        for piece in span.pieces(self._text):
            if isinstance(piece, str):
                add_text(element, piece)
            else:
                self._inside(self._mark(element, piece), piece)

    def _mark(self, parent: Element, span: Marked) -> Element:
        """Return the element of a mention or of markup in the article."""
        mark = span.value
        if isinstance(mark, MentionRow):
            target = {"ref": f"#{self._ids[mark.slug or '']}", "cert": f"{mark.confidence:g}"}
            if mark.mention.kind is MentionKind.DESCRIPTION:
                return put(parent, "rs", type="place", **target)
            kind = {} if mark.mention.kind is MentionKind.NAME else {"type": mark.mention.kind.value}
            return put(parent, "placeName", **kind, **target)
        assert mark is not None  # only the span of a passage has no mark, and a passage is never inside another element
        if mark.kind is MarkupKind.LINK:
            target = {"target": mark.target.strip()} if _ADDRESS.fullmatch(mark.target.strip()) else {}
            return put(parent, "ref", **target)
        return put(parent, "emph" if mark.kind is MarkupKind.EMPHASIS else "hi")

    def _back(self, text: Element) -> None:
        """Add the unmapped names with their reasons."""
        if not self._gathered.absent:
            return
        div = put(put(text, "back"), "div", type="not-mapped")
        put(div, "head", self._words.text("off"))
        items = put(div, "list")
        for row in self._gathered.absent:
            item = put(items, "item", corresp=f"#{row.passage}", n="place" if row.is_place else "no place")
            put(item, "mentioned", row.surface)
            add_text(item, f" {row.reason}")


def _id(slug: str, number: int) -> str:
    """Return an XML id with the slug, or with the number if the slug is not a valid name (XML 1.0 §2.3)."""
    return f"place-{slug}" if _PLAIN.fullmatch(slug) else f"place.{number}"
