"""From a consultation to a decision that can be understood years later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.advice.advisor import Advice
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE
from bot.advice.recommend import Recommendation
from bot.consultations.model import Answer, Consultation, Wording
from bot.decisions.model import (
    AnsweredQuestion,
    Decision,
    KeptReason,
    KeptSignOff,
    KeptSource,
    RankedCandidate,
    Snapshot,
)
from bot.workspaces.model import ConversationKind


@dataclass(frozen=True)
class Recording:
    """What the modal says when somebody records a decision."""

    title: str
    chosen: str
    """A candidate's id."""
    why_not: str
    """Why the recommendation was not followed; may be empty only when it was."""
    rationale: str
    deciders: tuple[str, ...]
    review_on: date | None
    permalink: str = ""
    consequences: str = ""


@dataclass(frozen=True)
class Record:
    """Who records, when, and under which number."""

    number: int
    by: str
    at: datetime
    kind: ConversationKind


def decision_of(
    knowledge: KnowledgeBase, consultation: Consultation, advice: Advice, recording: Recording, record: Record
) -> Decision:
    """Put together what is kept. Raises KeyError when the chosen id is no candidate."""
    first = advice.recommendation.first
    return Decision(
        number=record.number,
        workspace=consultation.workspace,
        channel=consultation.channel,
        kind=record.kind,
        consultation=consultation.id,
        permalink=recording.permalink,
        recorded_by=record.by,
        recorded_at=record.at,
        title=recording.title,
        chosen=recording.chosen,
        chosen_name=knowledge.candidate_name(recording.chosen),
        recommended=first,
        recommended_name=knowledge.candidate_name(first) if first else "",
        why_not=recording.why_not,
        parts=knowledge.parts(recording.chosen),
        rationale=recording.rationale,
        consequences=recording.consequences,
        deciders=recording.deciders,
        review_on=recording.review_on,
        snapshot=snapshot_of(knowledge, consultation, advice),
    )


def snapshot_of(knowledge: KnowledgeBase, consultation: Consultation, advice: Advice) -> Snapshot:
    """Keep what was asked, answered, ranked and cited, in words."""
    first = advice.recommendation.first
    return Snapshot(
        brief=consultation.brief,
        answers=tuple(
            _answered(knowledge, consultation, question, answer)
            for question, answer in consultation.answers.items()
        ),
        ranking=_ranking(knowledge, advice.recommendation),
        parts=knowledge.parts(first) if first else (),
        reasons=_reasons(advice.recommendation),
        cautions=tuple(caution.says for caution in advice.recommendation.cautions),
        sources=_sources(knowledge, advice.recommendation),
        sign_offs=tuple(
            KeptSignOff(user=sign_off.user, agrees=sign_off.agrees, concern=sign_off.concern)
            for sign_off in consultation.signed(first)
        ),
        certainty=advice.report.certainty,
        path=advice.report.path.text if advice.report.path else "",
        knowledge_version=knowledge.version,
    )


def _answered(
    knowledge: KnowledgeBase, consultation: Consultation, question: str, answer: Answer
) -> AnsweredQuestion:
    """A question and its answer in today's words; in those of the time where the knowledge has lost them."""
    asked = knowledge.question_by_id.get(question)
    kept = consultation.wordings.get(question, Wording(name=question))
    has_lost = kept.label and kept.option == answer.option and not knowledge.offers(question, answer.option)
    return AnsweredQuestion(
        question=question,
        name=asked.name if asked else kept.name,
        ask=asked.ask if asked else kept.name,
        option=answer.option,
        label=kept.label if has_lost else option_label(knowledge, question, answer.option),
        by=answer.by,
        read_from=answer.evidence,
    )


def option_label(knowledge: KnowledgeBase, question: str, option: str) -> str:
    """The words of an answer; its id where the knowledge base has lost it."""
    if option == NOT_SURE:
        return "Not sure"
    asked = knowledge.question_by_id.get(question)
    found = asked.option(option) if asked else None
    return found.label if found else option


def _ranking(knowledge: KnowledgeBase, recommendation: Recommendation) -> tuple[RankedCandidate, ...]:
    return tuple(
        RankedCandidate(
            candidate=standing.candidate,
            name=knowledge.candidate_name(standing.candidate),
            points=standing.points,
            ruled_out=bool(standing.ruled_out_by),
        )
        for standing in recommendation.ranking
    )


def _reasons(recommendation: Recommendation) -> tuple[KeptReason, ...]:
    return tuple(
        KeptReason(
            rule=reason.rule,
            framework=reason.framework,
            points=reason.points,
            because=reason.because,
            sources=reason.sources,
        )
        for reason in recommendation.reasons
    )


def _sources(knowledge: KnowledgeBase, recommendation: Recommendation) -> tuple[KeptSource, ...]:
    cited = dict.fromkeys(source for reason in recommendation.reasons for source in reason.sources)
    found = (knowledge.source_by_id[source] for source in cited)
    return tuple(KeptSource(id=source.id, title=source.title, url=source.url) for source in found)
