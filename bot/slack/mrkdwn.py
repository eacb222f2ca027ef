"""Texts for Slack: what people typed stays text, and nothing is longer than its place allows.

Lengths are counted in UTF-16 units. Slack does not say what it counts; this is the larger likely count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.advice.prose import day

ELLIPSIS = "…"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Slack has no escape for its formatting characters, so look-alikes stand in where they could format.
_LOOK_ALIKES = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_FORMATTING = re.compile(r"`|(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])")
_DIRECTION_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_JOINER = "\u200d"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_REGIONAL = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_USER = re.compile(r"^[A-Z0-9]{2,30}$")
_ADDRESS = re.compile(r"^https?://[^\s<>|]+$")
_SHORTEST_LINE = 6
_UNCUT = 10**9
_LONGEST_ADDRESS = 200
_LONGEST_LABEL = 60


def size(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def truncate(text: str, limit: int) -> str:
    """One line of plain text of at most `limit` units, cut at a whole character with an ellipsis."""
    return _cut(_clusters(_one_line(text)), limit)


def escape(text: str, limit: int = 2900) -> str:
    """One line of mrkdwn of at most `limit` units that shows a text as it was typed.

    Mentions, links and formatting stay text, and text that runs from right to left does not turn what
    stands around it.
    """
    line = _one_line(text)
    turns = _runs_right_to_left(line)
    neutral = _FORMATTING.sub(lambda found: _LOOK_ALIKES[found.group()], line)
    shown = _cut(
        (cluster.translate(_ENTITIES) for cluster in _clusters(neutral)), limit - 2 if turns else limit
    )
    return f"{_ISOLATE}{shown}{_END_ISOLATE}" if turns else shown


def quote(text: str, limit: int = 2000) -> str:
    """A block quote of at most `limit` units that keeps the lines of a text."""
    lines: list[str] = []
    left = limit - size(ELLIPSIS)
    for line in filter(str.strip, text.splitlines()):
        if left < _SHORTEST_LINE:
            return "\n".join(lines).removesuffix(ELLIPSIS) + ELLIPSIS
        lines.append(f"> {escape(line, left - size('> '))}")
        left -= size(lines[-1]) + size("\n")
    return "\n".join(lines)


def quoted(text: str, longest: int = 2800) -> Iterator[str]:
    """The lines of a block quote that leaves nothing out; a line of more than `longest` units is parted."""
    for line in filter(str.strip, text.splitlines()):
        yield from (f"> {part}" for part in _parted(line, longest - size("> ")))


def _parted(line: str, longest: int) -> Iterator[str]:
    shown = escape(line, _UNCUT)
    if size(shown) <= longest:
        yield shown
        return
    middle = len(line) // 2
    at = line.rfind(" ", 1, middle)
    for part in (line[:at], line[at:]) if at > 0 else (line[:middle], line[middle:]):
        yield from _parted(part, longest)


def bold(text: str, limit: int = 300) -> str:
    """A typed text in bold; empty stays empty."""
    shown = escape(text, limit - 2)
    return f"*{shown}*" if shown else ""


def mention(user: str) -> str:
    """A mention; what cannot be the id of a person is shown as text."""
    return f"<@{user}>" if _USER.match(user) else escape(user, 60)


def mentions(users: Iterable[str], most: int = 10) -> str:
    """Several mentions; beyond `most` they are counted."""
    every = tuple(users)
    shown = ", ".join(map(mention, every[:most]))
    return f"{shown} and {len(every) - most} more" if len(every) > most else shown


def link(url: str, text: str) -> str:
    """A link; the text alone where the address is none that a browser opens, or overlong."""
    label = escape(text, _LONGEST_LABEL)
    address = url.translate(_ENTITIES)
    if not _ADDRESS.match(url) or size(address) > _LONGEST_ADDRESS:
        return label
    return f"<{address}|{label}>"


def moment(when: datetime) -> str:
    """A point in time that Slack shows in the reader's own time zone."""
    utc = when.astimezone(UTC)
    fallback = f"{day(utc.date())}, {utc:%H:%M} UTC"
    return f"<!date^{int(utc.timestamp())}^{{date_short}}, {{time}}|{fallback}>"


def _one_line(text: str) -> str:
    plain = text if text.isascii() and text.isprintable() else "".join(map(_clean, text))
    return " ".join(plain.split())


def _clean(character: str) -> str:
    """Drop what would turn the reading direction; replace what cannot be sent or seen."""
    if character in _DIRECTION_CONTROLS:
        return ""
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return " " if category == "Cc" else character


def _runs_right_to_left(text: str) -> bool:
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _clusters(text: str) -> Iterator[str]:
    """The characters as people see them: with their accents, joined emoji in one piece."""
    if text.isascii():
        yield from text
        return
    cluster = ""
    for character in text:
        if cluster and not _belongs(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _belongs(cluster: str, character: str) -> bool:
    if character == _JOINER or cluster[-1] == _JOINER or character in _SKIN_TONES:
        return True
    if character in _REGIONAL:
        return len(cluster) == 1 and cluster in _REGIONAL
    return unicodedata.category(character).startswith("M")


def _cut(clusters: Iterable[str], limit: int) -> str:
    """As many clusters as fit, read no further than that; an ellipsis where some are left."""
    kept: list[str] = []
    left = limit
    for cluster in clusters:
        left -= size(cluster)
        if left < 0:
            break
        kept.append(cluster)
    else:
        return "".join(kept)
    left += size(cluster)
    while kept and left < size(ELLIPSIS):
        left += size(kept.pop())
    return "".join(kept).rstrip() + ELLIPSIS
