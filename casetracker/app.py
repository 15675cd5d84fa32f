"""create_app(): the one place where rooms are joined."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from casetracker import config, presets
from casetracker.accounts import chosen, guard, places_offered
from casetracker.accounts.views import bp as accounts_pages
from casetracker.cases import kind as cases
from casetracker.cases.views import bp as cases_pages
from casetracker.cases.views import joins, navigation
from casetracker.clients import kind as clients
from casetracker.clients.views import bp as clients_pages
from casetracker.intake.views import bp as paper_pages
from casetracker.kit import db as database
from casetracker.kit import errors, forms, headers, health, languages, logs
from casetracker.kit.door import Door
from casetracker.kit.keyfile import keyring
from casetracker.ledger import attachments, erasure, guarding, keys, programmes, ticks
from casetracker.ledger.kinds import register
from casetracker.paths import TEMPLATES
from casetracker.places import kind as places
from casetracker.places.queries import areas
from casetracker.places.views import codes_bp as codes_pages
from casetracker.places.views import places_bp as places_pages
from casetracker.reminders import views as reminders_pages
from casetracker.reports import naming
from casetracker.reports.packs import kind as editions
from casetracker.reports.packs import verifying
from casetracker.reports.views import bp as reports_pages
from casetracker.reports.views import joins as reports_joins


def create_app(instance: Path | None = None, overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application on an instance folder. KeyMissing (naming the key) where it cannot read its own words."""
    folder = instance or config.instance_folder()
    app = Door("casetracker", template_folder=str(TEMPLATES), static_folder=None, instance_path=str(folder))
    app.config.update(config.flask_config(folder, overrides))
    if "KEYRING" not in app.config:
        used = partial(guarding.used_key, app.config)
        app.config["KEYRING"] = keyring(folder, app.config["MASTER_KEYS"], used)
    app.config["SECRET_KEY"] = app.config["KEYRING"].derive("cookies")
    logs.init_app(app)
    presets.look_in(folder / "presets")
    for part in (database, languages, headers, errors, forms):
        part.init_app(app)
    _ledger(app)
    _rooms(app)
    guarding.init_app(app)
    return app


def _ledger(app: Flask) -> None:
    ticks.arm()
    erasure.arm()
    attachments.arm()
    keys.init_app(app)
    register(programmes.KIND)


def _rooms(app: Flask) -> None:
    """Kinds, pages and panels of every room."""
    guard.init_app(app)
    health.init_app(app)
    guard.declare(app, "healthz", guard.PUBLIC)
    app.register_blueprint(accounts_pages)
    register(places.KIND)
    app.register_blueprint(places_pages)
    app.register_blueprint(codes_pages)
    places_offered.offer(app, areas)
    register(clients.KIND)
    app.register_blueprint(clients_pages)
    register(cases.CASE)
    app.register_blueprint(cases_pages)
    joins.init_app()
    app.register_blueprint(reminders_pages.bp)
    reminders_pages.init_app(app)
    app.register_blueprint(paper_pages)
    app.register_blueprint(reports_pages)
    register(editions.KIND)
    verifying.arm()
    naming.arm()
    reports_joins.init_app()
    navigation.init_app(app)
    languages.hooks(app, timezone=chosen.programme_timezone)
