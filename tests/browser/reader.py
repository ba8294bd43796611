"""Somebody who reads a page in the browser, and waits for what is to happen: never for a time."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Error, Page


class Reader:
    """A browser's page with everything it asked for and complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)

    def until(self, expression: str, argument: object = None, *, frame: int = 0) -> None:
        """Waits for an expression to hold, asked from outside: the page's policy forbids Playwright's own way."""
        for _ in range(200):
            try:
                if self.page.frames[frame].evaluate(f"argument => !!({expression})", argument):
                    return
            except Error as error:
                if "context was destroyed" not in error.message:  # the frame was just loading
                    raise
            self.page.wait_for_timeout(40)
        raise AssertionError(f"{expression} did not come true")

    def drawn(self, times: int) -> None:
        """Waits until the page has been drawn so often: what a script does before the next frame has been done."""
        self.page.evaluate("async times => { while (times--) await new Promise(requestAnimationFrame) }", times)

    def settle(self, frame: int = 0) -> None:
        """Waits until the map has followed; `frame` 1 is the first one inside the page."""
        self.page.wait_for_timeout(60)
        self.until("storymap.current && storymap.current().settled", frame=frame)
        self.page.wait_for_timeout(60)
