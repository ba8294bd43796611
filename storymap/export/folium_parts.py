"""The elements that folium lacks for a page that loads no script and takes no word for markup."""

from __future__ import annotations

import json

from branca.element import MacroElement
from folium.template import Template

from storymap import leaflet


def literal(value: object) -> str:
    """A value as JavaScript that stays what it is. folium renders what it has rendered a second time, as a template again,
    so that words must not hold a brace; nor may they end a script."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&'{}\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


class LeafletHere(MacroElement):
    """Leaflet and its styles in the page itself, and the function that shows words."""

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
        self._name = "LeafletHere"
        self.script, self.styles = leaflet.script(), leaflet.styles()


class Said(MacroElement):
    """What a layer says: a name that is always shown on pointing, and lines in its popup."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        said({{ this._parent.get_name() }}, {{ this.arguments }});
        {% endmacro %}
        """)

    def __init__(self, title: str, lines: list[str], link: str = "") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Said"
        self.arguments = ", ".join(map(literal, (title, [line for line in lines if line], link)))


class Credits(MacroElement):
    """The story's sources beside the tiles' own; `html` is escaped already."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.attributionControl.addAttribution({{ this.html }});
        {% endmacro %}
        """)

    def __init__(self, html: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Credits"
        self.html = literal(html)
