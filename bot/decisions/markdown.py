"""Texts that people typed, as Markdown which shows them as they are and in which they are nothing else.

https://spec.commonmark.org and https://github.github.com/gfm: any punctuation may have a backslash before it.
"""

from __future__ import annotations

import re
from itertools import groupby

_ADDRESS = re.compile(r"(https?://[^\s<>;\x00-\x20\x7f]*[^\s<>;\x00-\x20\x7f.,:!?'\"()\[\]{}*_~`|\\])")
"""Without what usually ends the sentence around it, and without `;`, lest `&lt;` in it be decoded."""
_MARKUP = re.compile(r"[\\\[\]`*~|]|(?<!\w)_++|(?<!_)_++(?![^\W_])")
"""Within a word, `_` is no emphasis."""
_START = re.compile(r"[0-9]{1,9}(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|=+$|[-+](?:\W|$)|:-)")
"""Up to where a line would become a list, a heading, a quotation, a rule or a table."""


def inline(text: str) -> str:
    """A text in one line, with its addresses as links."""
    parts = _ADDRESS.split(" ".join(text.split()))
    return _begun("".join(f"<{part}>" if i % 2 else _escaped(part) for i, part in enumerate(parts)))


def block(text: str) -> str:
    """A text with its paragraphs and lines."""
    lines = (line.strip() for line in text.splitlines())
    paragraphs = ("\\\n".join(map(inline, group)) for is_text, group in groupby(lines, bool) if is_text)
    return "\n\n".join(paragraphs)


def quote(text: str) -> str:
    """A text as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in block(text).split("\n"))


def heading(level: int, text: str) -> str:
    """A text as a heading; `#` at its end would be taken for a part of the heading's own."""
    return f"{'#' * level} " + re.sub(r"(?<!\S)#+$", r"\\\g<0>", inline(text))


def link(text: str, url: str) -> str:
    """A text that leads somewhere."""
    safe = re.sub(r"&(?=#?\w+;)", "&amp;", re.sub(r"[\s<>]", "", url)).replace("\\", "%5C")
    return f"[{_escaped(' '.join(text.split()))}](<{safe}>)" if safe else inline(text)


def _escaped(text: str) -> str:
    marked = _MARKUP.sub(lambda found: re.sub(".", r"\\\g<0>", found[0]), text)
    return marked.replace("&", "&amp;").replace("<", "&lt;")


def _begun(line: str) -> str:
    """A line that is a paragraph."""
    found = _START.match(line)
    return f"{line[: found.end()]}\\{line[found.end() :]}" if found else line
