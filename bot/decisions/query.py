"""What is typed to find decisions: words, and filters in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.advice.knowledge import KnowledgeBase
from bot.advice.names import names_of, plain
from bot.advice.prose import listed
from bot.decisions.model import STATUSES, Status, status_named
from bot.mistakes import Mistake

LONGEST = 300
"""Characters of the words that are looked for; what follows is left out."""
_READ = 1000
"""Characters that are read of a text: those of the longest words in quotes, with every filter."""
ME = "@me"
"""The name by which everybody finds their own."""
_QUOTES = str.maketrans({"\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT DOUBLE QUOTATION MARK}": '"'})
_TOKEN = re.compile(r'[a-z]+:"[^"]*"|"[^"]*"|\S+', re.IGNORECASE)
_FILTER = re.compile(r"(?P<name>[a-z]{2,20}):(?![/:])(?P<value>.*)", re.IGNORECASE | re.DOTALL)
_PERSON = re.compile(r"<@(?P<id>\w+)(\|[^>]*)?>|(?P<bare>[UW][A-Z0-9]{2,})")
_CHANNEL = re.compile(r"<#(?P<id>\w+)(\|[^>]*)?>|(?P<bare>[CGD][A-Z0-9]{2,})")
_SEARCHED = frozenset("LNM")
"""Categories of Unicode: letters, numbers and the marks on them; everything else only separates words."""
_MEANT = frozenset("LN")
"""Of these, those that make a word; a mark alone, as it stands behind many emoji, makes none."""
_SYMBOL = "So"
"""The category of emoji, which people may expect to find."""
_FLAGS = ("due", "overridden")
_EXAMPLES = {
    "framework": "framework:django",
    "status": "status:accepted",
    "by": "by:@ana",
    "in": "in:#backend",
    "since": "since:2026-01",
    "before": "before:2026-07",
}
FILTERS = (*_EXAMPLES, *_FLAGS)
_AS_TYPED = {**{name: f"{name}:" for name in _EXAMPLES}, **{name: name for name in _FLAGS}}
_LIKENESS = 0.6
"""The share of letters that are the same in what is suggested."""
_SHORTEST_NEAR_MISS = 6
"""Letters: a shorter word is like too many others."""


@dataclass(frozen=True)
class Query:
    """What somebody looks for; empty, it is the whole log."""

    words: str = ""
    framework: str | None = None
    """The id of a framework or stack once `naming_framework` found it; until then as it was typed."""
    status: Status | None = None
    person: str | None = None
    """Who recorded it or is a decider: an id, or "@name" as long as nobody looked it up."""
    channel: str | None = None
    """Where it was made: an id, or "#name" as long as nobody looked it up."""
    since: date | None = None
    """Recorded on that day or later, in UTC."""
    before: date | None = None
    """Recorded earlier than that day, in UTC."""
    due_by: date | None = None
    """Living, and to be reviewed on that day or earlier."""
    overridden: bool = False
    """Another candidate than the recommended was chosen."""

    @property
    def is_empty(self) -> bool:
        """Whether everything matches."""
        return self == Query()


class QueryError(Mistake):
    """A filter that cannot be read; `rest` is the query without it."""

    def __init__(self, sentence: str, rest: Query | None = None) -> None:
        super().__init__(sentence)
        self.rest = rest or Query()


def parse_query(text: str, today: date) -> Query:
    """Read words and filters. Whatever stands in double quotes is words. `today` is what `due` means.

    Raises QueryError for a filter that is unknown, given twice, or has a value that it cannot have, and for
    days between which there is none.
    """
    words: list[str] = []
    found: dict[str, object] = {}
    problems: list[str] = []
    for name, value in _filters(text[:_READ].translate(_QUOTES)):
        if name:
            problems += _problems(found, name, value, today)
        else:
            words.append(value)
    query = replace(Query(), words=plain_words(" ".join(words)), **found)  # type: ignore[arg-type]  # _read pairs them rightly
    if problems:
        raise QueryError(problems[0], query)
    _require_days_between(query)
    return query


def _problems(found: dict[str, object], name: str, value: str, today: date) -> list[str]:
    """Read a filter into what was found; what keeps it from being read is told."""
    try:
        field, read = _read(name, value, today)
    except QueryError as error:
        return [str(error)]
    if field in found:
        return [f"“{name}” is given twice; give it once."]
    found[field] = read
    return []


def _require_days_between(query: Query) -> None:
    if query.since and query.before and query.before <= query.since:
        raise QueryError(
            "“before:” has to name a later day than “since:”; between these two there is none.",
            replace(query, before=None),
        )


def searched(text: str) -> str:
    """A text with a space for each sign that no search looks for."""
    return "".join(sign if unicodedata.category(sign)[0] in _SEARCHED else " " for sign in text)


def is_searched(text: str) -> bool:
    """Whether a search would look for any of it."""
    return any(unicodedata.category(sign)[0] in _MEANT for sign in text)


def unsearched(query: Query) -> str:
    """Say what no search looks for, where words hold a symbol or nothing else; empty where they do not."""
    symbols = any(unicodedata.category(sign) == _SYMBOL for sign in query.words)
    if symbols or (query.words and not is_searched(query.words)):
        return "Only words and numbers are searched for, no emoji or other signs."
    return ""


def plain_words(text: str) -> str:
    """A text of which every word is looked for, as a query has it: in one line, without quotes."""
    words = text.translate(_QUOTES).replace('"', " ")
    return " ".join(words.split())[:LONGEST].rstrip()


def _filters(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of a filter's name and its value; words have no name."""
    tokens = iter(_TOKEN.findall(text))
    for token in tokens:
        lowered = token.lower()
        typed = _FILTER.fullmatch(token)
        if lowered in _FLAGS:
            yield lowered, ""
        elif typed is None or (typed["value"] == "" and typed["name"].lower() not in FILTERS):
            yield "", token.replace('"', " ").strip()
        else:
            value = typed["value"] or next(tokens, "")
            yield typed["name"].lower(), value.strip('"').strip()


def misread(query: Query) -> str:
    """Say which word may have been meant as a filter, for where nothing was found; empty when none was."""
    for word in query.words.lower().split():
        name = word.removesuffix(":")
        is_named = _FILTER.fullmatch(word) and name != word
        is_near_miss = len(name) >= _SHORTEST_NEAR_MISS and _nearest(name, _FLAGS)
        if name not in FILTERS and (is_named or is_near_miss):
            return f"“{word}” is no filter and was read as a word; {_filter_instead(name)}"
    return ""


def _filter_instead(name: str) -> str:
    nearest = _nearest(name, FILTERS)
    return _instead(_AS_TYPED[nearest] if nearest else None, [*_AS_TYPED.values()])


def _nearest(typed: str, known: Iterable[str]) -> str | None:
    """What is most like something that was typed, if it is like it."""
    scorer = DamerauLevenshtein.normalized_similarity
    found = process.extractOne(typed, list(known), scorer=scorer, score_cutoff=_LIKENESS)
    return found[0] if found else None


def _instead(nearest: str | None, known: Sequence[str]) -> str:
    return f"did you mean “{nearest}”?" if nearest else f"there are {listed(known)}."


def _read(name: str, value: str, today: date) -> tuple[str, object]:
    """The field of Query that a filter sets, and its value."""
    if name not in FILTERS:
        raise QueryError(
            f"I don't know the filter “{name}:”; {_filter_instead(name)} "
            "Words with a colon go in double quotes."
        )
    if value and name in _FLAGS:
        raise QueryError(f"“{name}” takes no value; write {name} alone, or leave it out.")
    if name == "due":
        return "due_by", today
    if name == "overridden":
        return "overridden", True
    if not value:
        raise QueryError(f"“{name}:” needs a value, such as {_EXAMPLES[name]}.")
    field, reader = _READERS[name]
    return field, reader(value)


def _status(value: str) -> Status:
    typed = value.lower()
    if typed in STATUSES:
        return status_named(typed)
    raise QueryError(f"There is no status “{value}”; {_instead(_nearest(typed, STATUSES), STATUSES)}")


def _person(value: str) -> str:
    found = _PERSON.fullmatch(value)
    return (found["id"] or found["bare"]) if found else f"@{value.removeprefix('@')}"


def _channel(value: str) -> str:
    found = _CHANNEL.fullmatch(value)
    return (found["id"] or found["bare"]) if found else f"#{value.removeprefix('#')}"


def _day(value: str) -> date:
    """The first day of a year or month, or the day itself."""
    typed = re.fullmatch(r"([12][0-9]{3})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?", value)
    if typed:
        year, month, day = (int(part or 1) for part in typed.groups())
        with suppress(ValueError):
            return date(year, month, day)
    raise QueryError(f"“{value}” is no date; write a year, a month or a day: 2026, 2026-01 or 2026-01-31.")


_READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "framework": ("framework", str),
    "status": ("status", _status),
    "by": ("person", _person),
    "in": ("channel", _channel),
    "since": ("since", _day),
    "before": ("before", _day),
}


def naming_framework(query: Query, knowledge: KnowledgeBase) -> Query:
    """Replace a framework as it was typed (id, name or alias) by its id.

    Raises QueryError for one that the knowledge base has not.
    """
    if query.framework is None:
        return query
    names = names_of(knowledge)
    typed = plain(query.framework)
    if typed in names:
        return replace(query, framework=names[typed])
    nearest = names.get(_nearest(typed, names) or "")
    instead = _instead(nearest, [each.name for each in knowledge.frameworks])
    raise QueryError(
        f"I don't know the framework “{query.framework}”; {instead}", replace(query, framework=None)
    )


def written(query: Query) -> str:
    """The text that `parse_query` reads as this query, on the same day."""
    values = {
        "framework": query.framework,
        "status": query.status,
        "by": query.person,
        "in": query.channel,
        "since": query.since,
        "before": query.before,
    }
    filters = [f"{name}:{_quoted(str(value))}" for name, value in values.items() if value]
    flags = [name for name, is_set in (("due", query.due_by), ("overridden", query.overridden)) if is_set]
    return " ".join([*filters, *flags, *map(_word, query.words.split())])


def _quoted(value: str) -> str:
    return f'"{value}"' if len(value.split()) > 1 else value


def _word(word: str) -> str:
    """What would be read as a filter is words in quotes."""
    return f'"{word}"' if ":" in word or word.lower() in FILTERS else word
