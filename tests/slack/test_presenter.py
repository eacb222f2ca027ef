from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message
from bot.slack.client import TIMEOUT_SECONDS
from bot.slack.messenger import ChannelClosedError, MessageGoneError, NotNowError
from bot.slack.picture import Post
from bot.slack.presenter import AFTER_A_BUG, LEASE, Drawing, Presenter, PresentingQueue
from bot.store.sqlite import SqliteStore
from bot.threads.model import ROOT, Thread
from tests.store.build import begin

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Board:
    """Messages without a Slack; implements Messenger."""

    texts: dict[str, str] = field(default_factory=dict)
    threads: dict[str, str | None] = field(default_factory=dict)
    fails: list[Exception] = field(default_factory=list)
    """Raised by the next calls, one each."""
    calls: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def post(self, _workspace: str, _channel: str, message: Message, thread_ts: str | None = None) -> str:
        self._take()
        ts = f"{next(self.numbers):03}.0"
        self.texts[ts], self.threads[ts] = message.text, thread_ts
        return ts

    def update(self, _workspace: str, _channel: str, ts: str, message: Message) -> None:
        self._take()
        self._require(ts)
        self.texts[ts] = message.text

    def delete(self, _workspace: str, _channel: str, ts: str) -> None:
        self._take()
        self._require(ts)
        del self.texts[ts]

    def permalink(self, _channel: str, ts: str) -> str:
        return f"https://slack.example/{ts}"

    def _take(self) -> None:
        self.calls += 1
        if self.fails:
            raise self.fails.pop(0)

    def _require(self, ts: str) -> None:
        if ts not in self.texts:
            raise MessageGoneError("message_not_found")


@dataclass
class Desk:
    """A consultation's thread, what is to be shown in it, and who shows it."""

    store: SqliteStore
    consultation: int
    board: Board = field(default_factory=Board)
    wanted: dict[str, str] = field(default_factory=lambda: {ROOT: "root", "a": "first"})
    revision: int = 1
    mentions: frozenset[int] = frozenset()
    drawn: int = 0
    now: datetime = NOON
    refused: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def presenter(self, owner: str = "one") -> Presenter:
        return Presenter(
            threads=self.store,
            messenger=self.board,
            draw=self._draw,
            cannot_post=lambda _, error: self.refused.append(error),
            failed=lambda _, error: self.failures.append(error),
            clock=lambda: self.now,
            owner=owner,
        )

    def show(self, **wanted: str) -> None:
        """Let the consultation move on."""
        self.wanted, self.revision = {ROOT: "root", **wanted}, self.revision + 1
        with self.store.consultations_unit() as unit:
            now = unit.consultation("T1", self.consultation)
            assert now
            unit.save_consultation(now.model_copy(update={"revision": self.revision}))

    def present(self) -> None:
        self.presenter().present(self.consultation)

    def lags(self) -> bool:
        return self.store.lagging(self.now) == [self.consultation]

    def _draw(self, thread: Thread) -> Drawing:
        link = " linked" if thread.thread_ts and ROOT not in thread.shown else ""
        posts = [
            Post(slot, told(text + (link if slot == ROOT else "")), in_thread=slot != ROOT)
            for slot, text in self.wanted.items()
        ]
        self.drawn += 1
        return Drawing(self.revision, posts, self.mentions)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = SqliteStore.open(tmp_path / "advisor.db")
    yield Desk(store, begin(store).id)
    store.close()


def test_the_root_is_posted_and_the_rest_under_it(desk: Desk) -> None:
    desk.present()
    assert desk.board.texts == {"001.0": "root", "002.0": "first"}
    assert desk.board.threads == {"001.0": None, "002.0": "001.0"}
    assert not desk.lags()


def test_what_is_shown_already_costs_no_call(desk: Desk) -> None:
    desk.present()
    desk.show(a="first")
    desk.present()
    assert desk.board.calls == 2


def test_what_changed_is_updated_and_what_is_wanted_no_more_taken_away(desk: Desk) -> None:
    desk.show(a="first", b="second")
    desk.present()
    desk.show(b="second, changed")
    desk.present()
    assert desk.board.texts == {"001.0": "root", "003.0": "second, changed"}


def test_the_last_message_stays_the_lowest(desk: Desk) -> None:
    desk.show(a="first", b="second")
    desk.present()
    desk.show(b="second", a="first again")
    desk.present()
    assert desk.board.texts == {"001.0": "root", "003.0": "second", "004.0": "first again"}


def test_while_slack_is_busy_nobody_tries_and_then_it_goes_on_where_it_stopped(desk: Desk) -> None:
    desk.board.fails = [NotNowError(NOON + timedelta(seconds=30))]
    desk.present()
    assert not desk.lags()
    desk.now += timedelta(seconds=29)
    desk.present()
    assert desk.board.texts == {}
    desk.now += timedelta(seconds=1)
    assert desk.lags()
    desk.present()
    assert list(desk.board.texts.values()) == ["root", "first"]


def test_after_a_bug_a_consultation_is_left_alone_for_a_while(desk: Desk) -> None:
    desk.board.fails = [LookupError("lost")]
    with pytest.raises(LookupError):
        desk.present()
    assert not desk.lags()
    desk.now += AFTER_A_BUG
    assert desk.lags()


def test_where_the_bot_may_not_post_it_is_told_once_and_not_tried_again(desk: Desk) -> None:
    desk.board.fails = [ChannelClosedError("not_in_channel")]
    desk.present()
    assert desk.refused == ["not_in_channel"]
    assert not desk.lags()


_REFUSED = SlackApiError("", {"error": "msg_too_long"})  # type: ignore[no-untyped-call]  # the SDK leaves it


@pytest.mark.parametrize("refusal", [_REFUSED, MessageGoneError("thread_not_found")])
def test_what_slack_refuses_for_good_is_told_once_and_not_tried_again(desk: Desk, refusal: Exception) -> None:
    desk.board.fails = [refusal]
    desk.present()
    desk.present()
    assert desk.failures == [refusal]
    assert not desk.lags()


def test_a_message_that_is_gone_is_posted_anew(desk: Desk) -> None:
    desk.present()
    del desk.board.texts["002.0"]
    desk.show(a="first, changed")
    desk.present()
    assert desk.board.texts == {"001.0": "root", "003.0": "first, changed"}


def test_a_root_that_is_gone_is_posted_anew_with_a_link_to_the_thread(desk: Desk) -> None:
    desk.present()
    del desk.board.texts["001.0"]
    desk.wanted[ROOT] = "root, changed"
    desk.show(a="first, changed")
    desk.wanted[ROOT] = "root, changed"
    desk.present()
    assert desk.board.texts == {"002.0": "first, changed", "003.0": "root, changed linked"}
    thread = desk.store.thread(desk.consultation)
    assert thread
    assert thread.thread_ts == "001.0"


def test_another_process_waits_for_the_lease_of_one_that_died(desk: Desk) -> None:
    assert desk.store.take_lease(desk.consultation, "dead", desk.now, desk.now + LEASE)
    desk.present()
    assert desk.board.texts == {}
    desk.now += LEASE
    desk.present()
    assert list(desk.board.texts.values()) == ["root", "first"]


def test_a_lease_outlasts_the_longest_call() -> None:
    assert timedelta(seconds=TIMEOUT_SECONDS) < LEASE


@pytest.mark.parametrize("thief", ["another process", "one"])
def test_who_has_lost_the_lease_stops_and_leaves_it_to_the_other(desk: Desk, thief: str) -> None:
    presenter = desk.presenter("one")
    lost = replace(presenter, draw=_Stealing(desk, thief))
    lost.present(desk.consultation)
    assert desk.board.texts == {}
    assert not desk.store.take_lease(desk.consultation, "third", desk.now, desk.now + LEASE)


@dataclass(frozen=True)
class _Stealing:
    """Draws so slowly that another takes the lease."""

    desk: Desk
    thief: str

    def __call__(self, thread: Thread) -> Drawing:
        self.desk.now += LEASE
        until = self.desk.now + LEASE
        assert self.desk.store.take_lease(thread.consultation, self.thief, self.desk.now, until)
        return self.desk._draw(thread)


def test_many_changes_become_one_presentation(desk: Desk) -> None:
    with ThreadPoolExecutor(1) as pool:
        queue = PresentingQueue(desk.presenter(), pool)
        with desk.store.consultations_unit():
            for _ in range(5):
                queue.hand_over(desk.consultation)
            assert len(queue._waiting) <= 1
    assert desk.board.calls == 2


def test_what_lags_is_caught_up_with(desk: Desk) -> None:
    with ThreadPoolExecutor(1) as pool:
        PresentingQueue(desk.presenter(), pool).catch_up()
    assert list(desk.board.texts.values()) == ["root", "first"]


def test_what_cannot_be_presented_is_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.board.fails = [LookupError("lost")]
    with ThreadPoolExecutor(1) as pool:
        PresentingQueue(desk.presenter(), pool).hand_over(desk.consultation)
    assert f"consultation {desk.consultation} could not be presented" in caplog.text


def test_what_is_mentioned_is_remembered_before_it_is_drawn_for_good(desk: Desk) -> None:
    desk.mentions = frozenset({4, 7})
    desk.present()
    thread = desk.store.thread(desk.consultation)
    assert thread
    assert thread.mentions == {4, 7}
    # Twice for the two mentions, and once to find that nothing is left to show.
    assert desk.drawn == 3
