"""Pages of cases."""

from __future__ import annotations

import casetracker.cases.views.attachments
import casetracker.cases.views.deeds
import casetracker.cases.views.intake
import casetracker.cases.views.lists
import casetracker.cases.views.page
import casetracker.cases.views.quick
from casetracker.cases.views.blueprint import bp as bp
