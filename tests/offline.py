"""Runs a script with the network cut off: python tests/offline.py SCRIPT ARGUMENT…"""

import runpy
import sys
from pathlib import Path

REFUSED = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"})


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: whatever library asks, the call does not happen."""
    if event in REFUSED:
        raise RuntimeError(f"the network was used: {event} {arguments}")


if __name__ == "__main__":
    sys.addaudithook(refuse)
    sys.argv = sys.argv[1:]
    sys.path[0] = str(Path(sys.argv[0]).parent)
    runpy.run_path(sys.argv[0], run_name="__main__")
