"""Division of text into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.tokens import sentence_ranges, sentence_spans, sentence_starts, tokenize


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


# Each case is a list of sentences; the text is these sentences joined by one space.
JOINED = [
    ["One sentence without a stop"],
    ["It rained in Oslo.", "It snowed in Bergen."],
    ["Where is it?", "Nobody knows!", "They left."],
    ["Otaru, said Mr. Sato, is 300 km from Wakkanai.", "Nobody was hurt."],
    ["Dr. Müller met Gen. Smith and Sen. Brown in Ft. Worth.", "They left."],
    ["She lives on St. Helena.", "It is far away."],
    ["They left St. Paul.", "He said so."],
    ["The U.S. forces met the U.S. Army in Washington, D.C. on Monday.", "They left."],
    ["It is based in the U.S.", "He said so."],
    ["George W. Bush met J. K. Rowling.", "They talked."],
    ["So do I.", "The rest left."],
    ["The ship was No. 5 of the line.", "It sank."],
    ["Is it far? No.", "It is near."],
    ["It is 3.5 km long and costs $4.50.", "That is cheap."],
    ["At 5 p.m. the train left.", "At 6 a.m. it was back."],
    ["He arrived at 5 p.m.", "The train had left."],
    ["Apple Inc. of California sued Samsung Co. in Seoul.", "It won."],
    ["He works for Apple Inc.", "She does not."],
    ["Martin Luther King Jr. spoke.", "They listened."],
    ["On Jan. 5 and Sept. 11 it was closed.", "It opened later."],
    ["He comes from Lexington, Ky., and she from Waco, Texas.", "Both left."],
    ["“We left.”", "Then they came."],
    ["“Where are we?” he asked.", "Nobody knew."],
    ['"Stop!" she cried.', '"We are there."'],
    ["(It was late.)", "They slept."],
    ["He left … and came back.", "She stayed."],
    ["He left…", "She stayed."],
    ["He left...", "She stayed."],
    ["Yahoo! of California was sold.", "Nobody cared."],
    ["See example.com or www.example.org/a.html for more.", "It is free."],
    ["Pollution (cf. Fig. 3) rose.", "It fell later."],
    ["They don’t.", "The survey shows it."],
    ["That says eonline.com.", "According to him it cost 8.00.", "Which is little."],
    # German
    ["Man kann z. B. nach Kiel fahren.", "Es ist nah."],
    ["Das ist u. a. in Köln, d. h. am Rhein, so.", "Er blieb."],
    ["Am 3. Oktober fuhr er in die Goethestr. 5.", "Es regnete."],
    ["Der 1. FC Köln spielte im 2. Stock.", "Er verlor."],
    ["Es kostete 3 Mio. Euro bzw. 4 Mrd. Dollar.", "Zu viel."],
    ["„Halt.“", "Dann kam er."],
    ["»Halt.«", "Dann kam er."],
    ["Er ging.", "»Halt!«", "Sie blieb."],
    # sentences in French, Spanish, Italian, Portuguese, Dutch and Polish
    ["M. Dupont habite à St. Malo.", "Il est là."],
    ["« On part. »", "Puis il sourit."],
    ["Qui est là ?", "Personne !", "Il part."],
    ["En 52 av. J.-C. César gagna.", "Il resta."],
    ["El tren sale a las 5 p. m. de Madrid.", "Llega tarde."],
    ["El Sr. García fue a EE. UU. con la Dra. López.", "¿Volvió?", "¡No!"],
    ["Il sig. Rossi e il dott. Bianchi sono a Roma.", "Piove."],
    ["O Sr. Silva mora na Av. Brasil.", "Ele saiu."],
    ["Dhr. Jansen woont bijv. in Gent.", "Hij bleef."],
    ["Mieszka przy ul. Długiej, tzn. w centrum.", "Pada."],
    # Swedish
    ["Han vet det.", "Hon gick."],
    # Russian and Ukrainian
    ["Он живёт в г. Москва, т. е. в столице.", "Идёт дождь."],
    ["Это было в 1998 г. в Сибири и т. д. до осени.", "Он уехал."],
    ["Остров назван им. А. С. Пушкина.", "Он мал."],
    ["Він живе на вул. Шевченка в м. Київ.", "Йде дощ."],
    # Arabic, Urdu, Hindi
    ["أين هو؟", "لا أحد يعرف."],
    ["یہ کراچی ہے۔", "وہ لاہور ہے۔"],
    ["यह दिल्ली है।", "वह मुंबई है।"],
    # Armenian, Amharic
    ["Սա Երևանն է։", "Նա գնաց։"],
    ["አዲስ አበባ ነው።", "ሄደ።"],
]

# In Chinese and Japanese, there is no space between sentences. In text from web pages, the space is sometimes missing.
ADJACENT = [
    ["He works in the home’s interior.", "Commanding officers left."],
    ["北海道で演習が始まった。", "翌日は雨だった。"],
    ["彼は「行く。」と言った。", "雨だった。"],
    ["「行くのか？」", "彼は聞いた。"],
    ["他在北京。", "“走吧！”", "他说。"],
    ["距离3.5公里。", "很近！"],
]


@pytest.mark.parametrize("sentences", JOINED, ids=lambda sentences: sentences[0])
def test_text_with_spaces_between_sentences_is_divided(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == [
        part for s in sentences for part in ([s] if s != "Is it far? No." else ["Is it far?", "No."])
    ]


@pytest.mark.parametrize("sentences", ADJACENT, ids=lambda sentences: sentences[0])
def test_text_without_spaces_between_sentences_is_divided(sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences


def test_blank_line_ends_sentence() -> None:
    first = "A long line that has no full stop at its end and goes on for a while, to Lagos"
    assert split(f"{first}\n\nand then more") == [first, "and then more"]


def test_short_line_before_capital_is_a_sentence() -> None:
    assert split("Storm hits Milan\nTwo people died there.") == ["Storm hits Milan", "Two people died there."]


def test_long_line_continues_on_next_line() -> None:
    text = "The ministers will meet again in the spring in the city of New\nYork, they said."
    assert split(text) == [text]


def test_short_line_continues_if_next_is_lower_case() -> None:
    assert split("Otaru is\n300 km\nfrom Wakkanai.") == ["Otaru is\n300 km\nfrom Wakkanai."]


def test_list_items_are_sentences() -> None:
    long = "A first item that is long enough to look like a line that was wrapped there"
    assert split(f"- {long}\n- Sapporo\n* Otaru") == [f"- {long}", "- Sapporo", "* Otaru"]
    assert split(f"1. {long}\n2. Sapporo") == [f"1. {long}", "2. Sapporo"]


def test_part_of_text_has_offsets_of_whole_text() -> None:
    text = "In Oslo. It rained. It snowed."
    assert sentence_spans(text, 9, 19) == [(9, 19)]
    assert sentence_spans(text, 3, 8) == [(3, 8)]


def test_text_without_words_has_no_sentences() -> None:
    assert sentence_spans("") == []
    assert sentence_spans(" \n\n ") == []


@given(st.text(alphabet='ab. \n"A!。」“”)1-', max_size=200))
def test_only_white_space_is_between_sentences(text: str) -> None:
    at = 0
    for start, end in sentence_spans(text):
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert not text[at:].strip()


def test_sentence_starts_are_offsets() -> None:
    assert sentence_starts("In Oslo. It rained.") == [0, 9]


@given(st.text(alphabet='ab. \n"A!。', max_size=300))
def test_ranges_cover_all_tokens(text: str) -> None:
    tokens = tokenize(text)
    ranges = sentence_ranges(text, tokens)
    assert [i for first, after in ranges for i in range(first, after)] == list(range(len(tokens)))
    assert all(first < after for first, after in ranges)
