"""Ships, foods and animals with the name of a place, without a noun directly before the name."""

from __future__ import annotations

import pytest

import storymap


def on_map(text: str) -> list[str]:
    return [r.mention.surface for r in storymap.places(text) if r.place is not None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Hekla came in with her rail under, bound for Akureyri.", "Hekla"),
        ("The ship, which was the Odessa, lay off Batumi for a week.", "Odessa"),
        ("A sailor of the Oregon told us about Callao.", "Oregon"),
        ("Two stokers of the Tyne were in court at Portsmouth.", "Tyne"),
        ("Captain Ross, late of the Sussex, keeps an inn at Deal.", "Sussex"),
        ("The crew of the Kronstadt mutinied off Riga.", "Kronstadt"),
        ("She sailed in the Geelong from London in June.", "Geelong"),
        ("The red to drink here is Cahors, grown along the river.", "Cahors"),
        ("What she will not eat is Asiago, though she was born in Liège.", "Asiago"),
        ("Order the Korça if you like it light.", "Korça"),
        ("He makes Appenzell in a barn near Gais.", "Appenzell"),
        ("The dogs were called Kenya and Malta, and slept on the stairs.", "Malta"),
        ("Their horses were Vienna, Prague and a pony without a name.", "Prague"),
        ("The parrot’s name is Karachi, said the child.", "Karachi"),
        ("He had a mule, Cairo, who would not cross the bridge.", "Cairo"),
        ("“Come here, Boston!” The dog looked at the gate.", "Boston"),
        ("The three ferries were Bergen, Stavanger and Molde.", "Stavanger"),
        ("And then there was Calumet, who was part husky and ate socks.", "Calumet"),
    ],
)
def test_thing_with_the_name_of_a_place_is_not_on_the_map(text: str, name: str) -> None:
    assert name not in on_map(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He climbed the Hekla before work.", "Hekla"),
        ("We drove along the Shannon as far as Athlone.", "Shannon"),
        ("The captain of the Leeds team limped off at Hull.", "Leeds"),
        ("The mayor of the Bronx spoke.", "Bronx"),
        ("The ham from Parma is dear.", "Parma"),
        ("We bought wine in Bordeaux and drank it in Lyon.", "Bordeaux"),
        ("The cheese is from Asiago, in the hills.", "Asiago"),
        ("The three ports were Bergen, Stavanger and Molde.", "Stavanger"),
        ("The winners were Kenya and Ethiopia.", "Kenya"),
        ("The hounds came from Malta by ship.", "Malta"),
        ("The two towns were called Kassel and Marburg.", "Kassel"),
        ("The horses were in Vienna by noon.", "Vienna"),
        ("“Come on, England!” shouted the crowd in Leeds.", "England"),
        ("The town’s name is Karachi now.", "Karachi"),
        ("She sailed on the Shannon from Limerick in June.", "Shannon"),
        ("A man from Boston, who was ill, stayed in bed.", "Boston"),
        ("They sailed in the Aegean for a month.", "Aegean"),
        ("He makes shoes in Northampton.", "Northampton"),
    ],
)
def test_place_in_a_similar_sentence_stays_on_the_map(text: str, name: str) -> None:
    assert name in on_map(text)
