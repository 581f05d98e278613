#!/usr/bin/env python3
"""Has schemathesis ask the service for all that its OpenAPI document promises, and for what it must refuse.

usage: contract.py JAR [SECONDS [SEED]]    with the jar of the service; a minute and the same seed unless told
"""

import os
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

from service import service

PACKAGE = "schemathesis==4.32.5"
EXCEPTIONS = Path(__file__).with_suffix(".toml")
HOOKS = Path(__file__).with_name("contract_hooks.py")


def main(jar, seconds="60", seed="19"):
    folder = Path("target/contract")
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin/pip", "install", "-q", PACKAGE], check=True)
    with tempfile.TemporaryDirectory() as home, service(jar, home) as address:
        ask(folder.resolve() / "bin/st", f"{address}/v3/api-docs", seconds, seed, home)


def ask(tool, document, seconds, seed, folder):
    # Made once, so that the tool need not wait for it.
    urllib.request.urlopen(document, timeout=120).read()
    command = [tool, "--no-color", f"--config-file={EXCEPTIONS.resolve()}", "run", document]
    options = ["--checks=all", f"--max-time={seconds}", f"--seed={seed}", "--continue-on-failure"]
    # Longer than a request may compute: the machine may be busy.
    options += ["--request-timeout=90", "--max-response-time=90"]
    environment = {**os.environ, "COLUMNS": "120", "SCHEMATHESIS_HOOKS": str(HOOKS.resolve())}
    asked = subprocess.run([*command, *options], cwd=folder, env=environment)
    if asked.returncode != 0:
        sys.exit(f"The service does not keep what the document says (seed {seed}).")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
