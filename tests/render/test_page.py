from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import folium
import pytest
from folium.plugins import MarkerCluster

from storymap.basemap import open_basemap
from storymap.errors import PageError
from storymap.model import BoundingBox, Camera
from storymap.render import PageOptions, bundle, render
from storymap.wording import Wording
from tests.render import stories
from tests.render.pages import Elements, document_in, page_of
from tests.render.stories import PAYLOADS, PaperBasemap


def test_two_renders_are_the_same_to_the_byte() -> None:
    page = page_of(stories.ferry())
    assert page.html() == page.html() == page_of(stories.ferry()).html()


def test_two_renders_with_a_callers_layers_are_the_same_to_the_byte() -> None:
    def html() -> str:
        page = page_of(stories.ferry())
        group = folium.FeatureGroup("lines").add_to(page.map)
        folium.PolyLine([[43, 141], [45, 142]]).add_to(group)  # type: ignore[no-untyped-call]
        folium.LayerControl().add_to(page.map)
        return page.html()

    assert html() == html()


def test_the_whole_text_is_there_without_a_script() -> None:
    story = stories.ferry()
    shown = Elements(page_of(story).html())
    article, hidden = story.article, set(story.left_out)
    words = " ".join(article.text[p.start : p.end] for p in article.passages[1:] if p.id not in hidden)
    assert shown.text_of(id="text") == " ".join(words.split())
    assert shown.text_of(id="p1") == article.title


def test_what_is_left_out_is_said() -> None:
    html = page_of(stories.ferry()).html()
    assert "Subscribe to read more" not in html
    assert "One line from the publisher" in html


def test_payloads_are_only_ever_words() -> None:
    """The gate has already refused handlers, foreign scripts and doubled ids; here nothing is left as markup."""
    html = page_of(stories.hostile()).html()
    rest = html.replace(bundle.script(), "").replace(bundle.styles(layers=False), "")
    assert not [payload for payload in PAYLOADS if "<" in payload and payload in rest]
    shown = Elements(html)
    assert PAYLOADS[1] in shown.text_of(id="text")
    assert {a["href"].split(":")[0] for a in shown.tags("a") if not a["href"].startswith("#")} <= {"https"}
    assert len(shown.tags("script")) == 4


def test_a_callers_layer_comes_after_the_story() -> None:
    page = page_of(stories.ferry())
    shape = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [142, 44]}}
    folium.GeoJson(shape, tooltip="a word").add_to(page.map)
    html = page.html()
    assert html.index("storymap.start(map") < html.index("L.geoJson(")


def test_saving_the_folium_map_saves_the_page() -> None:
    page = page_of(stories.ferry())
    assert page.map.get_root().render() == page.html()


def test_a_tile_layers_host_is_let_in_and_no_other() -> None:
    page = page_of(stories.ferry())
    folium.TileLayer("https://{s}.tiles.example.org/{z}/{x}/{y}.png", attr="Tiles").add_to(page.map)
    assert "img-src data: https://*.tiles.example.org;" in page.html().replace("&#39;", "'")


def test_a_layer_that_loads_a_library_is_refused_with_its_address() -> None:
    page = page_of(stories.ferry())
    page.map.add_child(MarkerCluster([[43, 141]]))  # type: ignore[no-untyped-call]
    with pytest.raises(PageError, match="markercluster"):
        page.html()


def test_a_folium_popup_is_refused() -> None:
    page = page_of(stories.ferry())
    folium.CircleMarker([43, 141], popup="<b>x</b>").add_to(page.map)
    with pytest.raises(PageError, match="jQuery"):
        page.html()


def test_the_basemap_gets_what_the_rest_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storymap.render.page.LEAST_BASEMAP", 20_000)
    europe = replace(stories.ferry(), overview=Camera(BoundingBox(-5, 42, 30, 58), 9))
    least = len(page_of(europe, basemap=open_basemap(), max_bytes=0).html().encode())
    page = len(page_of(europe, basemap=open_basemap(), max_bytes=least + 20_000).html().encode())
    assert least + 10_000 < page < least + 21_000


def test_a_small_region_does_not_fill_its_budget() -> None:
    page = page_of(stories.ferry(), basemap=open_basemap(), max_bytes=1_000_000)
    assert len(page.html().encode()) < 300_000


def test_a_callers_own_styles_come_last() -> None:
    html = page_of(stories.ferry(), css="h1 {\r\n color: green }").html()
    assert html.rindex("<style>") == html.index("<style>h1 {\n color: green }")


def test_a_title_made_up_from_the_text_is_not_shown_twice() -> None:
    story = stories.placeless()
    assert [a.get("class") for a in Elements(page_of(story).html()).tags("article")] == ["story untitled"]


def test_a_story_without_places_says_so() -> None:
    assert "No place in this article could be mapped" in page_of(stories.placeless()).html()


def test_a_right_to_left_article_sets_the_pages_direction() -> None:
    (html,) = Elements(page_of(stories.arabic()).html()).tags("html")
    assert html == {"lang": "ar", "dir": "rtl"}


def test_what_we_say_is_in_a_language_of_its_own() -> None:
    """There is no Arabic wording yet: English sentences stand in an Arabic page, and are marked as such."""
    page = render(stories.arabic(), basemap=PaperBasemap(), wording=Wording("x-none"), options=PageOptions())
    places = next(e[1] for e in Elements(page.html()).all if e[1].get("id") == "places")
    assert (places["lang"], places["dir"]) == ("en", "ltr")


def test_the_document_knows_every_passage_a_scene_names() -> None:
    html = page_of(stories.ferry()).html()
    ids = {e[1]["id"] for e in Elements(html).all if "id" in e[1]}
    assert {p for scene in document_in(html)["scenes"] for p in scene["passages"]} <= ids


def test_the_canonical_address_is_named_where_there_is_one() -> None:
    story = stories.ferry()
    assert 'rel="canonical"' not in page_of(story).html()
    assert (
        '<link rel="canonical" href="https://example.org/a">'
        in page_of(story, canonical="https://example.org/a").html()
    )


def test_machines_read_the_article_and_where_it_happens() -> None:
    html = page_of(stories.ferry()).html()
    start = html.index('application/ld+json">') + len('application/ld+json">')
    facts = json.loads(html[start : html.index("</script>", start)])
    assert (facts["@type"], facts["headline"], facts["datePublished"]) == (
        "Article",
        "Ferry talks resume across the strait",
        "2026-03-02",
    )
    names = [place["name"] for place in facts["contentLocation"]]
    assert "Hokkaido" in names
    assert "Tokyo" not in names


def test_a_language_tag_from_outside_cannot_leave_its_attribute() -> None:
    story = stories.ferry()
    story = replace(story, article=replace(story.article, language='en"><script>x</script>'))
    assert Elements(page_of(story).html()).tags("html")[0]["lang"] == 'en"><script>x</script>'


def test_folium_is_not_imported_before_a_page_is_made() -> None:
    code = "import sys, storymap.render; sys.exit('folium' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_styles_of_layers_come_with_a_layer() -> None:
    page = page_of(stories.ferry())
    assert ".leaflet-popup" not in page.html()
    folium.Marker([43, 141], tooltip="a word").add_to(page.map)
    assert ".leaflet-popup" in page.html()
