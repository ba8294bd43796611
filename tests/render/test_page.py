from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import folium
import pytest
from folium.plugins import MarkerCluster

import storymap
from storymap.basemap import open_basemap
from storymap.errors import PageError
from storymap.model import BoundingBox, Camera
from storymap.render import PageOptions, bundle, render
from storymap.render.scene_maps import MAX_MAPS
from storymap.wording import Wording
from tests.render import stories
from tests.render.pages import Elements, document_in, page_of
from tests.render.stories import PAYLOADS, EmptyBasemap


def test_rendering_is_reproducible() -> None:
    page = page_of(stories.ferry())
    assert page.html() == page.html() == page_of(stories.ferry()).html()


def test_rendering_with_added_layers_is_reproducible() -> None:
    def html() -> str:
        page = page_of(stories.ferry())
        group = folium.FeatureGroup("lines").add_to(page.map)
        folium.PolyLine([[43, 141], [45, 142]]).add_to(group)  # type: ignore[no-untyped-call]
        folium.LayerControl().add_to(page.map)
        return page.html()

    assert html() == html()


def test_page_contains_the_whole_text_without_scripts() -> None:
    story = stories.ferry()
    # the maps of scenes are removed, because they are only for print
    shown = Elements(re.sub(r'<figure class="scene-map">.*?</figure>', "", page_of(story).html(), flags=re.S))
    article, hidden = story.article, set(story.left_out)
    words = " ".join(article.text[p.start : p.end] for p in article.passages[1:] if p.id not in hidden)
    assert shown.text_of(id="text") == " ".join(words.split())
    assert shown.text_of(id="p1") == article.title


def test_page_shows_number_of_passages_left_out() -> None:
    html = page_of(stories.ferry()).html()
    assert "Subscribe to read more" not in html
    assert "One line from the publisher" in html


def test_payloads_are_escaped() -> None:
    """No payload remains as markup. (Validation of the page rejects event handlers, other scripts and repeated ids.)"""
    html = page_of(stories.hostile()).html()
    rest = html.replace(bundle.script(), "").replace(bundle.styles(layers=False), "")
    assert not [payload for payload in PAYLOADS if "<" in payload and payload in rest]
    shown = Elements(html)
    assert PAYLOADS[1] in shown.text_of(id="text")
    assert {a["href"].split(":")[0] for a in shown.tags("a") if not a["href"].startswith("#")} <= {"https"}
    assert len(shown.tags("script")) == 4


def test_added_layer_comes_after_the_story() -> None:
    page = page_of(stories.ferry())
    shape = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [142, 44]}}
    folium.GeoJson(shape, tooltip="a word").add_to(page.map)
    html = page.html()
    assert html.index("storymap.start(map") < html.index("L.geoJson(")


def test_rendering_the_folium_map_returns_the_page() -> None:
    page = page_of(stories.ferry())
    assert page.map.get_root().render() == page.html()


def test_policy_allows_host_of_added_tile_layer() -> None:
    page = page_of(stories.ferry())
    folium.TileLayer("https://{s}.tiles.example.org/{z}/{x}/{y}.png", attr="Tiles").add_to(page.map)
    assert "img-src data: https://*.tiles.example.org;" in page.html().replace("&#39;", "'")


def test_layer_that_loads_a_library_raises_error_with_layer_and_remedy() -> None:
    page = page_of(stories.ferry())
    page.map.add_child(MarkerCluster([[43, 141]]))  # type: ignore[no-untyped-call]
    with pytest.raises(PageError, match=r"MarkerCluster loads .*npm install leaflet\.markercluster.*online=True"):
        page.html()


def test_popup_needs_no_jquery() -> None:
    page = page_of(stories.ferry())
    folium.CircleMarker([43, 141], popup="<b>x</b>").add_to(page.map)
    assert "storymap.fragment" in page.html()


def test_basemap_uses_the_bytes_left_up_to_max_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storymap.render.page.MIN_BASEMAP_BYTES", 20_000)
    europe = replace(stories.ferry(), overview=Camera(BoundingBox(-5, 42, 30, 58), 9))
    least = len(page_of(europe, basemap=open_basemap(), max_bytes=0).html().encode())
    page = len(page_of(europe, basemap=open_basemap(), max_bytes=least + 60_000).html().encode())
    assert least + 10_000 < page < least + 61_000


def test_basemap_of_small_region_uses_less_than_its_budget() -> None:
    page = page_of(stories.ferry(), basemap=open_basemap(), max_bytes=1_000_000, relief=False)
    assert len(page.html().encode()) < 329_000


def test_additional_styles_come_after_all_others() -> None:
    html = page_of(stories.ferry(), css="h1 {\r\n color: green }").html()
    assert html.rindex("<style>") == html.index("<style>h1 {\n color: green }")


def test_title_taken_from_text_is_not_shown_twice() -> None:
    story = stories.placeless()
    assert [a.get("class") for a in Elements(page_of(story).html()).tags("article")] == ["story untitled"]


def test_main_scenes_have_a_map_for_print_at_their_passage() -> None:
    html = page_of(stories.ferry(), basemap=open_basemap()).html()
    before = html.split('<figure class="scene-map">')[:-1]
    maps = [re.findall(r'id="(p\d+)" class="step"', part)[-1] for part in before]
    assert 1 <= len(maps) <= MAX_MAPS
    assert set(maps) <= {scene.passages[0] for scene in stories.ferry().scenes}


def test_page_without_places_has_message() -> None:
    assert "No place in this article could be mapped" in page_of(stories.placeless()).html()


def test_right_to_left_article_sets_direction_of_page() -> None:
    (html,) = Elements(page_of(stories.arabic()).html()).tags("html")
    assert html == {"lang": "ar", "dir": "rtl"}


def test_fallback_wording_is_marked_as_english() -> None:
    """English sentences in an Arabic page have lang="en" and dir="ltr"."""
    page = render(stories.arabic(), basemap=EmptyBasemap(), wording=Wording("x-none"), options=PageOptions())
    places = next(e[1] for e in Elements(page.html()).all if e[1].get("id") == "places")
    assert (places["lang"], places["dir"]) == ("en", "ltr")


def test_passages_of_scenes_exist_in_the_page() -> None:
    html = page_of(stories.ferry()).html()
    ids = {e[1]["id"] for e in Elements(html).all if "id" in e[1]}
    assert {p for scene in document_in(html)["scenes"] for p in scene["passages"]} <= ids


def test_canonical_link_is_written_if_given() -> None:
    story = stories.ferry()
    assert 'rel="canonical"' not in page_of(story).html()
    assert (
        '<link rel="canonical" href="https://example.org/a">'
        in page_of(story, canonical="https://example.org/a").html()
    )


def test_structured_data_has_article_and_main_places() -> None:
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


def test_language_tag_is_escaped_in_attribute() -> None:
    story = stories.ferry()
    story = replace(story, article=replace(story.article, language='en"><script>x</script>'))
    assert Elements(page_of(story).html()).tags("html")[0]["lang"] == 'en"><script>x</script>'


def test_importing_render_does_not_import_folium() -> None:
    code = "import sys, storymap.render; sys.exit('folium' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_popup_styles_are_included_only_with_added_layers() -> None:
    page = page_of(stories.ferry())
    assert ".leaflet-popup" not in page.html()
    folium.Marker([43, 141], tooltip="a word").add_to(page.map)
    assert ".leaflet-popup" in page.html()


def test_scripts_and_styles_are_ascii() -> None:
    """If a server declares a charset other than UTF-8, the hashes in the policy must still match the scripts."""
    page = page_of(stories.ferry(), companion=True, css='h1::after { content: "北" }')
    folium.PolyLine([[43, 141], [45, 142]], tooltip="Ваккана́й 🚢").add_to(page.map)  # type: ignore[no-untyped-call]
    inline = [
        text for tag, attrs, text in Elements(page.html()).all if tag == "style" or (tag == "script" and not attrs)
    ]
    assert len(inline) == 8
    assert all("".join(text).isascii() for text in inline)


def test_underlines_are_longhands() -> None:
    """WebKit ignores `text-decoration` if it contains a thickness; links would then have no underline."""
    assert re.findall(r"text-decoration:(?!none|underline[;}])[^;}]*", bundle.styles()) == []


def test_basemap_of_a_route_with_many_stops_is_not_a_map_of_a_continent() -> None:
    article = Path(__file__).parents[2] / "seeds" / "danube-barge.md"
    assert document_in(storymap.build(path=article).html())["overview"]["zoom"] > 5.5
