"""The sheet that goes with a referral: the least that the other organisation needs, while the client agrees to it."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template

from casetracker.accounts.guard import current_reader, permission
from casetracker.cases.queries import Naming
from casetracker.cases.queries.people import people_of
from casetracker.cases.views.blueprint import bp, found_case
from casetracker.clients.consenting import REFER, may_use
from casetracker.ledger.openings import record_opening


@bp.get("/cases/<uuid:case_id>/referrals/<uuid:referral_id>")
@permission("case.write")
def referral(case_id: UUID, referral_id: UUID) -> str:
    """To be printed. Nothing of a client whose consent does not stand now."""
    reader, case = current_reader(), found_case(case_id, "case.write")
    made = next((one for one in case.state.referrals if one.id == referral_id), None)
    if made is None:
        abort(404)
    people = people_of(reader, case)
    record_opening(by=reader.author, programme_id=case.programme.id, dossiers=[case.id, *people.opened], what="print")
    client = people.client
    name = Naming(case.programme.id, [case.state.codes.get("place")], [case.state.worker])
    return render_template(
        "cases/referral.html", case=case, referral=made, name=name,
        client=client if client and may_use(client.consents, REFER) else None,
        withheld=client is not None and not may_use(client.consents, REFER),
    )  # fmt: skip
