"""Immutable values that the stages (read, recognize, resolve, compose, render) pass to each other.

The classes do no I/O and need no third-party packages.

Positions are (lat, lon) in degrees WGS 84. Text offsets are half-open and count code points of `Article.text`. Import
all names from `storymap.model`, because its submodules are internal.
"""

from storymap.model.article import (
    Article,
    Figure,
    Home,
    Location,
    Markup,
    MarkupKind,
    Omitted,
    Passage,
    PassageKind,
)
from storymap.model.geometry import BoundingBox, Footprint, Position, Ring, position
from storymap.model.mention import (
    Description,
    Distance,
    Doubt,
    Mention,
    MentionKind,
    NameContext,
    RelativePoint,
    SpatialRelation,
    TownSign,
)
from storymap.model.place import Dispute, Place, SideName
from storymap.model.resolution import UNSURE, Candidate, OverrideEntry, Reason, Rejected, Resolution
from storymap.model.story import (
    Attribution,
    Camera,
    Edits,
    Label,
    LayerSource,
    MapLayer,
    Relation,
    Role,
    Scene,
    SceneEdit,
    Stop,
    Story,
    StoryPlace,
)
from storymap.model.suggestion import STRICT_SUGGESTION, Suggestion

__all__ = [
    "STRICT_SUGGESTION",
    "UNSURE",
    "Article",
    "Attribution",
    "BoundingBox",
    "Camera",
    "Candidate",
    "Description",
    "Dispute",
    "Distance",
    "Doubt",
    "Edits",
    "Figure",
    "Footprint",
    "Home",
    "Label",
    "LayerSource",
    "Location",
    "MapLayer",
    "Markup",
    "MarkupKind",
    "Mention",
    "MentionKind",
    "NameContext",
    "Omitted",
    "OverrideEntry",
    "Passage",
    "PassageKind",
    "Place",
    "Position",
    "Reason",
    "Rejected",
    "Relation",
    "RelativePoint",
    "Resolution",
    "Ring",
    "Role",
    "Scene",
    "SceneEdit",
    "SideName",
    "SpatialRelation",
    "Stop",
    "Story",
    "StoryPlace",
    "Suggestion",
    "TownSign",
    "position",
]
