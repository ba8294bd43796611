from __future__ import annotations

import re
from dataclasses import replace

from storymap.model import MentionKind, Reason, Story
from storymap.render.page import shown_passages
from storymap.render.text_alternative import Row, TextAlternative
from storymap.wording import Wording
from storymap.wording.phrases import Phrases
from tests.render import stories
from tests.render.pages import COUNTRIES, page_of
from tests.render.story_parts import mention, resolved


def text_alternative(story: Story) -> TextAlternative:
    return TextAlternative(story, shown_passages(story), Phrases(Wording("en"), lambda code: COUNTRIES.get(code, code)))


def row(slug: str) -> Row:
    return next(r for r in text_alternative(stories.ferry()).rows() if r.slug == slug)


def test_row_has_kind_country_and_position() -> None:
    hokkaido = row("hokkaido")
    assert (hokkaido.label, hokkaido.what, hokkaido.position) == ("Hokkaido", "island, Japan", "43.40° N, 142.80° E")


def test_row_quotes_the_sentences_that_name_the_place() -> None:
    wakkanai = row("wakkanai")
    assert wakkanai.passages == (("p2", 2), ("p3", 3))
    assert [(quote.passage, quote.name) for quote in wakkanai.quotes] == [("p2", "Wakkanai"), ("p3", "Wakkanai")]
    text = " ".join(stories.ferry().article.text.split())
    assert all(q.before + q.name + q.after in text for q in wakkanai.quotes)


def test_row_of_disputed_place_has_names_of_every_side() -> None:
    kurils = row("southern-kuril-islands")
    assert kurils.names == (
        ("Russia", (("Southern Kuril Islands", "en"),)),
        ("Japan", (("Northern Territories", "en"), ("北方領土", "ja"))),
    )
    assert (kurils.dispute, kurils.note) == ("Disputed. Administered by Russia since 1945 and claimed by Japan", "")


def test_row_has_gazetteer_name_if_it_differs_from_label() -> None:
    assert row("okhotsk-coast").also == "Also: Okhotsk shore"


def test_distance_is_listed_at_both_ends() -> None:
    sentence = "Wakkanai – Korsakov: 160 km in the article; 162 km measured"
    assert sentence in row("wakkanai").distances
    assert sentence in row("korsakov").distances


def test_link_of_unsure_mention_has_class_and_tooltip() -> None:
    anchors = [a for a in text_alternative(stories.ferry()).anchors() if a.slug == "nemuro"]
    assert [(a.classes, a.title) for a in anchors] == [
        ("unsure", "Probably Nemuro, Hokkaido, Japan; also considered: Nemuro Strait, Hokkaido, Japan")
    ]


def test_metonyms_and_settings_have_class_quiet() -> None:
    quiet = {a.slug for a in text_alternative(stories.ferry()).anchors() if a.classes == "quiet"}
    assert quiet == {"tokyo", "japan"}


def test_unmapped_names_are_listed_with_reason() -> None:
    absent, evidence = text_alternative(stories.ferry()).absent()
    assert [(a.surface, [q.passage for q in a.quotes]) for a in absent] == [
        ("Soviet Union", ["p4"]),
        ("the region", ["p5"]),
    ]
    assert "1922" in absent[0].reason
    assert [a.surface for a in evidence] == ["Minami"]


def test_demonym_is_listed_as_evidence_and_not_as_unmapped() -> None:
    story = stories.ferry()
    word = mention(story.article.text, "looks", kind=MentionKind.DEMONYM)
    extra = resolved(word, None, 1.0, reason=Reason("demonym", {"name": "looks"}))
    story = replace(story, resolutions=(*story.resolutions, extra), slugs=(*story.slugs, None))
    absent, evidence = text_alternative(story).absent()
    assert "looks" not in [a.surface for a in absent]
    assert "looks" in [a.surface for a in evidence]


def test_place_mentioned_only_in_hidden_passages_is_not_listed() -> None:
    story = stories.ferry()
    assert "nemuro" not in [r.slug for r in text_alternative(replace(story, left_out=("p4", "p6"))).rows()]


def test_credit_with_unsafe_address_has_no_link() -> None:
    (credit,) = text_alternative(stories.hostile()).credits()
    assert credit.href == ""


def test_numbers_of_passages_in_the_list_are_those_of_the_article() -> None:
    html = page_of(stories.ferry()).html()
    printed = re.findall(r'class="step" data-n="(\d+)"', html)
    listed = {n for cell in re.findall(r'<p class="at">([^<]*)</p>', html) for n in re.findall(r"\d+", cell)}
    assert printed == ["1", "2", "3", "4"]  # the title, which is the first passage, has no number
    assert listed == set(printed)
