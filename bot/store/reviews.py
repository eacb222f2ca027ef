"""Reviews in SQLite: which have come due, and who was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.decisions.store import DueReview, Reminder, Told
from bot.store.database import Database
from bot.store.moments import as_text

_COMING_DUE = """
    FROM decisions INDEXED BY decisions_coming_due
    WHERE is_due = 0 AND review_on <= :today AND status IN ('proposed', 'accepted')
"""
_THIS = """
    decision = (SELECT id FROM decisions WHERE workspace = :workspace AND number = :number)
    AND due_on = :due_on AND posted_at IS NULL
"""


class SqliteReviews:
    """Implements ReviewStore."""

    database: Database

    def open_reviews(self, today: date) -> int:
        """Open the reviews that have come due on that day or earlier, each once; says how many."""
        values = {"today": today.isoformat()}
        if self.database.row(f"SELECT 1 {_COMING_DUE} LIMIT 1", values) is None:
            return 0
        with self.database.transaction() as connection:
            # One that was answered and taken back again has been told of already.
            connection.execute(
                f"""
                INSERT INTO decision_reviews (decision, due_on) SELECT id, review_on {_COMING_DUE}
                ON CONFLICT (decision, due_on) DO UPDATE SET closed = 0
                """,
                values,
            )
            opened = connection.execute(
                f"UPDATE decisions SET is_due = 1 WHERE id IN (SELECT id {_COMING_DUE})", values
            )
            return opened.rowcount

    def reviews_to_post(self, now: datetime, limit: int) -> Sequence[DueReview]:
        """List open reviews that nobody was told of, whose time has come and that no process has claimed."""
        rows = self.database.rows(
            """
            SELECT d.workspace, d.number, r.due_on, d.channel, d.recorded_by
            FROM decision_reviews r INDEXED BY decision_reviews_waiting
            CROSS JOIN decisions d ON d.id = r.decision
            WHERE r.posted_at IS NULL AND r.closed = 0 AND r.not_before <= :now
                AND (r.lease_until IS NULL OR r.lease_until <= :now)
            ORDER BY r.not_before, r.decision LIMIT :limit
            """,
            {"now": as_text(now), "limit": limit},
        )
        return [
            DueReview(
                workspace=row["workspace"],
                number=row["number"],
                due_on=date.fromisoformat(row["due_on"]),
                channel=row["channel"],
                recorded_by=row["recorded_by"],
            )
            for row in rows
        ]

    def postpone_review(self, review: DueReview, until: datetime) -> None:
        """Leave a review alone until then; nobody has it reserved any more."""
        self._update(
            f"""
            UPDATE decision_reviews SET not_before = :until, lease_owner = NULL, lease_until = NULL
            WHERE {_THIS}
            """,
            review,
            until=as_text(until),
        )

    def claim_review(self, review: DueReview, owner: str, now: datetime, until: datetime) -> bool:
        """Reserve a review for one process; False when another has it, or it was posted or answered since."""
        claimed = self._update(
            f"""
            UPDATE decision_reviews SET lease_owner = :owner, lease_until = :until
            WHERE {_THIS} AND closed = 0 AND (lease_until IS NULL OR lease_until <= :now)
            """,
            review,
            owner=owner,
            now=as_text(now),
            until=as_text(until),
        )
        return claimed == 1

    def set_review_posted(self, review: DueReview, channel: str, ts: str, at: datetime) -> None:
        """Remember the message that tells of a review; the first counts."""
        self._update(
            f"""
            UPDATE decision_reviews
            SET channel = :channel, ts = :ts, posted_at = :at, lease_owner = NULL, lease_until = NULL
            WHERE {_THIS}
            """,
            review,
            channel=channel,
            ts=ts,
            at=as_text(at),
        )

    def review_message(self, workspace: str, number: int) -> Reminder | None:
        """The message that told of a decision's latest review; None without one."""
        found = self.database.row(
            """
            SELECT r.channel, r.ts, r.due_on
            FROM decisions d CROSS JOIN decision_reviews r ON r.decision = d.id
            WHERE d.workspace = :workspace AND d.number = :number AND r.posted_at IS NOT NULL
            ORDER BY r.due_on DESC LIMIT 1
            """,
            {"workspace": workspace, "number": number},
        )
        if found is None:
            return None
        return Reminder(found["channel"], found["ts"], date.fromisoformat(found["due_on"]))

    def told_and_changed(self, after: int) -> Sequence[Told]:
        """List the decisions that changed after that event and whose reviews people were told of."""
        rows = self.database.rows(
            """
            SELECT DISTINCT d.workspace, d.number, d.channel
            FROM decision_events e CROSS JOIN decisions d ON d.id = e.decision
            WHERE e.id > :after AND EXISTS (
                SELECT 1 FROM decision_reviews r WHERE r.decision = e.decision AND r.posted_at IS NOT NULL
            )
            """,
            {"after": after},
        )
        return [Told(row["workspace"], row["number"], row["channel"]) for row in rows]

    def _update(self, sql: str, review: DueReview, **values: str) -> int:
        about = {
            "workspace": review.workspace,
            "number": review.number,
            "due_on": review.due_on.isoformat(),
        }
        with self.database.transaction() as connection:
            return connection.execute(sql, {**about, **values}).rowcount
