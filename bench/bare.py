"""A bare Flask route that answers `ok`: what the web server and Flask cost by themselves."""

from __future__ import annotations

from flask import Flask

app = Flask(__name__)


@app.get("/ok")
def ok() -> str:
    """Nothing more."""
    return "ok"
