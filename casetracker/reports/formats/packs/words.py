"""What every file of an edition says around its numbers, in the edition's language and at the programme's hours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from casetracker.kit.periods import Period
from casetracker.kit.sentences import REGIONS, default_locale, speaking
from casetracker.kit.sentences import gettext as _
from casetracker.kit.spoken import NOTHING, cell, day, number
from casetracker.kit.tables import Table
from casetracker.reports.packs.edition import HIDDEN, Defined, Edition, public, to_json
from casetracker.reports.packs.plans import AUDIENCES

Lines = list[tuple[str, str]]


@contextmanager
def spoken(edition: Edition) -> Iterator[None]:
    """Speak the edition's language, whoever asks for the file."""
    with speaking(REGIONS.get(edition.language, REGIONS[default_locale()])):
        yield


def text_of(edition: Edition) -> str:
    """The edition as it is given away; its fingerprint stands on every other file."""
    return to_json(public(edition))


def fingerprint(edition: Edition) -> str:
    """SHA-256 of the JSON file."""
    return hashlib.sha256(text_of(edition).encode()).hexdigest()


def shown(value: object, kind: str) -> str:
    """The value of a cell as it is read: a withheld number is neither zero nor nothing."""
    return HIDDEN if value == HIDDEN else cell(value, kind)


def period(code: str) -> Period:
    """The days of a Datum's period."""
    return Period.between(*code.split("/"))


def when(moment: datetime) -> str:
    """Day, hour and offset as the edition has them, whichever zone its reader is in."""
    offset = moment.isoformat(timespec="minutes")[16:].replace("Z", "+00:00")
    return f"{day(moment.date())} {moment:%H:%M} (UTC{offset})"


def cover(edition: Edition) -> Lines:
    """What edition this is; the title stands above it."""
    lines = [
        (_("Programme"), edition.programme),
        (_("Period"), Period(edition.first, edition.last).label()),
        (_("Written for"), str(AUDIENCES.get(edition.audience, edition.audience))),
        (_("Edition"), number(edition.number)),
        (_("As known at"), when(edition.known_at)),
        (_("Published"), when(edition.published_at) if edition.published_at else _("Not published: a draft")),
        (_("Checked by"), edition.checked_by.role if edition.checked_by else ""),
        (_("Published by"), edition.published_by.role if edition.published_by else ""),
        (_("Identifier"), edition.id),
        (_("Fingerprint of the JSON file (SHA-256)"), fingerprint(edition)),
    ]
    return [(name, value) for name, value in lines if value]


def warning(edition: Edition) -> str:
    """What nobody may miss."""
    return f"{_('Synthetic data.')} {_('Every person and every case here is invented.')}" if edition.synthetic else ""


def legend(edition: Edition) -> Lines:
    """Each sign and what it means."""
    hidden = _(
        "A count from 1 to %(most)s is withheld, and so is any number from which one could be worked out, so that "
        "nobody is recognised. It is not zero.",
        most=edition.threshold - 1,
    )
    nothing = _("There is no number: nothing to count, or too little for a rate.")
    return [(HIDDEN, hidden)] * (edition.threshold > 1) + [(NOTHING, nothing)]


def defined(one: Defined) -> Lines:
    """How an indicator was defined, line by line."""
    lines = [
        (_("What it shows"), one.meaning),
        (_("Rule"), one.rule),
        (_("Out of what"), one.denominator),
        (_("Which day counts"), one.date_basis),
        (_("Unit"), one.unit),
        (_("Version of the definition"), one.version),
        (_("Sustainable Development Goals"), _contributes(one)),
    ]
    return [(name, value) for name, value in lines if value]


def _contributes(one: Defined) -> str:
    if not one.sdg:
        return ""
    return _("Contributes to %(targets)s. It is not one of their global indicators.", targets=", ".join(one.sdg))


def about(table: Table) -> Lines:
    """What a table says of itself below its rows."""
    lines = [(_("How it is counted"), str(table.rule))]
    lines += [(str(name), str(table.filters[name])) for name in sorted(table.filters)]
    lines += [(_("n"), "" if table.n is None else number(table.n))]
    lines += [(_("Note"), str(note)) for note in table.notes]
    return [(name, value) for name, value in lines if value]


def paragraphs(text: str) -> list[str]:
    """A text in its paragraphs, as an empty line divides them."""
    return [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
