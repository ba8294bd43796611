"""Parts of a page that are generated for added layers. Text of the layers that looks like code must stay text."""

from __future__ import annotations

import branca.colormap
import folium
import pytest

from storymap.errors import PageError
from storymap.pipeline import build
from storymap.render.layer_files import LayerFile
from storymap.render.policy import host_of
from storymap.render.validation import without_strings

TEXT = "A story\n\nA train left Sapporo for Otaru.\n"


def test_price_in_a_popup_needs_no_jquery() -> None:
    story_map = build(text=TEXT)
    story_map.map.add_child(folium.Marker((43, 141), popup="It costs $.50 or $(2), 'about' \"half\""))
    assert "costs $.50" in story_map.html()


def test_strings_are_emptied_and_code_is_kept() -> None:
    assert without_strings("a = \"$.x\" + '$(y' + `$.z\n`; $.ajax()") == "a = \"\" + '' + ``; $.ajax()"


@pytest.mark.parametrize("caption", ["{# open", "{% raw", "{{ x }}", "{{{ #}", "</script>", "a {#} b"])
def test_caption_of_a_legend_is_text(caption: str) -> None:
    story_map = build(text=TEXT)
    story_map.map.add_child(branca.colormap.LinearColormap(["#ff0000", "#00ff00"], vmin=0, vmax=1, caption=caption))
    html = story_map.html()
    escaped = caption.replace("<", "\\u003c").replace("{#", "\\u007b#").replace("{%", "\\u007b%")
    while "{{" in escaped:
        escaped = escaped.replace("{{", "\\u007b{")
    assert escaped in html


def test_style_in_a_script_may_have_escapes_of_javascript() -> None:
    script = r"""x.push([e.id,"a{content:\"\x41\'\"}""" + "\\\n" + r"""b{}\n",""])"""
    assert LayerFile("u", False, script).added_styles == ["", 'a{content:"A\'"}b{}\n']
    with pytest.raises(PageError, match="cannot be read"):
        _ = LayerFile("u", False, r'x.push([e.id,"\q"])').added_styles


@pytest.mark.parametrize(
    "url", ["https://[x/a.png", "https://", "//", "https://a b/", "https://a;script-src *", "https://'none'/"]
)
def test_host_of_an_invalid_url_is_refused(url: str) -> None:
    with pytest.raises(PageError, match="invalid URL"):
        host_of(url)


def test_host_is_a_source_of_the_policy() -> None:
    assert host_of("https://{s}.tile.example.org/{z}") == "https://*.tile.example.org"
    assert host_of("//user:pw@a.example:8080/x") == "https://a.example:8080"
    assert host_of("http://[::1]:80/x") == "http://[::1]:80"
