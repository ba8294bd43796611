"""folium elements for a page without external scripts.

The elements insert text as text, so that a browser never interprets it as markup.
"""

from __future__ import annotations

import json

from branca.element import MacroElement
from folium.template import Template

from storymap import leaflet


def literal(value: object) -> str:
    """Return a value as a JavaScript literal that is safe in folium's templates.

    The literal contains no braces, because folium renders its output as a template a second time. The literal contains
    no angle brackets, because these could end the script element.
    """
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&'{}\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


class EmbeddedLeaflet(MacroElement):
    """Puts these parts into the page: Leaflet, its styles, and the function that makes tooltips and popups."""

    _template = Template("""
        {% macro header(this, kwargs) %}
        <style>{{ this.styles }}</style>
        <script>{{ this.script }}</script>
        <script>
        function said(layer, name, lines, link) {
            const add = (box, tag, words) => {
                const part = box.appendChild(document.createElement(tag));
                part.textContent = words;
                part.dir = "auto";
                return part;
            };
            layer.bindTooltip(() => add(document.createElement("div"), "span", name));
            layer.bindPopup(() => {
                const box = document.createElement("div");
                add(box, "strong", name);
                lines.forEach(line => add(box, "div", line));
                if (link) add(box, "a", link).href = link;
                return box;
            });
        }
        </script>
        {% endmacro %}
        """)

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "EmbeddedLeaflet"
        self.script, self.styles = leaflet.script(), leaflet.styles()


class PopupText(MacroElement):
    """The texts of a Leaflet layer: the title in its tooltip, and lines in its popup."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        said({{ this._parent.get_name() }}, {{ this.arguments }});
        {% endmacro %}
        """)

    def __init__(self, title: str, lines: list[str], link: str = "") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PopupText"
        self.arguments = ", ".join(map(literal, (title, [line for line in lines if line], link)))


class Credits(MacroElement):
    """Adds the attribution of the sources to the attribution of the tiles. `html` must be escaped."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.attributionControl.addAttribution({{ this.html }});
        {% endmacro %}
        """)

    def __init__(self, html: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Credits"
        self.html = literal(html)
