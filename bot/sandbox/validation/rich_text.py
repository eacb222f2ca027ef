"""Rich text (docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""

from __future__ import annotations

from bot.sandbox.validation.checks import Check, anything, boolean, many, number, one_of, record, text, typed

_STYLE = record(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)


def _inline(kind: str, required: dict[str, Check], **optional: Check) -> dict[str, Check]:
    return {kind: record({"type": one_of(kind), **required}, {"style": _STYLE, **optional})}


_INLINE = typed(
    {
        **_inline("text", {"text": text()}),
        **_inline("link", {"url": text()}, text=text(), unsafe=boolean),
        **_inline("emoji", {"name": text()}, unicode=text(), url=text(), skin_tone=anything),
        **_inline("user", {"user_id": text()}),
        **_inline("usergroup", {"usergroup_id": text()}),
        **_inline("channel", {"channel_id": text()}),
        **_inline("team", {"team_id": text()}),
        **_inline("broadcast", {"range": one_of("here", "channel", "everyone")}),
        **_inline("color", {"value": text()}),
        **_inline("date", {"timestamp": number(0, 10**11), "format": text()}, url=text(), fallback=text()),
    },
    "rich text",
)
_SECTION = record({"type": one_of("rich_text_section"), "elements": many(_INLINE, None, 0)})
_PREFORMATTED = record(
    {"type": one_of("rich_text_preformatted"), "elements": many(_INLINE, None, 0)},
    {"border": number(0, 1), "language": text()},
)
_QUOTE = record(
    {"type": one_of("rich_text_quote"), "elements": many(_INLINE, None, 0)}, {"border": number(0, 1)}
)
_LIST = record(
    {
        "type": one_of("rich_text_list"),
        "style": one_of("bullet", "ordered"),
        "elements": many(typed({"rich_text_section": _SECTION}, "list item"), None, 0),
    },
    {"indent": number(0, 8), "offset": number(0, 10**6), "border": number(0, 1)},
)

RICH_TEXT_ELEMENTS = many(
    typed(
        {
            "rich_text_section": _SECTION,
            "rich_text_preformatted": _PREFORMATTED,
            "rich_text_quote": _QUOTE,
            "rich_text_list": _LIST,
        },
        "rich text element",
    ),
    None,
    0,
)
