"""`python -m reportminer` runs the command line."""

from reportminer.cli import main

main()
