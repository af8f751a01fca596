"""The registry of personal fields: what we keep of people, why, on what ground and how long.

The privacy page and the page for the processing register are made from it (`views.py`); `app/retention.py` does what
it promises. A test fails when a column of a table with personal data is missing here.
"""

from __future__ import annotations

from app.privacy.participants import PARTICIPANTS
from app.privacy.readers import READERS
from app.privacy.team import TEAM

REGISTRY = (*PARTICIPANTS, *TEAM, *READERS)
