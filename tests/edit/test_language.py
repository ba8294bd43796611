"""The language of descriptions and reasons in the editor."""

from __future__ import annotations

from pathlib import Path

from storymap.edit import payloads
from storymap.edit.session import EditSession
from storymap.source import Source
from storymap.wording import Wording


def test_descriptions_and_reasons_are_in_the_language_of_the_article(tmp_path: Path) -> None:
    article = tmp_path / "reise.txt"
    article.write_text("Die Reise\n\nDer Zug fuhr von Hamburg nach Berlin und dann nach Qwyxstadt.\n", encoding="utf-8")
    draft = EditSession(Source(str(article), language="de")).draft
    mention = next(r.mention for r in draft.places.resolutions if r.mention.surface == "Hamburg")
    detail = payloads.mention(draft, mention.start, mention.end, None)
    assert "Deutschland" in detail["place"]["where"] and "Germany" not in str(detail["candidates"][0]["where"])
    says = {reason["text"] for candidate in detail["candidates"] for reason in candidate["says"]}
    assert says and says <= set(Wording("de").section("evidence").values())
    assert not says & set(Wording("en").section("evidence").values())
    found = payloads.search("Berlin", draft, None, None, None)["found"]
    assert "Deutschland" in found[0]["where"] and "." in found[0]["people"]
    assert all(row["why"] for row in payloads.story(draft)["decisions"])
