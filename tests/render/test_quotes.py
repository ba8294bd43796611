from __future__ import annotations

from storymap.model import Mention, Passage, PassageKind
from storymap.render.quotes import LONG, SHORT, Quote, quotes_of

TEXT = "It rained in Suva. The ferry left Apia, and Suva waited.\n- From Apia, mail.\nSuva\t12"
PASSAGES = (
    Passage("p1", 0, 57, PassageKind.PARAGRAPH),
    Passage("p2", 57, 75, PassageKind.LIST_ITEM),
    Passage("p3", 75, len(TEXT), PassageKind.TABLE_ROW),
)


def mentions(name: str, text: str = TEXT) -> list[Mention]:
    found, at = [], text.find(name)
    while at >= 0:
        found.append(Mention(name, at, at + len(name)))
        at = text.find(name, at + 1)
    return found


def test_quote_is_the_sentence_around_the_name() -> None:
    assert quotes_of(TEXT, PASSAGES, mentions("Suva")) == [
        Quote("p1", "It rained in ", "Suva", "."),
        Quote("p1", "The ferry left Apia, and ", "Suva", " waited."),
        Quote("p3", "", "Suva", " 12"),
    ]


def test_quote_of_list_item_has_no_bullet() -> None:
    assert quotes_of(TEXT, PASSAGES, mentions("Apia"))[-1] == Quote("p2", "From ", "Apia", ", mail.")


def test_sentence_that_names_a_place_twice_is_quoted_once() -> None:
    text = "Suva is Suva."
    assert quotes_of(text, [Passage("p1", 0, len(text), PassageKind.PARAGRAPH)], mentions("Suva", text)) == [
        Quote("p1", "", "Suva", " is Suva.")
    ]


def test_long_sentence_is_cut_at_words_on_both_sides() -> None:
    text = "word " * 60 + "Suva" + " more" * 60
    (quote,) = quotes_of(text, [Passage("p1", 0, len(text), PassageKind.PARAGRAPH)], mentions("Suva", text))
    whole = quote.before + quote.name + quote.after
    assert LONG - 12 < len(whole) <= LONG + 2
    assert quote.before.startswith("…word") and quote.after.endswith(" more…")


def test_later_quotes_of_a_place_are_short() -> None:
    text = ("Word " + "word " * 40 + "Suva. ") * 9
    quotes = quotes_of(text, [Passage("p1", 0, len(text), PassageKind.PARAGRAPH)], mentions("Suva", text))
    assert len(quotes) == 9
    assert len(quotes[0].before) > SHORT > len(quotes[-1].before)


def test_text_without_spaces_is_cut_between_characters() -> None:
    text = "海" * 200 + "札幌" + "海" * 200 + "。"
    (quote,) = quotes_of(text, [Passage("p1", 0, len(text), PassageKind.PARAGRAPH)], mentions("札幌", text))
    assert quote.before.startswith("…海") and len(quote.before) <= LONG
