from __future__ import annotations

from tests.store.contract.consultations import ConsultationContract
from tests.store.contract.decisions import DecisionContract
from tests.store.contract.filters import FilterContract
from tests.store.contract.likeness import LikenessContract
from tests.store.contract.reviews import ReviewContract
from tests.store.contract.threads import ThreadContract
from tests.store.contract.visibility import HidingContract, LinkContract, VisibilityContract


class TestConsultations(ConsultationContract):
    pass


class TestThreads(ThreadContract):
    pass


class TestDecisions(DecisionContract):
    pass


class TestFilters(FilterContract):
    pass


class TestLikeness(LikenessContract):
    pass


class TestReviews(ReviewContract):
    pass


class TestVisibility(VisibilityContract):
    pass


class TestHiding(HidingContract):
    pass


class TestLinks(LinkContract):
    pass
