"""People with the name of a place who are the subject of a verb: "Burnside dithered", "Sumner crossed at noon"."""

from __future__ import annotations

import pytest

import storymap


def on_map(text: str) -> list[str]:
    return [r.mention.surface for r in storymap.places(text) if r.place is not None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wellington dined with the consul in Oporto that evening.", "Wellington"),
        ("Grafton galloped ahead to Newark with the letter.", "Grafton"),
        ("Then Aberdeen knelt, and the bells of Norwich rang.", "Aberdeen"),
        ("Florence had taken off her gloves before the train left Leeds.", "Florence"),
        ("Chester lit his pipe and looked across to Galena.", "Chester"),
        ("Bedford drew his sword on the steps of the town hall in Rouen.", "Bedford"),
        ("Warren buttoned up his coat and walked home along the canal.", "Warren"),
        ("Lancaster’s widow kept the house at Clitheroe.", "Lancaster"),
        ("The regiment lay at Culpeper. On Friday Sumner crossed the river with the infantry.", "Sumner"),
        ("The army is at Murfreesboro, and Crittenden has fallen back with his brigade.", "Crittenden"),
        ("Our pickets are at Warrenton. Pleasanton’s cavalry went by in the night.", "Pleasanton"),
        ("Troops are leaving Decatur; Granger is at Huntsville with the artillery.", "Granger"),
        ("“Sydney!” shouted her father from the gate of the farm near Orange.", "Sydney"),
        ("The nurse, Verona, had the night off and went to Hull.", "Verona"),
        ("Kendal was arrested in Carlisle and pleaded guilty.", "Kendal"),
    ],
)
def test_person_who_acts_is_not_on_the_map(text: str, name: str) -> None:
    assert name not in on_map(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Belgium marched into the final, and Poland went home.", "Belgium"),
        ("Texas voted for annexation by a large majority.", "Texas"),
        ("Norwich lost its mills, and Leeds kept its own.", "Norwich"),
        ("Bruges slept late that Sunday.", "Bruges"),
        ("Ghent crossed the canal in its second century and grew to the east.", "Ghent"),
        ("Exeter met Plymouth on Saturday and drew.", "Exeter"),
        ("The final is in Hull. Grimsby withdrew on Thursday.", "Grimsby"),
        ("Paris broke his heart, he said, and Lyon mended it.", "Paris"),
        ("Vienna was his home until 1938.", "Vienna"),
        ("The regiment was sent to Charleston. The rebels had left, and Charleston burned.", "Charleston"),
        ("The army reached Corinth, and Memphis surrendered to the fleet.", "Memphis"),
        ("They reached Wellington in the rain. Wellington met them with a band.", "Wellington"),
        ("The infantry was sent to Atlanta; Atlanta’s railways were cut.", "Atlanta"),
        ("She asked which town was older. “Perth!” he said. “Ask anybody in Dundee.”", "Perth"),
        ("The port, Odessa, was closed to ships.", "Odessa"),
        ("Bristol was charged with ship money, as was York.", "Bristol"),
        ("Portland’s coat of arms has a lighthouse on it.", "Portland"),
    ],
)
def test_place_that_acts_stays_on_the_map(text: str, name: str) -> None:
    assert name in on_map(text)
