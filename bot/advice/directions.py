"""The way from what runs today to what is recommended, in words."""

from __future__ import annotations

from bot.advice.knowledge import KnowledgeBase
from bot.advice.prose import listed, stopped
from bot.advice.recommend import Route


def direction(knowledge: KnowledgeBase, route: Route, first: str) -> str:
    """What to do, how much work it is and why; empty where nothing runs yet."""
    if route.origin is None:
        return ""
    effort = [f"Effort: {stopped(route.effort)}"] if route.effort else []
    because = [stopped(route.because)] if route.because else []
    return " ".join([_step(knowledge, route.origin, route, first), *effort, *because])


def _step(knowledge: KnowledgeBase, origin: str, route: Route, first: str) -> str:
    runs, wanted = knowledge.candidate_name(origin), knowledge.candidate_name(first)
    kept = [part for part in knowledge.parts(first) if part in knowledge.parts(origin)]
    added = [knowledge.framework_by_id[part].name for part in knowledge.parts(first) if part not in kept]
    match route.path:
        case "stay":
            stay = knowledge.framework_by_id[kept[-1]].name if kept else runs
            return f"Stay on {stay}, add {listed(added)}." if kept and added else f"Stay on {stay}."
        case "add-beside":
            return f"Keep {runs} and add {listed(added) if added else wanted} beside it."
        case "staged":
            return f"Move from {runs} to {wanted} step by step."
        case "port":
            return f"Port what runs on {runs} to {wanted}."
        case "rewrite":
            return f"Rewrite what runs on {runs} in {wanted}."
        case "new":
            return f"Start anew with {wanted}."
