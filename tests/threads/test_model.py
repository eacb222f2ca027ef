from __future__ import annotations

from bot.threads.model import Thread


def test_a_thread_starts_with_nothing_shown_and_nothing_to_hang_on() -> None:
    thread = Thread(1, "T1", "C1")
    assert (thread.thread_ts, thread.revision_shown, thread.reply_url) == (None, 0, None)
    assert thread.shown == {}
