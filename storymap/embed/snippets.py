"""Make snippets that embed a page in a blog. Every snippet contains a link to the page.

There is a function for each host (blog system), because hosts accept different markup. Each function takes a PageInfo
and an Embed, and returns text that is escaped for the syntax of the host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlunsplit

from storymap.embed import loader
from storymap.embed.page_info import PageInfo
from storymap.embed.share_image import HEIGHT_PX, WIDTH_PX
from storymap.embed.standalone_map import standalone_svg
from storymap.urls import split_url
from storymap.wording import Wording

SIZE_PX = (800, 560)  # size of a frame, for hosts that need numbers for width and height
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
NO_ADDRESS = "https://your-site.example/"  # placeholder for an unknown URL
_FLUID = "border:0;width:100%;height:auto;aspect-ratio:3/2;min-height:520px;max-height:720px"
# Sets the height of a frame to the height that the story map in it reports, limited to 200 to 2000 pixels.
_HEIGHTS = """<script>
addEventListener("message", ({ source, data }) => {
  for (const frame of document.querySelectorAll("iframe.storymap"))
    if (frame.contentWindow === source && data && data.type === "storymap:height" && data.v === 1 && data.height > 0)
      frame.style.height = Math.min(2000, Math.max(200, Math.round(data.height))) + "px";
});
</script>"""


@dataclass(frozen=True, slots=True)
class Embed:
    """Options of a snippet. `url` is the URL of the page. If `height_px` is None, the height depends on the width.

    If `still` is true, the frame is as high as the map and the whole text, so that it does not scroll.
    """

    url: str
    height_px: int | None = None
    still: bool = False
    inline: bool = False  # whether the loader (see `embed.loader`) is in the snippet, not in a file beside the page


class Host(NamedTuple):
    """A host.

    `snippet` makes its snippet, `absolute` says whether the URL of the page must be absolute, and `advice` is for the
    user.
    """

    snippet: Callable[[PageInfo, Embed], str]
    absolute: bool = True
    advice: str = ""


def frame(page: PageInfo, embed: Embed, *, guided: bool = False, bare: bool = False) -> str:
    """Return the iframe. The iframe is sandboxed and loads lazily.

    The size is in the style and in the attributes of the iframe.

    `guided` says that the text of the post drives the map; `bare` says that the host removes styles.
    """
    view = "static" if embed.still else "deck" if page.companion and not guided else ""
    # the static view has no maximum height, because the page reports its height
    fluid = _FLUID.replace(";max-height:720px", "") if embed.still else _FLUID
    style = f"border:0;width:100%;height:{embed.height_px}px" if embed.height_px else fluid
    attributes = {
        "class": "storymap-companion" if guided else "storymap",
        "src": _with_view(embed.url, view),
        "title": page.title,
        "width": "100%",
        "height": str(embed.height_px or SIZE_PX[1]),
        "style": style,
        **({"frameborder": "0"} if bare else {}),
        "loading": "lazy",
        "sandbox": SANDBOX,
        "referrerpolicy": "strict-origin-when-cross-origin",
    }
    return f"<iframe {_attributes(attributes)}></iframe>"


def figure(page: PageInfo, embed: Embed, *, scripts: bool = True) -> str:
    """Return a figure with the frame and a link.

    `scripts` says whether the host runs scripts. If it does, the figure of a guided post (a post whose text drives the
    map) includes the loader, which is the script of `storymap.embed.loader`.

    The HTML has no blank lines, because a blank line ends an HTML block in Markdown.
    """
    guided = page.companion and scripts and not embed.still
    lines = [
        '<figure class="storymap" style="margin:1.5em 0;width:auto">',
        frame(page, embed, guided=guided),
        f"<figcaption>{_link(page, embed)}</figcaption>",
        "</figure>",
    ]
    if guided and embed.inline:
        lines.append(f"<script>{loader.loader()}</script>")
    elif guided:
        lines.append(f'<script async src="{escape(_beside(embed.url, loader.FILE))}"></script>')
    elif scripts and embed.still:
        lines.append(_HEIGHTS)
    return "\n".join(lines)


def _beside(url: str, name: str) -> str:
    """Return the URL of the file `name` in the folder of `url`. Unlike `urljoin`, keep "../" at the start of a relative URL."""
    parts = split_url(url)
    folder, slash, _ = parts.path.rpartition("/")
    return urlunsplit(parts._replace(path=f"{folder}{slash}{name}", query="", fragment=""))


def _html(page: PageInfo, embed: Embed) -> str:
    return figure(page, embed)


def _templated(page: PageInfo, embed: Embed) -> str:
    """Return the figure for hosts that treat posts as templates: {{, {% and {# are escaped."""
    return re.sub(r"\{(?=[{%#])", "&#123;", figure(page, embed))


def _wordpress(page: PageInfo, embed: Embed) -> str:
    return f"<!-- wp:html -->\n{_no_shortcodes(figure(page, embed))}\n<!-- /wp:html -->"


def _wordpress_com(page: PageInfo, embed: Embed) -> str:
    return _no_shortcodes(f"{frame(page, embed)}\n<p>{_link(page, embed)}</p>")


def _no_shortcodes(html: str) -> str:
    """Return HTML in which "[" is escaped outside scripts. WordPress evaluates [shortcodes] even in attributes."""
    markup, tag, script = html.partition("<script>")
    return markup.replace("[", "&#91;") + tag + script


def _ghost(page: PageInfo, embed: Embed) -> str:
    return f"<!--kg-card-begin: html-->\n{figure(page, embed)}\n<!--kg-card-end: html-->"


def _hugo(page: PageInfo, embed: Embed) -> str:
    return "{{/* layouts/shortcodes/storymap.html */}}\n" + _templated(page, embed)


def _markdown(page: PageInfo, embed: Embed) -> str:
    """Return a link in Markdown.

    The characters &, <, > and | become entities, because some Markdown processors cannot escape them with a backslash.
    """
    words = re.sub(r"([\\`*_\[\]!])", r"\\\1", re.sub(r"[&<>|]", lambda m: f"&#{ord(m[0])};", _opening(page)))
    url = _markdown_address(embed.url)
    if page.share_image:
        return f"[![{words}]({_markdown_address(page.share_image)})]({url})"
    return f"[{words}]({url})"


def _amp(page: PageInfo, embed: Embed) -> str:
    say = Wording(page.language).text
    width, height = SIZE_PX
    attributes = {
        "width": str(width),
        "height": str(embed.height_px or height),
        "layout": "responsive",
        "sandbox": SANDBOX,
        "frameborder": "0",
        "title": page.title,
        "src": _with_view(embed.url, "static" if embed.still else "deck" if page.companion else ""),
    }
    if page.share_image:
        picture = {"layout": "fill", "src": page.share_image, "alt": page.title}
        placeholder = f"<amp-img {_attributes(picture)} placeholder></amp-img>"
    else:
        placeholder = f"<div placeholder>{escape(page.title)}</div>"
    whole = escape(say("embed.whole"))
    return (
        f"<amp-iframe {_attributes(attributes)} resizable>\n"
        f'<div overflow tabindex="0" role="button" aria-label="{whole}">{whole}</div>\n'
        f"{placeholder}\n</amp-iframe>\n<p>{_link(page, embed)}</p>"
    )


def _notebook(page: PageInfo, embed: Embed) -> str:
    height = embed.height_px or SIZE_PX[1]
    return (
        "from html import escape\nfrom pathlib import Path\n\nfrom IPython.display import HTML\n\n"
        f'page = escape(Path({page.name!r}).read_text(encoding="utf-8"))\n'
        f'HTML(f\'<div><iframe srcdoc="{{page}}" sandbox="{SANDBOX}" width="100%" height="{height}" style="border:0"></iframe></div>\')'
    )


def _feed(page: PageInfo, embed: Embed) -> str:
    """Return a figure with the share image.

    If the page has no share image, use the static map, although many feed readers remove SVG.
    """
    picture = {"src": page.share_image, "alt": page.title, "width": str(WIDTH_PX), "height": str(HEIGHT_PX)}
    alone = standalone_svg(page.picture, dict(page.colours))
    drawn = f"<img {_attributes(picture)} />" if page.share_image else alone
    return (
        f'<figure>\n<a href="{escape(embed.url)}">{drawn}</a>\n<figcaption>{_link(page, embed)}</figcaption>\n</figure>'
    )


def _newsletter(page: PageInfo, embed: Embed) -> str:
    address = split_url(embed.url)
    beside = urlunsplit((address.scheme, address.netloc, str(PurePosixPath(address.path).with_suffix(".png")), "", ""))
    picture = {
        "src": page.share_image or beside,
        "width": "600",
        "alt": page.title,
        "style": "max-width:100%;height:auto",
    }
    return f'<p><a href="{escape(embed.url)}"><img {_attributes(picture)}></a></p>\n<p>{_link(page, embed)}</p>'


HOSTS: Mapping[str, Host] = {
    "html": Host(_html, absolute=False),
    "wordpress": Host(
        _wordpress,
        advice="For administrators and editors. WordPress strips frames and scripts of other users; they can paste the URL of the page on a "
        "separate line if it was built with --canonical and --oembed.",
    ),
    "wordpress-com": Host(_wordpress_com, advice="Paste it into a Custom HTML block. WordPress.com strips scripts."),
    "ghost": Host(_ghost, advice="Paste it into an HTML card."),
    "hugo": Host(
        _hugo,
        absolute=False,
        advice="Save it as layouts/shortcodes/storymap.html and write {{< storymap >}} in the post.",
    ),
    "jekyll": Host(_templated, absolute=False, advice="Paste it into the post, between blank lines."),
    "mkdocs": Host(_templated, absolute=False, advice="Paste it into the page, between blank lines."),
    "markdown": Host(_markdown, advice="For Markdown on hosts that strip HTML. If HTML is kept, use --for html."),
    "amp": Host(
        _amp,
        advice="The head needs the amp-iframe script (https://cdn.ampproject.org/v0/amp-iframe-0.1.js). Without a share image as placeholder, the "
        "frame must be at least 600 pixels, or 75 % of the height of the screen, below the top of the page.",
    ),
    "notebook": Host(_notebook, absolute=False, advice="Paste it into a cell of a notebook in the same folder."),
    "feed": Host(_feed, advice="For RSS and Atom: an image without scripts."),
    "newsletter": Host(
        _newsletter,
        advice="For e-mail, Substack, Medium: publish the image from `build --share-image` beside the page.",
    ),
}


def snippet(host: str, page: PageInfo, embed: Embed) -> str:
    """Return the snippet for a host."""
    return HOSTS[host].snippet(page, embed)


def _opening(page: PageInfo) -> str:
    return Wording(page.language).text("embed.open", title=page.title)


def _link(page: PageInfo, embed: Embed) -> str:
    return f'<a href="{escape(embed.url)}">{escape(_opening(page))}</a>'


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in values.items())


def _with_view(url: str, view: str) -> str:
    """Return the URL with the query parameter `view`, or the unchanged URL if `view` is ""."""
    if not view:
        return url
    parts = split_url(url)
    return urlunsplit(parts._replace(query=f"{parts.query}&view={view}" if parts.query else f"view={view}"))


def _markdown_address(url: str) -> str:
    return re.sub(r"[()<>\s]", lambda m: f"%{ord(m[0]):02X}", url)
