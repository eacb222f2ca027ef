from __future__ import annotations

from typing import Any


class SandboxError(Exception):
    """A mistake of whoever starts the sandbox; its text says what to do."""


class PortTaken(SandboxError):  # noqa: N818 - it reads as what happened
    """Another process already listens on the wanted port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is already in use. Choose another one.")
        self.port = port


class BrokenState(SandboxError):  # noqa: N818 - it reads as what happened
    """The file with the saved conversation cannot be read."""


class BrokenManifest(SandboxError):  # noqa: N818 - it reads as what happened
    """The app's manifest lacks something that Slack requires."""


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """What a person tried is not possible; the text is what Slack would show them."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(text)
        self.error = error
        self.text = text


class ApiError(Exception):
    """An answer with `ok: false`; the text is Slack's error code."""

    def __init__(self, code: str, *, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.more = more

    def body(self) -> dict[str, Any]:
        """Return the JSON that Slack answers."""
        body: dict[str, Any] = {"ok": False, "error": self.code, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body
