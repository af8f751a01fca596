"""A bare Flask route that answers `ok`: what the web server and Flask cost by themselves."""

from __future__ import annotations

import sys

from flask import Flask

from app.webserver import WebServer

app = Flask(__name__)


@app.get("/ok")
def ok() -> str:
    """Nothing more."""
    return "ok"


if __name__ == "__main__":
    WebServer(app, sys.argv[1], int(sys.argv[2])).run()
