from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.mrkdwn import bold, escape, link, mention, mentions, moment, quote, quoted, size, truncate


def test_mentions_and_links_that_people_typed_stay_text() -> None:
    assert escape("<!channel> & <https://evil.example|ok>") == (
        "&lt;!channel&gt; &amp; &lt;https://evil.example|ok&gt;"
    )


def test_formatting_that_people_typed_stays_text() -> None:
    assert escape("*a* _b_ ~c~ `d`") == "\u2217a\u2217 \u02cdb\u02cd \u223cc\u223c \u02cbd\u02cb"


def test_characters_inside_a_word_format_nothing_and_are_kept() -> None:
    assert escape("select_related 2*3") == "select_related 2*3"


def test_bold_is_not_ended_by_what_stands_in_it() -> None:
    assert bold("a* b") == "*a\u2217 b*"


def test_bold_of_nothing_is_nothing() -> None:
    assert bold("  ") == ""


def test_lines_and_control_characters_become_one_line() -> None:
    assert escape("a\n\n> b\x07\tc") == "a &gt; b c"


def test_what_turns_the_reading_direction_is_dropped() -> None:
    assert escape("admin\u202etxt.exe") == "admintxt.exe"


def test_text_from_right_to_left_is_isolated() -> None:
    assert escape("\u05d0\u05d1") == "\u2068\u05d0\u05d1\u2069"


def test_half_a_surrogate_pair_can_be_sent() -> None:
    assert escape("a\ud800b").encode() == "a\ufffdb".encode()


def test_a_cut_leaves_entities_whole() -> None:
    assert escape("&&&&", 12) == "&amp;&amp;…"


def test_a_cut_leaves_joined_emoji_whole() -> None:
    family = "👩\u200d👩\u200d👧"
    assert truncate(f"a{family}bcdef", 9) == "a…"
    assert truncate(f"a{family}bcdef", 11) == f"a{family}b…"


def test_a_cut_leaves_flags_accents_and_skin_tones_whole() -> None:
    assert truncate("🇩🇪🇫🇷abc", 6) == "🇩🇪…"
    assert truncate("e\u0301e\u0301e\u0301x", 6) == "e\u0301e\u0301…"
    assert truncate("👍🏽👍🏽ab", 8) == "👍🏽…"


def test_emoji_count_twice() -> None:
    assert size("a🧭") == 3


@given(st.text(max_size=300), st.integers(min_value=9, max_value=200))
def test_no_text_is_longer_than_asked(text: str, limit: int) -> None:
    assert size(escape(text, limit)) <= limit
    assert size(truncate(text, limit)) <= limit
    assert size(quote(text, limit)) <= limit


@given(st.text(alphabet="<>&!@#C|*_~` \n", max_size=60))
def test_no_typed_text_holds_markup(text: str) -> None:
    shown = escape(text)
    assert not set(shown) & set("<>`\n")
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


def test_a_quote_keeps_its_lines_and_drops_empty_ones() -> None:
    assert quote("one\n\n> two") == "> one\n> &gt; two"


def test_a_quote_in_lines_leaves_nothing_out() -> None:
    assert list(quoted("one\n\n> two")) == ["> one", "> &gt; two"]
    assert list(quoted("one two three", 10)) == ["> one", "> two", "> three"]
    assert list(quoted("123456789", 8)) == ["> 1234", "> 56789"]


@given(text=st.text(alphabet="ab &<\n\U0001f9ed", max_size=300), longest=st.integers(10, 60))
def test_every_line_of_a_quote_fits_and_together_they_are_the_text(text: str, longest: int) -> None:
    lines = list(quoted(text, longest))
    assert all(size(line) <= longest for line in lines)
    assert "".join(line[2:] for line in lines).replace(" ", "") == escape("".join(text.split()), 10_000)


def test_a_long_quote_ends_with_an_ellipsis() -> None:
    assert quote("one two three\nfour", 10) == "> one tw…"
    assert quote("one\ntwo", 8) == "> one…"


def test_a_mention_is_made_of_an_id_only() -> None:
    assert mention("U123ABC") == "<@U123ABC>"
    assert mention("U1> <!channel") == "U1&gt; &lt;!channel"


def test_many_mentions_are_counted() -> None:
    assert mentions(["U1", "U2", "U3"], most=2) == "<@U1>, <@U2> and 1 more"


def test_a_link_shows_its_label() -> None:
    assert link("https://example.org/?a=1&b", "a|b > c") == "<https://example.org/?a=1&amp;b|a|b &gt; c>"


def test_an_address_that_no_browser_should_open_is_no_link() -> None:
    assert link("javascript:alert(1)", "guide") == "guide"
    assert link("https://example.org/a b", "guide") == "guide"
    assert link("https://example.org/" + "a" * 200, "guide") == "guide"


def test_a_moment_is_shown_in_the_time_of_the_reader() -> None:
    assert moment(datetime(2026, 11, 21, 9, 5, tzinfo=UTC)) == (
        "<!date^1795251900^{date_short}, {time}|21 Nov 2026, 09:05 UTC>"
    )
