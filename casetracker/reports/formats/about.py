"""What every file says about itself: title, rule, what it was cut to, when it was known, how many stand behind it."""

from __future__ import annotations

from casetracker.kit.sentences import gettext as _
from casetracker.kit.tables import Table


def about(table: Table) -> list[tuple[str, str]]:
    """Name and value, line by line, in the reader's language; what a table does not have is left out."""
    lines = [(_("Title"), str(table.title)), (_("How it is counted"), str(table.rule))]
    lines += [(str(name), str(value)) for name, value in table.filters.items()]
    if table.known_at is not None:
        lines.append((_("As known at"), table.known_at.isoformat(timespec="seconds")))
    if table.n is not None:
        lines.append((_("n"), str(table.n)))
    lines += [(_("Note"), str(note)) for note in table.notes]
    return [(name, value) for name, value in lines if value]
