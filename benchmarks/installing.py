"""How long a fresh install takes, and how large it is: a new virtual environment, the package and what it needs."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from common import ROOT, seconds, table


def megabytes(folder: Path) -> float:
    """Return the size of all files below a folder, in 10^6 bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def main() -> None:
    """Install, and print time, size and the largest parts."""
    work = Path(tempfile.mkdtemp())
    subprocess.run([sys.executable, "-m", "venv", str(work / "venv")], check=True)
    python = str(work / "venv" / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), str(ROOT)]
    took = seconds(lambda: subprocess.run(install, check=True, stderr=subprocess.DEVNULL))
    (site,) = (work / "venv" / "lib").glob("*/site-packages")
    parts = sorted(((megabytes(path), path.name) for path in site.iterdir() if path.is_dir()), reverse=True)
    rows = [("all", f"{megabytes(work / 'venv'):.0f} MB"), *((name, f"{size:.0f} MB") for size, name in parts[:8])]
    table(f"A fresh install, {took:.0f} s", ("part", "size"), rows)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
