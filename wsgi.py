"""What gunicorn serves."""

from app import create_app, logs

logs.to_stderr()
app = create_app()
