"""Splitting and joining URLs that may be invalid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storymap.urls import has_scheme, is_web_url, join_url, split_url

INVALID = ("https://[x", "http://[::1/x.png", "https://a.example:port/", "//[", "http://a\u2100b/")


def test_invalid_urls_have_no_host() -> None:
    for url in INVALID:
        assert split_url(url).netloc == ""
        assert not is_web_url(url)
        assert join_url("https://a.example/b/", "c") == "https://a.example/b/c"
        join_url(url, "c")
        join_url("https://a.example/", url)
    assert split_url("HTTPS://[x").scheme == "https"


def test_web_url_has_scheme_and_host() -> None:
    assert is_web_url("https://a.example/b?c#d")
    for url in (
        "a.example",
        "https://",
        "https://a b/",
        "javascript://a.example/",
        "https://a.example/\n",
        'https://a/"',
    ):
        assert not is_web_url(url)


def test_addresses_without_scheme_are_remote() -> None:
    assert has_scheme("//cdn.example/a.png")
    assert has_scheme("data:image/png;base64,")
    assert not has_scheme("images/a.png")
    assert not has_scheme("/images/a.png")


@given(st.text(alphabet="htps:/[].#?@% \x00\ud800ab1").map(str) | st.text())
def test_any_text_can_be_split_and_joined(url: str) -> None:
    split_url(url)
    join_url("https://a.example/", url)
    join_url(url, "b")
    is_web_url(url)
