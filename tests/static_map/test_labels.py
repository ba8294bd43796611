from __future__ import annotations

import pytest

from storymap.static_map.labels import LabelLayout, Rectangle, extent

PIN = Rectangle(195, 95, 205, 105)


def empty_layout() -> LabelLayout:
    return LabelLayout(400, 200)


def test_label_is_placed_to_the_right_of_its_pin() -> None:
    spot = empty_layout().beside(PIN, ["Lagos"], 13)
    assert spot is not None
    assert (spot.x > 205, spot.y, spot.leader) == (True, 100, None)


def test_second_label_is_placed_to_the_left() -> None:
    taken = empty_layout()
    taken.beside(PIN, ["Lagos"], 13)
    spot = taken.beside(PIN, ["Ikeja"], 13)
    assert spot is not None
    assert spot.x < 195


def test_label_stays_inside_the_map() -> None:
    spot = empty_layout().beside(Rectangle(385, 95, 395, 105), ["Lagos"], 13)
    assert spot is not None
    assert spot.x < 385


def test_no_label_is_placed_on_a_full_map() -> None:
    full = empty_layout()
    full.occupy(Rectangle(0, 0, 400, 200))
    assert full.beside(PIN, ["Lagos"], 13) is None
    assert full.with_leader(PIN, ["Lagos"], 13) is None
    assert full.centred((200, 100), ["Lagos"], 13) is None


def test_label_gets_leader_line_among_obstacles() -> None:
    crowded = empty_layout()
    crowded.occupy(Rectangle(150, 80, 190, 120))
    crowded.occupy(Rectangle(206, 80, 260, 120))
    spot = crowded.with_leader(PIN, ["Lagos"], 13)
    assert spot is not None
    assert spot.leader is not None
    assert abs(spot.y - 100) > 20


def test_label_does_not_cross_a_leader_line() -> None:
    layout = empty_layout()
    layout.leaders.append(((200, 100), (300, 100)))
    spot = layout.beside(PIN, ["Lagos"], 13)
    assert spot is not None
    assert not Rectangle(spot.x - 20, spot.y - 7, spot.x + 20, spot.y + 7).crossed_by((200, 100), (300, 100))


def test_label_is_not_placed_where_avoid_returns_true() -> None:
    spot = empty_layout().beside(PIN, ["Lagos"], 13, lambda wanted: wanted.right > 200)
    assert spot is not None
    assert spot.x < 195


def test_placed_label_occupies_its_space() -> None:
    taken = empty_layout()
    assert taken.centred((200, 100), ["Niger"], 13) is not None
    spot = taken.centred((200, 100), ["Niger"], 13)
    assert spot is not None
    assert spot.y != 100


def test_chinese_characters_are_wider_than_latin() -> None:
    assert extent(["北海道"], 10)[0] > extent(["abc"], 10)[0]


@pytest.mark.parametrize(
    ("a", "b", "cut"),
    [
        ((0, 0), (10, 10), True),
        ((0, 0), (10, 0), False),
        ((5, 0), (5, 10), True),
        ((0, 9), (3, 9), False),
        ((5, 5), (5, 5), True),
    ],
)
def test_crossed_by_is_true_if_segment_passes_through_rectangle(
    a: tuple[float, float], b: tuple[float, float], cut: bool
) -> None:
    assert Rectangle(4, 4, 6, 6).crossed_by(a, b) is cut
