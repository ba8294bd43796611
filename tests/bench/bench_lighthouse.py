"""Run Lighthouse on a story map served from this machine and print medians of three runs, for mobile and desktop.

npm install --no-save --ignore-scripts lighthouse@12
python -m tests.bench.bench_lighthouse PAGE [PATH_OF_LIGHTHOUSE]
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

from tests.browser.chromium import CHECKOUT, LAUNCH, chromium

RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {"largest-contentful-paint": "LCP ms", "cumulative-layout-shift": "CLS", "total-blocking-time": "TBT ms"}


def main() -> None:
    page = Path(sys.argv[1])
    tool = (
        sys.argv[2]
        if len(sys.argv) > 2
        else shutil.which("lighthouse") or str(CHECKOUT / "node_modules/.bin/lighthouse")
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(gzip.compress(page.read_bytes(), 9)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/story.html"
    for form in ("mobile", "desktop"):
        reports = [_report(tool, address, form) for _ in range(RUNS)]
        scores = [f"{median(r['categories'][c]['score'] or 0 for r in reports) * 100:.0f} {c}" for c in CATEGORIES]
        metrics = [
            f"{name} {median(r['audits'][key]['numericValue'] for r in reports):.3g}" for key, name in METRICS.items()
        ]
        print(f"{form}: {', '.join(scores)}; {', '.join(metrics)}", flush=True)
    server.shutdown()


def _handler(packed: bytes) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/story.html"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8" if found else "text/plain")
            self.send_header("Content-Encoding", "gzip" if found else "identity")
            self.end_headers()
            self.wfile.write(packed if found else b"")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
            pass

    return Handler


def _report(tool: str, address: str, form: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [
            tool,
            address,
            "--quiet",
            "--output=json",
            f"--output-path={out}",
            f"--chrome-flags=--headless {' '.join(LAUNCH)}",
        ]
        command += ["--preset=desktop"] if form == "desktop" else []
        subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": chromium()}, capture_output=True)
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return report


if __name__ == "__main__":
    main()
