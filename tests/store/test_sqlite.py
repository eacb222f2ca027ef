from __future__ import annotations

from tests.store.contract.consultations import ConsultationContract
from tests.store.contract.decisions import DecisionContract, VisibilityContract
from tests.store.contract.threads import ThreadContract


class TestConsultations(ConsultationContract):
    pass


class TestThreads(ThreadContract):
    pass


class TestDecisions(DecisionContract):
    pass


class TestVisibility(VisibilityContract):
    pass
