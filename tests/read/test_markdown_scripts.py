"""Marks of Markdown in texts without spaces between words, and ranges written with `~`."""

from __future__ import annotations

import pytest

from storymap.read.markdown.parser import markdown_html


def html(source: str) -> str:
    return markdown_html(source).strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("배로 4~5시간, 버스로 2~3시간.", "배로 4~5시간, 버스로 2~3시간."),
        ("서울~부산, 대구~목포.", "서울~부산, 대구~목포."),
        ("Mon~Fri 9~17, Sat~Sun closed.", "Mon~Fri 9~17, Sat~Sun closed."),
        ("~10분, 4~5시간.", "~10분, 4~5시간."),
        ("배는 ~월요일~에 떠난다.", "배는 <s>월요일</s>에 떠난다."),
        ("The ~old~ ferry, ~~closed~~.", "The <s>old</s> ferry, <s>closed</s>."),
        ("H~2~O and CO~2~.", "H<s>2</s>O and CO<s>2</s>."),
    ],
)
def test_range_is_not_deleted_text(source: str, expected: str) -> None:
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("동네의 **미술관(보화각)**은 작다.", "동네의 <strong>미술관(보화각)</strong>은 작다."),
        ("そこで**3年間の平均（下流）**を見た。", "そこで<strong>3年間の平均（下流）</strong>を見た。"),
        ("他说**“渡口”**然后走了。", "他说<strong>“渡口”</strong>然后走了。"),
        ("다리는*낡았다.*그래도 건넜다.", "다리는<em>낡았다.</em>그래도 건넜다."),
        ("배는 ~~떠났다.~~아직 있다.", "배는 <s>떠났다.</s>아직 있다."),
        ("넓이는 2 * 3 * 4.", "넓이는 2 * 3 * 4."),
        ("a *(b)*c and 2 * 3", "a *(b)*c and 2 * 3"),
    ],
)
def test_emphasis_may_touch_east_asian_words(source: str, expected: str) -> None:
    assert html(source) == expected
