"""Starts or stops the embedded server by hand: python -m config.postgres start|stop."""

from __future__ import annotations

import sys

from config.postgres import embedded
from config.settings import POSTGRES_FOLDER


def main(arguments: list[str]) -> int:
    match arguments:
        case ["start"]:
            folder = embedded.socket_folder(POSTGRES_FOLDER)
            print(f"PostgreSQL answers in {folder}")
        case ["stop"]:
            stopped = embedded.stop(POSTGRES_FOLDER)
            print("PostgreSQL stopped" if stopped else "PostgreSQL was not running")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
