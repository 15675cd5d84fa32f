"""Pages of cases."""

from __future__ import annotations

import casetracker.cases.views.attachments
import casetracker.cases.views.calendar
import casetracker.cases.views.deeds
import casetracker.cases.views.handing
import casetracker.cases.views.intake
import casetracker.cases.views.leaving
import casetracker.cases.views.lists
import casetracker.cases.views.page
import casetracker.cases.views.quick
import casetracker.cases.views.referring
import casetracker.cases.views.reviews
import casetracker.cases.views.saved
import casetracker.cases.views.search
import casetracker.cases.views.several
from casetracker.cases.views.blueprint import bp as bp
