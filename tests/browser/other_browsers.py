"""Firefox and WebKitGTK, each driven by a protocol that Debian's packages support.

WebKitGTK (the engine of Safari) is driven by WebKitWebDriver through selenium. Debian has no geckodriver, so Firefox is
driven by WebDriver BiDi, which it supports itself, over a websocket.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest

PATIENCE_S = 60.0
PACKAGES = "install Debian's packages firefox-esr, webkit2gtk-driver and xvfb, and the extra test-browsers"
MINI_BROWSERS = ("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib/*/webkit2gtk-4.0/MiniBrowser")
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Window(Protocol):
    """A window of a browser, which opens pages and evaluates expressions in them."""

    def open(self, url: str) -> None: ...

    def evaluate(self, expression: str) -> Any: ...


def until(window: Window, expression: str) -> None:
    """Wait until an expression is true."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if window.evaluate(f"!!({expression})"):
            return
        time.sleep(0.1)
    raise AssertionError(f"{expression} did not become true")


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it if STORYMAP_REQUIRE_OTHER_BROWSERS is set, as in CI."""
    if os.environ.get("STORYMAP_REQUIRE_OTHER_BROWSERS", "") not in ("", "0"):
        pytest.fail(f"{what}, and STORYMAP_REQUIRE_OTHER_BROWSERS is set: {PACKAGES}")
    pytest.skip(f"{what}: {PACKAGES}")


def _program(name: str) -> str:
    return shutil.which(name) or missing(f"there is no {name}")


class _Firefox:
    """Firefox over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/)."""

    def __init__(self, address: str) -> None:
        import websocket

        self._socket = websocket.create_connection(f"{address}/session", timeout=PATIENCE_S, suppress_origin=True)
        self._ids = itertools.count(1)
        self._send("session.new", capabilities={})
        self._context = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def _send(self, method: str, **params: Any) -> Any:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass  # this message is an event, not the answer
        if answer["type"] == "error":
            raise AssertionError(f"{method}: {answer['message']}")
        return answer["result"]

    def open(self, url: str) -> None:
        self._send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        answer = self._send(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise AssertionError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def close(self) -> None:
        self._socket.close()


@contextmanager
def firefox(folder: Path) -> Iterator[Window]:
    """Start Firefox without a screen. Firefox writes its profile and its messages into `folder`."""
    program = shutil.which("firefox-esr") or _program("firefox")
    log = folder / "firefox.log"
    command = [program, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(folder)]
    with log.open("w") as messages:
        process = subprocess.Popen(command, stdout=messages, stderr=messages, env={**os.environ, "HOME": str(folder)})
    try:
        window = _Firefox(_address(log))
        try:
            yield window
        finally:
            window.close()
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _address(log: Path) -> str:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if found := _LISTENING.search(log.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"Firefox did not start: {log.read_text(encoding='utf-8', errors='replace')[-500:]}")


class _WebKit:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def open(self, url: str) -> None:
        self._driver.get(url)

    def evaluate(self, expression: str) -> Any:
        return self._driver.execute_script(f"return {expression}")


@contextmanager
def webkit(folder: Path) -> Iterator[Window]:
    """Start WebKitGTK's MiniBrowser on a virtual screen. Its messages are written into `folder`."""
    from selenium import webdriver

    driver_path, screen = _program("WebKitWebDriver"), _program("Xvfb")
    found = [str(path) for pattern in MINI_BROWSERS for path in Path("/").glob(pattern[1:])]
    browser = found[0] if found else missing("there is no MiniBrowser of WebKitGTK")
    read, write = os.pipe()
    with (folder / "xvfb.log").open("w", encoding="utf-8") as messages:
        display = subprocess.Popen(
            [screen, "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
            stdout=messages, stderr=messages, pass_fds=[write],
        )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as numbers:
        number = numbers.readline().strip()
    try:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = browser
        options.add_argument("--automation")
        environment = {**os.environ, "DISPLAY": f":{number}", "LIBGL_ALWAYS_SOFTWARE": "1", "GDK_BACKEND": "x11"}
        service = webdriver.WebKitGTKService(executable_path=driver_path, env=environment)
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield _WebKit(driver)
        finally:
            driver.quit()
    finally:
        display.terminate()
        display.wait(PATIENCE_S)
