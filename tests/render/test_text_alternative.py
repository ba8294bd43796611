from __future__ import annotations

from dataclasses import replace

from storymap.model import MentionKind, Reason, Story
from storymap.render.page import shown_passages
from storymap.render.text_alternative import Row, Twin
from storymap.wording import Wording
from storymap.wording.phrases import Phrases
from tests.render import stories
from tests.render.pages import COUNTRIES
from tests.render.stories import found, mention


def twin(story: Story) -> Twin:
    return Twin(story, shown_passages(story), Phrases(Wording("en"), lambda code: COUNTRIES.get(code, code)))


def row(slug: str) -> Row:
    return next(r for r in twin(stories.ferry()).rows() if r.slug == slug)


def test_a_place_is_told_with_what_it_is_and_where() -> None:
    hokkaido = row("hokkaido")
    assert (hokkaido.label, hokkaido.what, hokkaido.position) == ("Hokkaido", "island, Japan", "43.40° N, 142.80° E")


def test_mentions_are_counted_and_their_paragraphs_linked_once() -> None:
    wakkanai = row("wakkanai")
    assert (wakkanai.mentioned, wakkanai.passages) == ("Mentioned 2 times:", (("p2", 2), ("p3", 3)))


def test_a_disputed_place_has_both_names_and_every_side() -> None:
    kurils = row("southern-kuril-islands")
    assert kurils.names == (
        ("Russia", (("Southern Kuril Islands", "en"),)),
        ("Japan", (("Northern Territories", "en"), ("北方領土", "ja"))),
    )
    assert (kurils.dispute, kurils.note) == ("Disputed. Administered by Russia since 1945 and claimed by Japan", "")


def test_what_the_place_is_called_otherwise_is_said() -> None:
    assert row("okhotsk-coast").also == "Also: Okhotsk shore"


def test_distances_are_told_at_both_ends() -> None:
    told = "Wakkanai – Korsakov: 160 km in the article; 162 km measured"
    assert told in row("wakkanai").distances
    assert told in row("korsakov").distances


def test_an_unsure_mention_says_so_on_its_link() -> None:
    anchors = [a for a in twin(stories.ferry()).anchors() if a.slug == "nemuro"]
    assert [(a.classes, a.title) for a in anchors] == [
        ("unsure", "Probably Nemuro, Hokkaido, Japan; also considered: Nemuro Strait, Hokkaido, Japan")
    ]


def test_metonyms_and_settings_are_quiet() -> None:
    quiet = {a.slug for a in twin(stories.ferry()).anchors() if a.classes == "quiet"}
    assert quiet == {"tokyo", "japan"}


def test_what_is_not_on_the_map_is_told_with_its_reason() -> None:
    absent, evidence = twin(stories.ferry()).absent()
    assert [(a.surface, a.passages) for a in absent] == [("Soviet Union", (("p4", 4),)), ("the region", (("p5", 5),))]
    assert "1922" in absent[0].reason
    assert [a.surface for a in evidence] == ["Minami"]


def test_demonyms_are_evidence_and_not_missing_places() -> None:
    story = stories.ferry()
    word = mention(story.article.text, "looks", kind=MentionKind.DEMONYM)
    extra = found(word, None, 1.0, reason=Reason("demonym", {"name": "looks"}))
    story = replace(story, resolutions=(*story.resolutions, extra), slugs=(*story.slugs, None))
    absent, evidence = twin(story).absent()
    assert "looks" not in [a.surface for a in absent]
    assert "looks" in [a.surface for a in evidence]


def test_a_place_that_only_hidden_passages_mention_is_not_listed() -> None:
    story = stories.ferry()
    assert "nemuro" not in [r.slug for r in twin(replace(story, left_out=("p4", "p6"))).rows()]


def test_a_credit_with_an_unsafe_address_is_no_link() -> None:
    (credit,) = twin(stories.hostile()).credits()
    assert credit.href == ""
