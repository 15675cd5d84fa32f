"""A small application with one form, for promises about pages that need no case and no database."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask, Response, flash, redirect, render_template_string, request
from flask_wtf.csrf import CSRFProtect

from casetracker.kit import errors, forms, headers, languages
from casetracker.kit.forms import (
    CodedChecks,
    CodedRadios,
    CodedSelect,
    DateField,
    Form,
    LineField,
    Required,
    WholeField,
    WordsField,
    YesNo,
)
from casetracker.paths import TEMPLATES

OFFERED = {
    "STOCK": {"pt": "Falta de medicamento", "en": "Medicine out of stock"},
    "FEE": {"pt": "Cobrança", "en": "Fee"},
}
PAGE = """{% extends "page.html" %}{% import "parts/form.html" as draw %}{% block main %}
{{ draw.errors(form) }}<h1 class="govuk-heading-l">Visit</h1>{{ draw.start(form) }}
{% for field in form if field.widget.input_type != "hidden" %}{{ draw.field(field) }}{% endfor %}
{{ draw.buttons("Save", "/") }}{{ draw.end(form) }}{% endblock main %}"""


class Visit(Form):
    """One field of each sort."""

    who = LineField("Who came", [Required()], most=40)
    day = DateField("Day", [Required()])
    type = CodedSelect("Type", [Required("Choose a type.")])
    story = WordsField("What happened", most=100)
    heads = WholeField("How many", least=1, most=500)
    channel = CodedRadios("Channel")
    flags = CodedChecks("Flags")
    agreed = YesNo("Agreed")


def visit(**values: str | list[str]) -> Visit:
    """The form as an importer fills it."""
    return offered(Visit.of(values))


def offered(form: Visit) -> Visit:
    """With its codes."""
    for coded in (form.type, form.channel, form.flags):
        coded.offer(OFFERED)
    return form


@dataclass
class Somebody:
    """As much of a reader as a page shows."""

    name: str
    requests: list[str] = field(default_factory=list)


def make_app(reader: Somebody | None = None) -> Flask:
    """Languages, headers, errors, forms and tokens, joined as in the application; with a reader, signed in."""
    app = Flask("pages", template_folder=str(TEMPLATES), static_folder=None)
    app.config.update(SECRET_KEY="for tests", PROPAGATE_EXCEPTIONS=False)
    for part in (languages, headers, errors, forms):
        part.init_app(app)
    CSRFProtect(app)
    app.add_url_rule("/", "first", _first, methods=["GET", "POST"])
    app.add_url_rule("/broken", "broken", _broken, methods=["GET", "POST"])
    if reader is not None:
        _sign_in(app, reader)
    return app


def _sign_in(app: Flask, reader: Somebody) -> None:
    def told(what: str) -> tuple[str, int]:
        reader.requests.append(what)
        return "", 204

    app.context_processor(lambda: {"reader": reader})
    app.add_url_rule("/stay", "accounts.stay", lambda: told("stay"), methods=["POST"])
    app.add_url_rule("/out", "accounts.sign_out", lambda: told("out"), methods=["POST"])
    app.add_url_rule("/in", "accounts.sign_in", lambda: told("in"))
    app.before_request(lambda: reader.requests.append(f"{request.method} {request.path}"))


def _first() -> str | Response:
    form = offered(Visit())
    if form.validate_on_submit():
        flash("Saved.", "success")
        return redirect("/", 303)  # type: ignore[return-value]
    return render_template_string(PAGE, form=form)


def _broken() -> str:
    raise RuntimeError("a word that no page may show")
