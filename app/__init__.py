"""Rode Draad: create_app puts config, extensions, blueprints and the ground rules together, nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from app import errors, ground, health, logs, models
from app.accounts import access as sign_in
from app.accounts import views as account_views
from app.brief import client_views
from app.brief import views as brief_views
from app.budget import views as budget_views
from app.catering import link_views as caterer_views
from app.catering import order_views as catering_orders
from app.catering import views as catering_views
from app.draaiboek import file_views, otherwise_views
from app.draaiboek import views as draaiboek_views
from app.extensions import csrf, db, migrate
from app.invitations import speaker_views
from app.invitations import views as invitation_views
from app.logistics import task_link_views, task_views
from app.logistics import views as logistics_views
from app.privacy import views as privacy_views
from app.programme import dividing_views, moment_views, sheet_views, shift_views, thread_view
from app.programme import views as programme_views
from app.registrations import (
    badge_views,
    bulk_views,
    choice_planner_views,
    choice_views,
    duplicate_views,
    expected_views,
    export_views,
    group_views,
    inspection_views,
    invited_views,
    lost_link,
    needs_views,
    participants_views,
    person_views,
    public,
    questions_views,
    rules_views,
)
from app.registrations import invitation_views as invitation_list_views
from app.registrations import planner_views as registrations_list
from app.registrations import views as registration_views
from app.speakers import page_views as speaker_pages
from app.speakers import views as speakers_views
from app.today import data_views, moving_views, planner_views
from app.today import views as today_views
from app.versions import (
    chair_views,
    comment_views,
    crew_views,
    link_views,
    print_views,
    reader_views,
    web_views,
)
from app.versions import views as version_views
from app.werksessies import access as rights
from app.werksessies import views as colleagues
from config import Config


class RodeDraad(Flask):
    """Flask, less its own log of exceptions: that holds the whole path, and a path may hold a personal token."""

    def log_exception(self, exc_info: Any) -> None:
        """`errors.py` logs what is unforeseen."""


ROOT = Path(__file__).resolve().parent.parent

VIEWS = (
    health, needs_views, privacy_views, account_views, colleagues, programme_views, moment_views,
    dividing_views, sheet_views, shift_views, thread_view, brief_views, client_views, logistics_views,
    task_views, task_link_views, budget_views, otherwise_views, badge_views, export_views, bulk_views,
    duplicate_views, person_views, expected_views, file_views, registrations_list, draaiboek_views,
    planner_views, today_views, data_views, moving_views, version_views, print_views, web_views,
    link_views, comment_views, reader_views, chair_views, crew_views, invitation_list_views, invited_views,
    group_views, lost_link, inspection_views, choice_planner_views, choice_views, catering_views,
    catering_orders, caterer_views, speakers_views, speaker_pages, speaker_views, questions_views,
    participants_views, rules_views, public, registration_views, invitation_views,
)  # fmt: skip

__all__ = ["create_app", "models"]


def create_app(config: Config | None = None) -> Flask:
    """The application for `config` (default: from the environment). Raises `ConfigError`."""
    config = config or Config.from_env()
    app = RodeDraad(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(config.flask())
    app.extensions["rodedraad.config"] = config
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    logs.init_app(app)
    errors.init_app(app)
    ground.init_app(app)
    sign_in.init_app(app)
    rights.init_app(app)
    for views in VIEWS:
        app.register_blueprint(views.blueprint)
    return app
