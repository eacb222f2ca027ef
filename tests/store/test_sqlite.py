from __future__ import annotations

from tests.store.contract.consultations import ConsultationContract
from tests.store.contract.decisions import DecisionContract
from tests.store.contract.threads import ThreadContract
from tests.store.contract.visibility import VisibilityContract


class TestConsultations(ConsultationContract):
    pass


class TestThreads(ThreadContract):
    pass


class TestDecisions(DecisionContract):
    pass


class TestVisibility(VisibilityContract):
    pass
