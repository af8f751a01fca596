"""The form that every form of ours is: it takes typed text only, whatever a request brings."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict

_POSTED: Any = object()


class Form(FlaskForm):  # type: ignore[misc]
    """Flask-WTF's form, without its liking for JSON and files: those would reach fields that expect text."""

    def __init__(self, formdata: Any = _POSTED, **kwargs: Any) -> None:
        super().__init__(formdata=self._posted() if formdata is _POSTED else formdata, **kwargs)

    def _posted(self) -> Any:
        return request.form if self.is_submitted() else None


class FileForm(Form):
    """A form with a file in it."""

    def _posted(self) -> Any:
        return CombinedMultiDict((request.files, request.form)) if self.is_submitted() else None
