"""The small words of English that decide how a wording is meant, whatever the knowledge base is about."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _sayings(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(saying.split()) for saying in text.split("|"))


LIGHT = _words("""
    a an the our my your their its his her this that these those some any of very really just also quite
    all each every own be is are was were been being will would we i they it you and s re ve ll so much
    many both kind sort bit lot lots basically mostly mainly
    """)
"""Words that carry little meaning: they do not count where a gap or a reach is measured."""

DENIALS = _sayings("""
    no|not|never|without|w o|neither|nor|none of|nobody|noone|no one|nothing|zero|avoid|avoiding|skip
    |skipping|instead of|rather than|as opposed to|lack|lacks|lacking|minus|excluding|except|except for
    |other than|anything but|used to have|used to be|forget|dont|doesnt|isnt|arent|cant|cannot
    |wont|shouldnt|wouldnt|didnt|havent|hasnt|aint|wasnt|hardly|barely|unlike|sans|started as|began as
    |so far from|dropped|abandoned|decided against|ruled out|gave up on|in place of|in lieu of
    |non goals|non goal|out of scope
    """)
FAREWELLS = _sayings("""
    off of|move off|moving off|get off|getting off|away from|ditch|ditching|dropping|drop the|drop our
    |replace|replacing|outgrew|outgrown
    |get rid of|retire|retiring|sunset|sunsetting|migrate from|migrating from|switching from|moving from
    """)
DOUBTS = _sayings("""
    not sure|not certain|not decided|not clear|unsure|undecided|no idea|no clue|dont know if
    |don't know if|don't know whether|dont know whether|don't know yet|maybe|might|perhaps|possibly
    |someday|some day|one day|if|whether|unless|do we need|do i need|do we want|would we need
    |will we need|wonder|wondering|in case|nice to have|would be nice|were thinking of
    |were thinking about|originally|at first|considered
    """)
CONSIDERATIONS = _sayings("""
    should we|should i|shall we|thinking of|thinking about|think about|consider|considering|evaluating
    |evaluate|evaluated|looking at|looked at|choose
    |choosing|pick|picking|prefer|prefers|preferred|move to|moving to|switch to|switching to|migrate to
    |migrating to|port to|porting to|go to|go with|going with|vs|versus|between|compare|comparing|compared to
    |try|trying|tried|tries|heard|hear|instead of|rather than|whether|recommend|recommends|recommended
    |suggest|suggests|suggested|tempted|hype|learn|learning|to use|using either
    |or go|should|could use|can use|can we|can i|told to|told me|told us|tells us|tells me|asked to|says|said
    |say|everyone|pull in|pulling in|bring in|bringing in|proposed|proposes|proposal|insists|insist|pushes
    |pushes for|pushing for|advised|advises|claims that|claims it|claims we|argues|read that
    |read about|read a|reading about
    |i read|post|posts|video|videos|article|articles|tutorial|tutorials|course|courses|what about|how about
    |make sense|worth|something like|similar to|equivalent of|equivalent to|skip|build a|building a
    |create a|start a|starting a|build in|build on|build with|start with|starting with|begin with|why not
    |why use|experiment with|played with|playing with|toying with|as opposed to
    |competitor|competitors|competition|other team|other teams|another team|sister company|they used|they use
    |they run|they have|friend|friends|neighbour|last job|previous job|former job|old job|previous company
    |at university|at school|startup i|company i|i'd use|we'd use|i'd take|i'd pick|would use|would take
    |our last|last project|previous project|anyone running|anybody running|anyone using|anybody using
    |options|options considered|alternatives|alternatives considered|candidates|contenders|shortlist|choices
    |it was a|it was an|that was a|that was an|this was a
    |has anyone|does anyone|has anybody|does anybody|who runs|who uses
    |than|used|teach|teaches|teaching|taught|love|loves|loved|like|likes|liked|fan of|fans of
    """)
"""What makes a framework after it one that is only talked of: wished for, weighed, proposed, taught, read
about or tried by somebody."""
WISHES = _sayings("want|wants|wanted|wanna|would like to|'d like to|planning|plan|plans")
"""What makes a framework after it one that is only wished for; anything else that is wished for is a need."""
ASKING = _words("is are does do did can could would will which what why how should shall")
"""At the beginning of a sentence, these ask; a framework that follows is not one that runs."""
SOFTENERS = _words("just only still simply instead")
"""These end a denial, but what somebody advises goes on after them."""
REBUILDS = _words("""
    rewrite rewriting rewrites rewrote rewritten redo redoing redone rebuild rebuilding rebuilds rebuilt port
    porting ports ported migrate migrating migrates migrated migration move moving moves moved switch
    switching switched convert converting converted replace replacing replaced transition change changing
    replatform reimplement reimplemented reimplementing recode recoded swap swapped swapping
    """)
PAST = _words("moved migrated switched ported rewrote went changed")
"""After a doer, with these a rebuild is over, and what it led to is what runs: "we moved to FastAPI"."""
DOERS = _words("we i have we've i've")
TARGETS = _words("to on in into onto with using for")
"""After a rebuild, these lead to what it is to become: "rewrite our Django product on FastAPI"."""
SET_PHRASES = _sayings("""
    not only|not just|not merely|not simply|no doubt|no problem|no matter|no wonder|no less|not least
    |why not|not to mention|if not|no sql|no code|no brainer|no frills|no nonsense|no fuss|never mind
    |reason not|reasons not|no longer just|if possible|if needed|cant wait|can't wait|no later
    |not long|no surprise|nothing fancy|nothing special|nothing else|drop down|drop downs|stop gap|no pain
    |no time|drop in|as if|can't hold|cant hold|cannot hold|can't handle|cant handle|cannot handle
    |to zero
    |without help|without building|without writing|without coding|without assembling|without programming
    |can't cope|cant cope|cannot cope|can't serve|cannot serve|can't keep|cannot keep|no single|no later
    """)
"""Two words that look like a denial or a doubt and are none."""

NEEDS = _words("""
    need needed needs required require requires requirement necessary want wanted important matter
    matters concern issue relevant planned wish interested crucial essential critical mandatory
    happening exist exists there priority goal care bother thing involved used allowed help helps answer
    solution
    """)
"""After a denial, at the end of a clause, these deny what stood before: "X is not needed"."""
TRAILING = _words("for now yet at all here right today initially either really though anymore")
"""These may still follow: "X is not needed for now"."""
DENIED_BEHIND = _sayings("""
    unnecessary|overkill|irrelevant|unneeded|pointless|scrapped|cancelled|canceled|out of scope
    |out of the question|off the table|was dropped|were dropped|got dropped|been dropped|is dropped
    |considered and dropped|discussed and dropped|considered and rejected|was rejected|were rejected
    |no thanks|no thank you
    """)
DOUBTED_BEHIND = _sayings("""
    optional|undecided|unclear|tbd|someday|may come|might come|could come|may follow|might follow|could follow
    |may be added|might be added|could be added|may happen|might happen|can wait|may be needed|might be needed
    """)
AFTERWARDS = _words(
    "maybe perhaps possibly one some day someday later eventually in at point future next year time v2 phase"
)
"""After what they are said of, a doubt about it: "admin screens maybe one day"."""
HEADED = _words("have need needed required wanted planned in scope do")
"""These may stand between a denial and the colon of what it heads: "Not needed: logins, an admin"."""
CURT = _words("no nope nah none never")
"""Alone, an answer to what stands before: "Admin? No."."""

SINGULAR = _words("is was has does isn't isnt wasn't wasnt looks seems sounds fits would will can")
"""After an "and" and a name, these begin what is said of that name alone: "no Django and Flask is fine"."""

STOPPERS = _words("""
    but however though although because since just only instead while whereas then plus yet still except
    despite otherwise
    """)
NEW_CLAUSE = _words("""
    we i it they you he she must need needs want wants should have has lots only just our my a an the
    then will can everything
    """)
"""After "and" or a comma, these begin something that an earlier denial does not reach."""
PREPOSED = _words("without no minus sans lacking excluding except")
"""Denials of a thing; they do not reach over a "we" into the next clause."""
EXCEPTING = _words("anything other except excluding")
"""Denials that do not reach over a "for" to what it would be for: "anything but Flask for a shop"."""
PRONOUNS = _words("we i they you")
SPEAKERS = _words("we i we'll i'll i'd we'd i'm")
"""What follows these is theirs, whoever was spoken of before: "the office move, I know Flask"."""
LACKING = _words("without sans lacking")
AUXILIARIES = _words("need needs must should can will want wants shall")
"""What somebody lacks does not reach over these to what they do: "people without training need ..."."""
RUNNING = _words(
    "from because whose currently existing current our my their his her legacy old already inherited today"
)
"""What follows these is there already, whatever is only thought about before."""
POSSESSIVES = _words("our my existing current")
THINGS_THAT_RUN = _words("""
    app application apps site website code codebase service services monolith project product backend api
    views routes models blueprints endpoints system shop portal
    """)
"""After "the" and a name, these are there already: "the Flask app"."""

CORRECTIONS = _sayings(
    "correction|scratch|oops|sorry|actually|edit|forget it|forget that|scrap that|scrap it"
)
"""What is said after these replaces what was said before."""
BELIEFS = _words("""
    says said say told tells thought think thinks wanted initially originally heard believed assumed imagined
    planned claims claimed suggested proposed insists insisted asked hoped shouted mentioned sold
    """)
TURNS = _sayings("""
    but really|but in truth|in truth|but in reality|in reality|but in practice|turns out|turned out
    |it turned out|reality|the reality|the truth is|but the truth|what we want is|what we need is
    |what we really want|what we really need|on second thought|on second thoughts
    """)
"""They take back what somebody says or thought: "my boss says websockets, but really a refresh will do"."""
PAST_BELIEFS = _words("thought wanted initially originally believed assumed imagined planned hoped")
SEQUELS = _sayings("now|but now|by now|nowadays|today|in the end|meanwhile")
"""They take back what was thought once: "first I thought of an admin, now nobody needs one"."""
ADDITIONS = _words("also too additionally even more")
"""After a sequel, these add to what was thought instead."""

_DIGITS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: Mapping[str, float] = {
    **{word: float(value) for value, word in enumerate(_DIGITS)},
    **{word: 10.0 * (2 + place) for place, word in enumerate(_TENS)},
    "couple": 2.0,
    "few": 3.0,
    "several": 5.0,
    "half": 0.5,
    "tens": 30.0,
}
SCALES: Mapping[str, float] = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "k": 1e3}
ROUND_NUMBERS: Mapping[str, float] = {"dozens": 36.0, "hundreds": 300.0, "thousands": 3e3, "millions": 3e6}
"""What an unspecific plural is taken for."""
NUMBERED = _words("""
    python django flask fastapi pydantic sqlalchemy drf vue angular java node php postgres postgresql mysql
    version v http phase step option question case issue ticket windows
    """)
"""A number after these names a version or a place in a list and counts nothing."""
