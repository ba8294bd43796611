from __future__ import annotations

import pytest

from storymap.static_map.labels import Board, Rectangle, extent

PIN = Rectangle(195, 95, 205, 105)


def board() -> Board:
    return Board(400, 200)


def test_a_name_stands_to_the_right_of_its_pin() -> None:
    spot = board().beside(PIN, ["Lagos"], 13)
    assert spot is not None
    assert (spot.x > 205, spot.y, spot.leader) == (True, 100, None)


def test_a_second_name_goes_to_the_other_side() -> None:
    taken = board()
    taken.beside(PIN, ["Lagos"], 13)
    spot = taken.beside(PIN, ["Ikeja"], 13)
    assert spot is not None
    assert spot.x < 195


def test_a_name_stays_inside_the_picture() -> None:
    spot = board().beside(Rectangle(385, 95, 395, 105), ["Lagos"], 13)
    assert spot is not None
    assert spot.x < 385


def test_where_all_is_taken_there_is_no_room() -> None:
    full = board()
    full.take(Rectangle(0, 0, 400, 200))
    assert full.beside(PIN, ["Lagos"], 13) is None
    assert full.led(PIN, ["Lagos"], 13) is None
    assert full.over((200, 100), ["Lagos"], 13) is None


def test_in_a_crowd_a_name_is_led_to_from_a_little_way_off() -> None:
    crowded = board()
    crowded.take(Rectangle(150, 80, 190, 120))
    crowded.take(Rectangle(206, 80, 260, 120))
    spot = crowded.led(PIN, ["Lagos"], 13)
    assert spot is not None
    assert spot.leader is not None
    assert abs(spot.y - 100) > 20


def test_no_name_is_laid_across_a_leader() -> None:
    led = board()
    led.leaders.append(((200, 100), (300, 100)))
    spot = led.beside(PIN, ["Lagos"], 13)
    assert spot is not None
    assert not Rectangle(spot.x - 20, spot.y - 7, spot.x + 20, spot.y + 7).cut_by((200, 100), (300, 100))


def test_what_is_to_be_avoided_is_avoided() -> None:
    spot = board().beside(PIN, ["Lagos"], 13, lambda wanted: wanted.right > 200)
    assert spot is not None
    assert spot.x < 195


def test_a_name_that_found_room_takes_it() -> None:
    taken = board()
    assert taken.over((200, 100), ["Niger"], 13) is not None
    spot = taken.over((200, 100), ["Niger"], 13)
    assert spot is not None
    assert spot.y != 100


def test_chinese_is_wider_than_latin() -> None:
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
def test_a_line_cuts_a_rectangle_or_passes_it(a: tuple[float, float], b: tuple[float, float], cut: bool) -> None:
    assert Rectangle(4, 4, 6, 6).cut_by(a, b) is cut
