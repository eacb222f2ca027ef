import pytest

from bot.advice.brief import Reading, understand
from bot.advice.questions import Option, Question
from tests.advice.reading_knowledge import SMALL, evidence, knowledge_of, question, read


def test_a_reading_quotes_the_words_it_rests_on() -> None:
    assert understand(SMALL, "We want an Admin  panel, please.") == (
        Reading("admin", "needed", "Admin  panel"),
    )


def test_readings_come_in_the_order_of_the_questions() -> None:
    assert list(read("websocket server for a blog with an admin panel")) == ["admin", "waiting", "domain"]


def test_a_text_that_says_nothing_gives_nothing() -> None:
    assert understand(SMALL, "") == ()
    assert understand(SMALL, "Hello there, what do you think?") == ()


@pytest.mark.parametrize("text", ["websockets", "Web socket", "web-sockets", "WEBSOCKET"])
def test_words_are_compared_by_stem_whether_written_together_or_apart(text: str) -> None:
    assert read(f"we use {text} here") == {"waiting": "open"}


@pytest.mark.parametrize("text", ["real-time", "realtime", "real time"])
def test_a_hyphenated_wording_reads_all_three_spellings(text: str) -> None:
    assert read(text) == {"waiting": "open"}


def test_an_exact_word_is_not_read_from_its_relatives() -> None:
    assert read("the admin") == {"admin": "needed"}
    assert read("the admins") == {}


def test_one_word_of_meaning_may_stand_between_but_not_two() -> None:
    assert read("an admin web panel") == {"admin": "needed"}
    assert evidence("landing product page") == {"deliverable": "landing product page"}
    assert read("landing very nice product page") == {}


def test_words_in_order_do_not_reach_over_a_comma() -> None:
    assert read("landing, page") == {}


def test_classes_joined_by_plus_stand_in_any_order_within_a_sentence() -> None:
    assert evidence("The records are what our back office must correct.") == {
        "admin": "records are what our back office must correct"
    }
    assert read("Ops is a team. They edit. There are records.") == {}


@pytest.mark.parametrize("text", ["websokets", "webscokets", "websoccket"])
def test_a_slip_in_a_long_word_is_forgiven(text: str) -> None:
    assert read(f"needs {text}") == {"waiting": "open"}


def test_a_word_of_english_is_meant_as_it_is() -> None:
    assert read("needs sitting") == {}


def test_short_words_are_never_corrected() -> None:
    assert read("a bog, a chop and 3 dens") == {}


@pytest.mark.parametrize(
    "text", ["3k users", "3,000 users", "3 000 users", "three thousand users", "2-3k users"]
)
def test_numbers_are_read_in_digits_and_in_words(text: str) -> None:
    assert read(text) == {"waiting": "many"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two devs", "small"),
        ("1-2 developers", "small"),
        ("a dozen developers", "large"),
        ("8 very senior developers", "large"),
        ("five or six devs", None),
        ("4 devs", None),
    ],
)
def test_a_range_holds_both_of_its_ends_and_nothing_else(text: str, expected: str | None) -> None:
    assert read(text).get("team") == expected


def test_the_number_of_a_version_counts_nothing() -> None:
    assert read("Python 2 developers") == {}
    assert read("We do Python. 2 developers") == {"team": "small"}


def test_a_unit_may_be_written_onto_its_number() -> None:
    assert read("peaks at 600rps") == {"waiting": "many"}
    assert read("peaks at 2krps") == {"waiting": "many"}


def test_the_longer_wording_hides_the_shorter_one_inside_it() -> None:
    assert read("a content site") == {"domain": "content"}


def test_two_options_with_equal_evidence_leave_the_question_open() -> None:
    assert "domain" not in read("a shop and a blog")


def test_more_evidence_decides_between_two_options() -> None:
    assert read("blog, news, and a small shop")["domain"] == "content"


def test_what_is_said_after_a_correction_replaces_what_was_said_before() -> None:
    assert read("8 developers. Sorry, 2 developers.")["team"] == "small"
    assert read("8 developers. edit: 2 developers.")["team"] == "small"


def test_words_that_only_look_like_a_correction_take_nothing_back() -> None:
    assert (
        read("A website where staff edit orders, built from scratch. And a JSON API.")["deliverable"]
        == "both"
    )
    assert read("A website to add, edit and sort orders. And a JSON API.")["deliverable"] == "both"


def test_an_option_that_combines_two_others_is_read_where_both_are_given() -> None:
    assert read("A website first. A JSON API as well.")["deliverable"] == "both"


def test_a_denied_wording_does_not_give_its_option() -> None:
    assert read("no websockets, please") == {}


def test_a_denied_wording_gives_the_option_that_negates() -> None:
    assert evidence("There is no need for an admin panel.") == {"admin": "no need for an admin panel"}
    assert read("no need for an admin panel") == {"admin": "none"}


def test_code_mentions_addresses_and_emoji_are_not_read() -> None:
    assert read("```admin panel, websocket") == {}
    assert read("<@U0ADMIN> <!here> <#C1|blog> :shop: https://blog.example/websocket") == {}
    assert read("<https://example.org/shop|our blog>") == {"domain": "content"}


def test_a_word_in_single_backticks_is_read() -> None:
    assert read("we run `flask`") == {"existing": "flask-app"}


def test_only_the_first_five_thousand_characters_are_read() -> None:
    assert read("x " * 2500 + "websocket") == {}


def test_what_already_runs_is_read_from_possession() -> None:
    assert read("We have a big Flask service") == {"existing": "flask-app"}
    assert read("currently on Django") == {"existing": "django-app"}


def test_people_who_know_a_framework_are_not_what_runs() -> None:
    assert read("we have 15 Flask fans") == {}


def test_a_framework_that_is_left_is_what_runs_today() -> None:
    assert read("We are moving off Flask") == {"existing": "flask-app"}


@pytest.mark.parametrize(
    "text",
    [
        "Should we use FastAPI or Flask?",
        "Django or Flask",
        "we have to choose between Flask and Django",
        "We don't have a Flask app",
        "We want to run Flask",
    ],
)
def test_a_framework_that_is_only_named_or_thought_about_is_not_what_runs(text: str) -> None:
    assert "existing" not in read(text)


def test_a_longer_name_of_an_add_on_hides_the_name_it_begins_with() -> None:
    assert read("we have Django REST Framework") == {"existing": "drf-api"}


def test_two_knowledge_bases_are_read_each_by_its_own_wordings() -> None:
    other = knowledge_of(question("colour", {"red": ("red",), "blue": ("blue",)}))
    assert understand(other, "a red websocket") == (Reading("colour", "red", "red"),)
    assert read("a red websocket") == {"waiting": "open"}


def test_parts_joined_by_an_angle_stand_in_their_order() -> None:
    knowledge = knowledge_of(question("admin", {"needed": ("ops > edit > orders",), "none": ()}))
    assert understand(knowledge, "ops want to edit the orders")
    assert understand(knowledge, "edit orders for ops") == ()


def test_an_order_ends_where_somebody_begins_to_speak_of_themselves() -> None:
    knowledge = knowledge_of(question("admin", {"needed": ("ops > edit",), "none": ()}))
    assert understand(knowledge, "ops look for records and edit them")
    assert understand(knowledge, "ops sit here, I edit") == ()


def test_an_idiom_gives_nothing_and_hides_only_what_stands_within_it() -> None:
    domain = question("domain", {"content": ("blog",), "shop": ("shop",)})
    knowledge = knowledge_of(domain.model_copy(update={"idioms": ("read a blog",)}))
    assert understand(knowledge, "somebody read a blog") == ()
    assert understand(knowledge, "somebody read a blog, we need a blog")[0].option == "content"


def test_an_idiom_hides_also_a_wording_of_the_same_words() -> None:
    domain = question("domain", {"content": ("blog post",), "shop": ("shop",)})
    knowledge = knowledge_of(domain.model_copy(update={"idioms": ("blog post",)}))
    assert understand(knowledge, "see this blog post") == ()


def test_a_decisive_wording_outweighs_longer_ones() -> None:
    knowledge = knowledge_of(question("age", {"old": ("big old flask app",), "new": ("reborn!",)}))
    assert understand(knowledge, "a big old flask app, to be reborn") == (Reading("age", "new", "reborn"),)


def test_a_vague_wording_counts_only_where_nothing_clearer_is_said() -> None:
    knowledge = knowledge_of(question("load", {"low": ("fifty users~",), "live": ("live",)}))
    assert understand(knowledge, "fifty users, live") == (Reading("load", "live", "live"),)
    assert understand(knowledge, "fifty users") == (Reading("load", "low", "fifty users"),)


def test_hearsay_is_not_read_where_the_wording_asks_for_more() -> None:
    knowledge = knowledge_of(question("load", {"high": ("async?",), "low": ()}))
    assert understand(knowledge, "A colleague says it must be async") == ()
    assert understand(knowledge, "We fetch from ten services, async")


def test_wordings_for_running_code_stand_once_for_every_framework_that_an_option_has() -> None:
    existing = Question(
        id="existing",
        name="existing",
        ask="Which?",
        why="It decides.",
        running=("our {has}",),
        options=(
            Option(id="nothing", label="Nothing"),
            Option(id="flask-app", label="Flask", has="flask"),
            Option(id="drf-api", label="DRF", has="django-rest-framework"),
        ),
    )
    assert understand(knowledge_of(existing), "our flask") == (Reading("existing", "flask-app", "our flask"),)
    assert understand(knowledge_of(existing), "our DRF") == (Reading("existing", "drf-api", "our DRF"),)


def test_an_option_that_combines_others_stands_for_them_where_it_is_named_itself() -> None:
    wordings = {"pages": ("storefront",), "api": ("api",), "both": ("storefront and an api",)}
    combining = question("deliverable", wordings, both={"combines": ("pages", "api")})
    read = understand(knowledge_of(combining), "A storefront and an api. The api is new.")
    assert [reading.option for reading in read] == ["both"]


def test_a_denial_does_not_reach_back_over_the_thing_that_it_denies() -> None:
    assert read("there is a landing page, no app planned") == {"deliverable": "pages"}


def test_a_word_for_oneself_and_another_are_not_one_word() -> None:
    knowledge = knowledge_of(question("domain", {"records": ("forms",), "none": ()}))
    assert understand(knowledge, "choose for me") == ()


def test_an_article_and_a_word_are_not_one_word() -> None:
    assert "deliverable" not in read("it runs on a pi")
