"""bin/rodedraad: the product's commands."""

from app.cli import main

main()
