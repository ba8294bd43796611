"""Find the video in a shortcode or component, such as `{{< youtube abc123 >}}` or `<Vimeo id="123" />`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storymap.read.html.media import is_image_file

if TYPE_CHECKING:
    from storymap.read.markdown.tags import Tag

_VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "twitch": "https://www.twitch.tv/{}",
    "tiktok": "https://www.tiktok.com/video/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
}


def video_in(tag: Tag) -> tuple[str, str] | None:
    """Return address and title of the video in a tag, or None if it has no video."""
    key = re.sub(r"[-_.]|embed|player|lite|video$|nocookie", "", tag.key)
    provider = key if key in _VIDEOS else tag.first(("provider", "type", "service")).lower()
    title = tag.first(("title", "caption", "label", "playlabel", "playLabel"))
    given = tag.first(
        ("id", "videoid", "videoId", "video_id", "youtubeid", "youTubeId", "v", "videoID", "uri", "url", "src", "href")
    ) or next(iter(tag.positional), "")
    if provider in _VIDEOS and given:
        return (given if given.startswith(("http", "//")) else _VIDEOS[provider].format(given)), title
    if (
        re.fullmatch(
            r"video|videoplayer|video_player|oembed|embed|embedvideo|iframe|include_video", tag.key.replace("-", "")
        )
        and given
    ):
        if is_image_file(given):
            return None
        return given, title
    return None
