"""A page in the browser whose methods wait for conditions instead of fixed times."""

from __future__ import annotations

import time

from playwright.sync_api import BrowserContext, Error, Page

PATIENCE_S = 60.0  # This is long enough for a busy machine. Only failing tests wait this long.


class Reader:
    """A page, with a record of its requests, errors and warnings."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)

    def until(self, expression: str, argument: object = None, *, frame: int = 0) -> None:
        """Wait until a JavaScript expression is true in a frame (0: the page itself). It can use `argument`.

        Playwright's `wait_for_function` is not used, because the pages' security policy blocks it.
        """
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                if self.page.frames[frame].evaluate(f"argument => !!({expression})", argument):
                    return
            except Error as error:
                if "context was destroyed" not in error.message:  # this error means that the frame is loading
                    raise
            self.page.wait_for_timeout(40)
        raise AssertionError(f"{expression} did not become true")

    def drawn(self, times: int) -> None:
        """Wait for a number of animation frames."""
        self.page.evaluate("async times => { while (times--) await new Promise(requestAnimationFrame) }", times)

    def settle(self, frame: int = 0) -> None:
        """Wait until the camera has arrived in a frame (0: the page itself, 1: the first frame in it)."""
        self.page.wait_for_timeout(60)
        self.until("storymap.current && storymap.current().settled", frame=frame)
        self.page.wait_for_timeout(60)
