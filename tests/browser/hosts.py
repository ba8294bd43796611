"""Simulated blogs with the markup, widths, sanitizers and security policies of real blogs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import nh3

from storymap.embed.page_info import PageInfo
from storymap.model import PassageKind, Story
from tests.browser.reader import Reader
from tests.browser.server import Server
from tests.render import stories

# WordPress keeps these elements in posts of users without the capability `unfiltered_html` (wp_kses_post). It removes
# frames and scripts.
KSES = {
    "a",
    "p",
    "figure",
    "figcaption",
    "img",
    "h2",
    "h3",
    "strong",
    "em",
    "blockquote",
    "div",
    "span",
    "ul",
    "ol",
    "li",
    "br",
}
ADVERT = '<div class="ad" style="height:250px;background:#eee;text-align:center">Advertisement: <b>Hokkaido</b> holidays from 499</div>'


def paragraphs(story: Story) -> list[str]:
    """Return the visible passages of a story, without the title, as HTML blocks, as if they were pasted into a post."""
    text, hidden = story.article.text, set(story.left_out)
    shown = [p for p in story.article.passages if p.id not in hidden and text[p.start : p.end].strip()]
    if shown and text[shown[0].start : shown[0].end].strip() == story.article.title.strip():
        shown = shown[1:]
    tags = {PassageKind.HEADING: "h2", PassageKind.QUOTE: "blockquote"}
    return [
        f"<{tags.get(p.kind, 'p')}>{escape(' '.join(text[p.start : p.end].split()), quote=False)}</{tags.get(p.kind, 'p')}>"
        for p in shown
    ]


def texturized(html: str) -> str:
    """Return HTML with typographic quotes, dashes and ellipses, and no-break spaces, as WordPress outputs it."""
    parts = re.split(r"(<[^>]*>)", html)
    for i in range(0, len(parts), 2):
        words = re.sub(r'(^|[\s(])"', "\\1\u201c", parts[i]).replace('"', "\u201d").replace("'", "\u2019")
        words = words.replace("...", "\u2026").replace(" - ", " \u2013 ")
        parts[i] = re.sub(r"(\d) (?=\w)", "\\1\u00a0", words)
    return "".join(parts)


def post(
    blocks: Sequence[str],
    snippet: str,
    *,
    title: str = "Notes from the north",
    css: str = "",
    after: str = "",
    policy: str = "",
) -> str:
    """Return a blog page: a header, the snippet above the post, comments, and `after` at the end."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">' if policy else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{meta}'
        f"<title>{escape(title)}</title><style>{STYLE}{css}</style></head><body><header class='site'>A blog about the sea</header>"
        f"<main><article><h1>{escape(title)}</h1>\n{snippet}\n{''.join(blocks)}</article>\n"
        "<section class='comments'><h2>Comments</h2>"
        + "<p>Lovely. I was in Nemuro once.</p>" * 8
        + f"</section></main>{after}</body></html>"
    )


def sanitised(html: str) -> str:
    """Return HTML without the elements and attributes that the sanitizer of WordPress removes."""
    return nh3.clean(
        html, tags=KSES, attributes={"*": {"class", "style"}, "a": {"href"}, "img": {"src", "alt", "width", "height"}}
    )


def wordpress_oembed(html: str, secret: str) -> str:
    """Return the HTML that WordPress writes for an oEmbed document from a site that it does not trust.

    `html`: the HTML in the oEmbed document. WordPress keeps only its frame and some attributes of the frame, and
    sandboxes the frame. With the secret in its URL, the frame can set its height (200 to 1000 pixels) and open a page
    of its own site. The returned HTML ends with the script of WordPress, which starts when the page is loaded and then
    requests the height.
    """
    kept = {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"}
    frame = nh3.clean(html, tags={"iframe"}, attributes={"iframe": kept})
    own = f'<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" data-secret="{secret}"'
    frame = re.sub(r' src="([^"]*)"', rf' src="\1#?secret={secret}"', frame).replace("<iframe", own)
    return f"""<figure class="wp-block-embed">{frame}</figure><script>
addEventListener("message", ({{ data, source }}) => {{
  if (data === "the last") window.heard = true;
  if (!window.ready || !data || !data.secret || /[^a-zA-Z0-9]/.test(data.secret)) return;
  for (const frame of document.querySelectorAll(`iframe[data-secret="${{data.secret}}"]`)) {{
    if (frame.contentWindow !== source) continue;
    if (data.message === "height") frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
    if (data.message === "link" && new URL(data.value).host === new URL(frame.src).host && document.activeElement === frame) location.href = data.value;
  }}
}});
addEventListener("load", () => {{
  window.ready = true;
  for (const frame of document.querySelectorAll("iframe[data-secret]"))
    frame.contentWindow.postMessage({{ message: "ready", secret: frame.dataset.secret }}, "*");
}});
</script>"""


STYLE = """
body { margin: 0; font: 19px/1.7 Georgia, serif; color: #222; background: #fff }
.site { padding: 24px; background: #0b4f6c; color: #fff; font: 700 22px sans-serif }
article, .comments { max-width: 620px; margin: 0 auto; padding: 0 20px }
p { margin: 1.4em 0 } a { color: #e0218a; background: #ffd } figcaption { font-size: 14px }
iframe { filter: none } span { letter-spacing: inherit }
"""
DARK = "body { background: #111; color: #ddd } a { color: #8cf; background: none }"
# With these styles, the post starts low on the screen
LOW = "article { padding-bottom: 900px } h1 { padding-top: 500px }"
LONG = "article { padding-bottom: 900px } article > p { margin-bottom: 500px }"
PAGE = PageInfo("led.html", "Ferry talks", companion=True)
BLOCKS = [texturized(block) for block in paragraphs(stories.ferry())]


def read(reader: Reader, words: str, down: float = 0.42) -> None:
    """Scroll until the top of the passage with these words is at `down` of the window's height (0: top, 1: bottom)."""
    reader.page.evaluate(
        "([words, down]) => { const p = [...document.querySelectorAll('article p')].find(p => p.textContent.includes(words));"
        "scrollBy(0, p.getBoundingClientRect().top - innerHeight * down) }",
        [words, down],
    )


def step(reader: Reader, wanted: str, frame: int = 1) -> None:
    """Wait until the map in this frame shows the passage `wanted`."""
    reader.until("window.storymap?.current?.().step === argument", wanted, frame=frame)


def overlaps(reader: Reader) -> list[int]:
    """Return the scroll positions, in pixels, at which one map covers another."""
    found: list[int] = reader.page.evaluate(
        "async () => { const found = [], frame = () => new Promise(requestAnimationFrame);"
        "for (let y = 0; y < document.documentElement.scrollHeight; y += 130) { scrollTo(0, y); await frame(); await frame();"
        "const [a, b] = [...document.querySelectorAll('iframe')].map(f => f.getBoundingClientRect());"
        "if (a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1) found.push(y) } return found }"
    )
    return found


def quiet(reader: Reader, server: Server) -> bool:
    """Return whether the page caused no errors, and sent requests to no server but `server`."""
    own = (server.origin, server.other, "about:", "data:")
    return reader.complaints == [] and all(url.startswith(own) for url in reader.requests)
