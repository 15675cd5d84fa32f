"""IATI 2.03 of an edition: one activity with its results, as funders and their registries read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from casetracker.kit.errors import NotDone
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import gettext as _
from casetracker.reports.formats.packs.results import add_results
from casetracker.reports.formats.packs.words import spoken, warning
from casetracker.reports.formats.packs.xml import add, told
from casetracker.reports.packs.edition import Edition, Organisation

MEDIA_TYPE = "application/xml"
SUFFIX = ".xml"
VERSION = "2.03"
FUNDING, IMPLEMENTING = "1", "4"
UNDER_WAY, BEGAN = "2", "2"
GOALS, TARGETS = "2", "3"
"""vocabularies of tags"""
NO_SIGNS = re.compile(r"[^/&|?\s]+")
NEEDED = (
    ("name", Sentence("the organisation's name")),
    ("ref", Sentence("the organisation's IATI identifier")),
    ("activity_id", Sentence("the activity's IATI identifier")),
    ("activity_title", Sentence("the activity's title")),
    ("country", Sentence("the country (two letters)")),
    ("funder_name", Sentence("the funder's name")),
)


def write(edition: Edition) -> bytes:
    """The file. NotDone where what IATI needs to know of the organisation is not known."""
    with spoken(edition):
        organisation = complete(edition.organisation)
        root = Xml.Element("iati-activities", {"version": VERSION, "generated-datetime": _moment(edition.made_at)})
        _activity(root, edition, organisation)
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def complete(organisation: Organisation | None) -> Organisation:
    """The organisation, if all is known that a registry asks for; else NotDone with what is missing or wrong."""
    found = organisation or Organisation()
    missing = tuple(words for name, words in NEEDED if not getattr(found, name).strip())
    if missing:
        raise NotDone(Sentence("For IATI these are still missing: %(missing)s.", missing=missing))
    for code in (found.ref, found.activity_id, found.funder_ref, found.provider_activity_id):
        if code and not NO_SIGNS.fullmatch(code):
            raise NotDone(Sentence("An IATI identifier has no blank and none of / & | ?: %(code)s.", code=code))
    if not found.activity_id.startswith(found.ref):
        raise NotDone(
            Sentence("The activity's IATI identifier begins with the organisation's, %(ref)s.", ref=found.ref)
        )
    if not re.fullmatch("[A-Z]{2}", found.country):
        raise NotDone(Sentence("A country is two capital letters, such as MZ."))
    return found


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _activity(root: Xml.Element, edition: Edition, organisation: Organisation) -> None:
    """Its parts in the order of the schema."""
    updated = edition.published_at or edition.made_at
    activity = add(root, "iati-activity", {"last-updated-datetime": _moment(updated), "xml:lang": edition.language})
    add(activity, "iati-identifier").text = organisation.activity_id
    told(add(activity, "reporting-org", {"ref": organisation.ref, "type": organisation.kind}), organisation.name)
    told(add(activity, "title"), organisation.activity_title)
    told(add(activity, "description", {"type": "1"}), _description(edition))
    _taking_part(activity, organisation)
    add(activity, "activity-status", {"code": UNDER_WAY})
    _began(activity, edition, organisation)
    add(activity, "recipient-country", {"code": organisation.country, "percentage": "100"})
    for place in _places(edition):
        told(add(add(activity, "location", {"ref": place}), "name"), edition.place(place)[0])
    add(activity, "sector", {"vocabulary": "1", "code": organisation.sector, "percentage": "100"})
    for code in sorted({code for one in edition.definitions for code in one.sdg}):
        add(activity, "tag", {"vocabulary": TARGETS if "." in code else GOALS, "code": code})
    add_results(activity, edition)


def _description(edition: Edition) -> str:
    said = _(
        "%(title)s, edition %(number)s (%(id)s). Small numbers are withheld so that nobody is recognised: what is "
        "shown of the parts need not add up to the whole.",
        title=edition.title, number=edition.number, id=edition.id,
    )  # fmt: skip
    return " ".join(part for part in (warning(edition), said) if part)


def _taking_part(activity: Xml.Element, organisation: Organisation) -> None:
    funder = {"role": FUNDING, "ref": organisation.funder_ref, "activity-id": organisation.provider_activity_id}
    told(add(activity, "participating-org", funder), organisation.funder_name)
    own = {"role": IMPLEMENTING, "ref": organisation.ref, "type": organisation.kind}
    told(add(activity, "participating-org", own | {"activity-id": organisation.activity_id}), organisation.name)


def _began(activity: Xml.Element, edition: Edition, organisation: Organisation) -> None:
    begun = organisation.begun or edition.first
    element = add(activity, "activity-date", {"type": BEGAN, "iso-date": begun.isoformat()})
    if organisation.begun is None:
        told(element, _("The first day of this report: when the activity began has not been said."))


def _places(edition: Edition) -> Iterable[str]:
    """Those that a result names, each once."""
    named = {one.place for one in edition.data} | {one.place for one in edition.targets}
    return sorted(place for place in named if place is not None)
