"""Recognize widgets between the paragraphs of a page: forms, polls, maps, players and ratings."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import HEADINGS, words_of
from storymap.read.page.measure import Node

_LARGEST_POLL = 60  # a poll has at most this many words
_LARGEST_FORM = 40  # a box with a form has at most this many words
_LARGEST_WIDGET = 15  # a map or a player has at most this many words
_LARGEST_DRAWING = 150  # the labels of a drawing have at most this many words
_LEAST_LABELS = 4  # a drawing has at least this many labels
_SHARE = 0.8  # at least this share of the words of the drawing is in these labels
_PLACED = lazy_pattern(r"(?i)(?:^|[;\s])top\s*:.*[;\s]left\s*:|(?:^|[;\s])left\s*:.*[;\s]top\s*:")
_MAP = lazy_pattern(r"\b(?:maps?|gm style|leaflet|mapbox|karte|carte|mapa|mappa)\b")
_PLAYER = lazy_pattern(
    r"\b(?:audio|player|listen|podcast|speech|speaker|readspeaker|vorlesen|tts|read aloud|lecteur|ecouter|ascolta|escuchar|ouvir|lyssna)\b"
)
_VIDEO = lazy_pattern(r"\bvideos?\b")
_LARGEST_VIDEO = 4  # the box of a video that a script loads has at most this many words
_PERCENT = lazy_pattern(r"(\d{1,3}(?:[.,]\d+)?)\s?%")
_RATING = lazy_pattern(
    r"(?i)[★☆⭐\s]*\d(?:[.,]\d+)?\s*(?:(?:/|of|von|sur|de|su|из|z)\s*(?:5|10)\b[^.]{0,6}\(?|from|aus|bei)\s*[\d.,]+\s*\w+\s*\)?[★☆⭐\s]*|[★☆⭐]{3,}.{0,30}"
)
_NO_TIME = lazy_pattern(r"[-–:/\s]*[-–]:[-–:/\s]*")  # matches the time that a player shows before it starts
_TIMES = lazy_pattern(r"\b\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d\b")  # matches the position in a recording and its length
_ASKING = ("p", "strong", "b", "caption", "legend", "th", "div", "span", *HEADINGS)
_QUESTION_MARKS = ("?", "？", "؟", ";")
_LEAST_REST = 6  # besides its question and its answers, a poll has at most this many words


def is_widget(node: Node) -> bool:
    """Return whether a small box is a form, a poll, a map, a player, a rating or the labels of a drawing."""
    if node.block and node.words == 0 and _NO_TIME.fullmatch(node.text):
        return True
    if _is_drawing(node):
        return True
    if not node.block or not 0 < node.words <= _LARGEST_POLL:
        return False
    if node.words <= _LARGEST_WIDGET and _TIMES.search(node.text):
        return True
    return (
        _is_row_of_controls(node) or _is_form_box(node) or _is_poll(node) or _is_rating(node) or _is_map_or_player(node)
    )


def _is_row_of_controls(node: Node) -> bool:
    """Return whether a row consists of at least two links to "#", which run a script: "Print", "Save"."""
    if node.element.tag not in ("div", "p") or node.linked < 1 or node.words > _LARGEST_WIDGET or node.images:
        return False
    links = [a.get("href") for a in islice(node.element.iter("a"), _LARGEST_WIDGET)]
    return len(links) > 1 and set(links) == {"#"} and next(node.element.iter("li", *HEADINGS), None) is None


def _is_drawing(node: Node) -> bool:
    """Return whether a box has only labels that style sheets place on a drawing, such as the numbers at a scale."""
    if not 0 < node.words <= _LARGEST_DRAWING or len(node.element) < _LEAST_LABELS:
        return False
    labels = [e for e in node.element if isinstance(e.tag, str) and _PLACED.search(str(e.get("style") or ""))]
    return len(labels) >= _LEAST_LABELS and sum(len(words_of(e).split()) for e in labels) >= _SHARE * node.words


def _is_form_box(node: Node) -> bool:
    """Return whether a small box contains a form. The whole box is removed, including the form's heading."""
    if node.element.tag not in ("div", "section", "aside") or node.words > _LARGEST_FORM or node.images:
        return False
    form = next(node.element.iter("form"), None)
    return form is not None and next(form.iter("input", "select", "textarea"), None) is not None


def _is_poll(node: Node) -> bool:
    """Return whether a box has a question with answers to choose, or with percentages that add up to 100."""
    element = node.element
    if not any(mark in node.text for mark in _QUESTION_MARKS):
        return False
    if element.tag not in ("div", "section", "aside", "fieldset", "form", "ul", "table"):
        return False
    labels = [words_of(e) for e in islice(element.iter("label"), 20)]
    question = next((words for e in element.iter(*_ASKING) if (words := words_of(e)).endswith(_QUESTION_MARKS)), "")
    if len(labels) > 1 and question and node.words - len(f"{question} {' '.join(labels)}".split()) <= _LEAST_REST:
        return True
    shares = [float(share.replace(",", ".")) for share in _PERCENT.findall(node.text)]
    return bool(question) and len(shares) > 1 and 97 <= sum(shares) <= 103


def _is_rating(node: Node) -> bool:
    """Return whether a block is the average of votes: "4.8/5 - (12 votes)"."""
    return (
        not node.images
        and node.text[:1] in "0123456789★☆⭐"
        and node.words <= _LARGEST_WIDGET
        and bool(_RATING.fullmatch(node.text))
    )


@lru_cache(maxsize=2048)  # the elements of a page have few different names
def _names_widget(names: tuple[str, ...]) -> bool:
    return any(pattern.search(name) for name in names for pattern in (_MAP, _PLAYER, _VIDEO))


def _is_map_or_player(node: Node) -> bool:
    """Return whether a small box without sentences has the class or id of a map or a player."""
    if (
        not node.names
        or not _names_widget(node.names)
        or node.words > _LARGEST_WIDGET
        or node.element.tag not in ("div", "section", "aside", "figure")
        or node.images > 1
    ):
        return False
    if next(node.element.iter("figcaption", *HEADINGS), None) is not None:
        return False
    if node.text[-1:] in ".!?" and next(node.element.iter("button"), None) is None:
        return False
    map_widget = (
        any(map(_MAP.search, node.names)) and next(node.element.iter("a"), None) is not None and not node.images
    )
    video = node.words <= _LARGEST_VIDEO and any(map(_VIDEO.search, node.names))
    player = (video or any(map(_PLAYER.search, node.names))) and next(node.element.iter("audio", "video"), None) is None
    return map_widget or (player and not node.images and next(node.element.iter("p"), None) is None)
