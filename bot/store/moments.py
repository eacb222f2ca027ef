"""Moments and days as text that sorts by time."""

from __future__ import annotations

from datetime import UTC, datetime


def as_text(at: datetime) -> str:
    """ISO 8601 in UTC with its offset, of one length, so that text compares as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
