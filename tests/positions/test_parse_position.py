"""Positions as people type and copy them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model import Position
from storymap.positions import PositionError, looks_like_position, parse_position

HELLA = Position(63.8569, -19.2240)


@pytest.mark.parametrize(
    "text",
    [
        "63.8569, -19.2240",
        "63.8569,-19.2240",
        "63.8569 -19.2240",
        "63,8569 -19,2240",
        "63,8569; -19,2240",
        "63,8569, -19,2240",
        "63,8569,-19,2240",
        "63.8569, −19.2240",
        "  (63.8569, -19.2240)  ",
        "63.8569°, -19.2240°",
        "63.8569° N, 19.2240° W",
        "19.2240 W, 63.8569 N",
        "N 63.8569 W 19.2240",
        "N63.8569, W19.2240",
        "63,8569° N, 19,2240° W",
        "lat: 63.8569, lon: -19.2240",
        "latitude=63.8569 longitude=-19.2240",
        "POINT(-19.2240 63.8569)",
        "63°51'24.84\"N 19°13'26.4\"W",
        "63° 51′ 24,84″ N, 19° 13′ 26,4″ W",
        "63 51 24.84 N 19 13 26.4 W",
        "63°51.414'N 19°13.44'W",
        "63°51'24.84'' N 19°13'26.4'' W",
        "N 63° 51.414 W 019° 13.440",
        "63:51:24.84, -19:13:26.4",
        "63d51m24.84s N, 19d13m26.4s W",
        "63,8569° с. ш. 19,2240° з. д.",
        "63.8569 с.ш., 19.2240 з.д.",
        "63,8569 пн. ш. 19,2240 зх. д.",
        "北緯63.8569度 西経19.2240度",
        "北緯63度51分24.84秒 西経19度13分26.4秒",
        "63.8569 شمالا 19.2240 غربا",
        "63.8569° nord, 19.2240° ouest",
        "https://www.openstreetmap.org/#map=12/63.8569/-19.2240",
        "https://www.openstreetmap.org/?mlat=63.8569&mlon=-19.2240#map=12/1/2",
        "https://www.openstreetmap.org/node/1#map=19/63.8569/-19.2240&layers=N",
        "www.openstreetmap.org/#map=12/63.8569/-19.2240",
        "https://www.google.com/maps/@63.8569,-19.2240,15z",
        "https://www.google.com/maps/place/Hella/@1.5,2.5,15z/data=!3m1!4b1!4m6!8m2!3d63.8569!4d-19.2240!16s",
        "https://www.google.de/maps/place/63.8569,-19.2240/@1.5,2.5,15z",
        "https://www.google.com/maps/place/63%C2%B051'24.8%22N+19%C2%B013'26.4%22W/@63.8569,-19.2240,17z",
        "https://maps.google.com/?q=63.8569,-19.2240",
        "https://www.google.com/maps/search/?api=1&query=63.8569%2C-19.2240",
        "https://maps.google.com/maps?ll=63.8569,-19.2240&z=12",
        "https://www.google.com/maps/search/63.8569,+-19.2240",
        "https://maps.apple.com/?ll=63.8569,-19.2240&q=Hella",
        "https://maps.apple.com/place?coordinate=63.8569,-19.2240&name=Hella",
        "https://www.bing.com/maps?cp=63.8569~-19.2240&lvl=12",
        "https://bing.com/maps/default.aspx?sp=point.63.8569_-19.2240_Hella",
        "geo:63.8569,-19.2240",
        "geo:63.8569,-19.2240,12;crs=wgs84;u=35",
        "geo:63.8569,-19.2240?z=12",
        "geo:0,0?q=63.8569,-19.2240(Hella)",
        "https://geohack.toolforge.org/geohack.php?pagename=Hella&params=63.8569_N_19.2240_W_type:city",
        "https://geohack.toolforge.org/geohack.php?params=63_51_24.84_N_19_13_26.4_W_type:city",
    ],
)
def test_position_is_read(text: str) -> None:
    assert parse_position(text) == pytest.approx(HELLA, abs=3e-5)
    assert looks_like_position("63.8569, -19.2240")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("141.35, 43.06", "did you mean 43.06, 141.35?"),
        ("geo:141.35,43.06", "did you mean 43.06, 141.35?"),
        ("95, 10 N", "one hemisphere for each"),
        ("95 N, 10 E", "latitude 95 is not between -90 and 90."),
        ("10, 200", "longitude 200 is not between"),
        ("51,1", "one number with a decimal comma, or two numbers"),
        ("51.1", "the longitude is missing"),
        ("51.1 N, 52.3 N", "one of the two must be N or S"),
        ("-51.1 N, 0.9 E", "either a minus sign or N"),
        ("51°61' N, 0.9 E", "less than 60"),
        ("51.5°30' N, 0.9 E", "only the last"),
        ("51.1 N, 0.9 O", "O is east in German"),
        ("Ashford, Kent", "is not a position"),
        ("", "is empty"),
        ("1 2 3", "is not a position"),
        ("33UXP0448", "“33UXP0448” is in the system MGRS, which is not supported"),
        ("33U XP 04482 11943", "in the system MGRS, which"),
        ("33U 448251 5411943", "in the system UTM, which"),
        ("TQ 30100 80500", "in the system British National Grid, which"),
        ("///filled.count.soap", "in the system what3words, which"),
        ("https://maps.app.goo.gl/AbC123", "copy the address that the browser then shows"),
        ("https://www.google.com/maps/place/Hella", "contains no position"),
        ("https://example.org/", "contains no position"),
        ("geo:here", "not a valid geo: URI"),
        ("geo:1,2;crs=nad27", "nad27"),
        ("WXR7+2V", "is a short plus code"),
        ("WXR7+2V Hella", "is a short plus code"),
        ("9F28WXR7+2", "not a valid plus code"),
        ("12" * 3000, "longer than"),
    ],
)
def test_message_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(PositionError) as caught:
        parse_position(text)
    assert message in str(caught.value)
    assert str(caught.value).endswith((".", "?"))


def test_plus_code_examples_of_the_specification() -> None:
    """From the test data of Open Location Code: code, latitude and longitude of its middle."""
    for code, lat, lon in (
        ("7FG49Q00+", 20.375, 2.775),
        ("7FG49QCJ+2V", 20.3700625, 2.7821875),
        ("7FG49QCJ+2VX", 20.3701125, 2.782234375),
        ("8FVC2222+22", 47.0000625, 8.0000625),
        ("4VCPPQGP+Q9", -41.2730625, 174.7859375),
        ("62G20000+", 0.5, -179.5),
    ):
        assert parse_position(code) == pytest.approx((lat, lon), abs=2e-6)
    assert looks_like_position("7FG49QCJ+2V")


def test_short_plus_code_is_the_nearest_one() -> None:
    for code, near, full in (
        ("9QCJ+2V", Position(20.4, 2.8), "7FG49QCJ+2V"),
        ("CJ+2V", Position(20.37, 2.78), "7FG49QCJ+2V"),
        ("WX+2V", Position(-41.0, 179.999), None),
        ("9QCJ+2V Somewhere", Position(20.8, 2.4), "7FG49QCJ+2V"),
    ):
        found = parse_position(code, near=near)
        assert abs(found.lat - near.lat) <= 0.51
        if full:
            assert found == pytest.approx(parse_position(full), abs=2e-6)


def test_letter_o_depends_on_the_language() -> None:
    assert parse_position("48,2 N 16,4 O", language="de") == (48.2, 16.4)
    assert parse_position("48,2 N 16,4 O", language="fr") == (48.2, -16.4)
    assert parse_position("N48.2 O16.4", language="es-MX") == (48.2, -16.4)


def test_osm_short_link() -> None:
    assert parse_position("https://osm.org/go/0EEQjE--") == pytest.approx((51.5108, 0.0549), abs=0.01)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_decimal_degrees_round_trip(lat: float, lon: float) -> None:
    found = parse_position(f"{lat:.6f}, {lon:.6f}")
    assert found == pytest.approx((round(lat, 6), round(lon, 6)), abs=1e-6)
    assert parse_position(f"{lat:.6f}".replace(".", ",") + "; " + f"{lon:.6f}".replace(".", ",")) == found


@given(st.text())
def test_any_text_is_a_position_or_an_error(text: str) -> None:
    try:
        lat, lon = parse_position(text)
    except PositionError:
        return
    assert -90 <= lat <= 90
    assert -180 <= lon <= 180


def test_names_with_numbers_are_not_positions() -> None:
    assert not any(
        map(looks_like_position, ("1770", "100 Mile House", "Waco, Texas", "Route 66, 45", "", "geonames:2130452"))
    )
    assert all(map(looks_like_position, ("51.1, 0.9", "北緯43度3分 東経141度21分", "geo:1,2", "141, 43")))


@pytest.mark.parametrize("text", ["https://osm.org/go/" + "0" * 400, "osm.org/go/" + "_" * 390 + "--"])
def test_long_short_code_has_a_position(text: str) -> None:
    assert -90 <= parse_position(text).lat <= 90
