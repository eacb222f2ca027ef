"""Sending a file to somebody, with patience: nobody waits for it before an answer."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import IO, Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.advice.prose import listed
from bot.mistakes import Mistake
from bot.slack.client import is_momentary

SCOPES = ("im:write", "files:write")
_TRIES = 5
_WAIT_SECONDS = 3
_LONGEST_WAIT = 60
_UPLOAD_SECONDS = 300
_AT_A_TIME = 999
"""As many as Slack gives: https://docs.slack.dev/reference/methods/conversations.list"""
_Result = TypeVar("_Result")


class NotGrantedError(Mistake):
    """The app lacks what sending files takes."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"I can't send exports here, because the app was not granted {listed(missing)}; "
            "whoever manages the app can add that and install it again."
        )


class NotTakenError(Mistake):
    """Slack did not take the file."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack did not take the export ({code}); try again later.")


class StoppedError(Mistake):
    """The process ends in the middle of it."""

    def __init__(self) -> None:
        super().__init__("I was restarted in the middle of your export; ask for it again.")


@dataclass(frozen=True)
class Sender:
    """Slack, asked again while it is busy. Raises the Mistakes of this module."""

    client: WebClient
    ended: Event
    """Set when the process is about to end."""

    def direct_message(self, user: str) -> str:
        """The conversation with somebody, in which files may be sent."""
        answer = self._patiently(lambda: self.client.conversations_open(users=user))
        granted = answer.headers.get("x-oauth-scopes", "").replace(" ", "").split(",")
        missing = [scope for scope in SCOPES if scope not in granted]
        if missing and any(granted):
            raise NotGrantedError(missing)
        return str(answer["channel"]["id"])

    def names(self, user: str) -> Iterator[tuple[str, str]]:
        """Everybody in the workspace, and the channels that somebody knows: ids and what they are called."""
        for person in self._all(self.client.users_list, "members"):
            profile = person.get("profile") or {}
            called = profile.get("display_name") or profile.get("real_name") or person.get("name")
            yield person["id"], called or person["id"]
        public = self._all(self.client.conversations_list, "channels", types="public_channel")
        for channel in (*public, *self._private_channels(user)):
            yield channel["id"], f"#{channel['name']}"

    def _private_channels(self, user: str) -> Iterator[dict[str, Any]]:
        """Nothing without the optional scope: then nobody sees what was decided there, either."""
        with suppress(NotGrantedError):
            yield from self._all(
                self.client.users_conversations, "channels", user=user, types="private_channel"
            )

    def _all(
        self, method: Callable[..., SlackResponse], content: str, **arguments: str
    ) -> Iterator[dict[str, Any]]:
        """Everything of a list that Slack gives in pages."""
        cursor: str | None = ""
        while cursor is not None:
            page = self._patiently(partial(method, limit=_AT_A_TIME, cursor=cursor, **arguments))
            yield from page[content]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None

    def send(self, file: IO[bytes], name: str, channel: str, comment: str) -> None:
        """Hand a file over, in the three steps that Slack wants.

        https://docs.slack.dev/messaging/working-with-files/#upload
        """
        length = file.seek(0, 2)
        place = self._patiently(lambda: self.client.files_getUploadURLExternal(filename=name, length=length))
        self._patiently(lambda: _upload(place["upload_url"], file, length))
        files = [{"id": place["file_id"], "title": name}]
        self._patiently(
            lambda: self.client.files_completeUploadExternal(
                files=files, channel_id=channel, initial_comment=comment
            )
        )

    def _patiently(self, call: Callable[[], _Result]) -> _Result:
        for _ in range(_TRIES - 1):
            try:
                return call()
            except SlackApiError as error:
                if not is_momentary(error):
                    raise _told_apart(error) from error
                self._wait(int(error.response.headers.get("Retry-After", _WAIT_SECONDS)))
            except OSError:
                self._wait(_WAIT_SECONDS)
        try:
            return call()
        except SlackApiError as error:
            raise _told_apart(error) from error
        except OSError as error:
            raise NotTakenError("no connection") from error

    def _wait(self, seconds: int) -> None:
        if self.ended.wait(min(seconds, _LONGEST_WAIT)):
            raise StoppedError


def _told_apart(error: SlackApiError) -> Mistake:
    code = str(error.response.get("error"))
    if code == "missing_scope":
        needed = str(error.response.get("needed")).split(",")
        return NotGrantedError([scope for scope in SCOPES if scope in needed] or list(SCOPES))
    return NotTakenError(code)


def _upload(url: str, file: IO[bytes], length: int) -> None:
    """Send a file piece by piece. Raises OSError."""
    file.seek(0)
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(length)}
    request = urllib.request.Request(url, data=file, headers=headers, method="POST")  # noqa: S310 - Slack named it
    with urllib.request.urlopen(request, timeout=_UPLOAD_SECONDS):  # noqa: S310 - likewise
        pass
