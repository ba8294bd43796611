"""The positions at which maps show the names of oceans, of large seas and of Antarctica."""

from __future__ import annotations

from collections.abc import Mapping

# English name -> positions (lat, lon) of the label. Most places have several positions. A map of a part of the place
# then also shows the name. Antarctica has positions on all sides of the pole.
LABEL_POSITIONS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "Pacific Ocean": ((0, -150), (10, 170), (33, -140), (-30, -120), (40, 165), (-15, -100), (10, -100), (-12, -178), (19, -159), (35, -123), (15.5, -106), (-19.5, -177), (22.3, -155.5)),
    "Atlantic Ocean": ((32, -45), (5, -28), (-25, -18), (46, -28), (28, -19), (-27, -38), (37, -68), (-38, -50), (50, -12), (29.2, -16.7), (-25.5, -43)),
    "North Atlantic": ((42, -38), (30, -55), (52, -28), (36, -20)),
    "South Atlantic": ((-25, -18), (-38, -28), (-30, 2), (-12, -12)),
    "North Pacific Ocean": ((35, -172), (38, 165), (30, -145), (22, 150)),
    "South Pacific Ocean": ((-28, -135), (-38, -110), (-25, -165), (-42, -150)),
    "Indian Ocean": ((-15, 78), (-32, 62), (-22, 53), (2, 62), (-30, 100)),
    "Bay of Bengal": ((15, 88), (19.5, 89.5)),
    "Mediterranean Sea": ((34.5, 18.5), (38.2, 6), (33.5, 29), (36.4, -1), (33.2, 32)),
    "North Sea": ((56.3, 3.2), (53.4, 2.8), (58.5, 0.5), (52.7, 3.4)),
    "Baltic Sea": ((57.5, 19.5), (55, 16)),
    "Caribbean Sea": ((15, -73), (17.5, -82), (11.5, -79)),
    "Gulf of Mexico": ((25.3, -90), (28, -95)),
    "Coral Sea": ((-17, 155), (-20, 152)),
    "Tasman Sea": ((-39, 161), (-41, 170)),
    "Yellow Sea": ((35.5, 123.5), (37.2, 124.2), (36, 125)),
    "Java Sea": ((-5, 111), (-6, 108), (-6.3, 112.5)),
    "Red Sea": ((20, 38.5), (14.5, 42)),
    "Arctic Ocean": ((79, 170), (82, 10), (76, -150)),
    "Southern Ocean": ((-62, 60), (-62, -110), (-62, 170)),
    "Antarctica": ((-82, 30), (-79.5, -115), (-76, 120), (-80, 75), (-78, -5), (-74, 150), (-83.5, -150), (-83.5, -75)),
}  # fmt: skip
