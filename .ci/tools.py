"""The tools that networks and runs are exchanged with, from PyPI, in a folder of their own."""

import os
import subprocess
import sys
import venv
from pathlib import Path

PACKAGES = [
    "h5py==3.16.0",
    "keras==3.15.1",
    "onnx==1.23.2",
    "onnxruntime==1.32.0",
    "requests==2.34.2",
    "safetensors==0.8.0",
    "tensorboard==2.21.0",
    "torch==2.15.0",
]


def have_tools(packages=PACKAGES, folder="target/tools"):
    """Begins this program again where the tools are, unless it runs there."""
    if sys.prefix != sys.base_prefix:
        return
    venv.create(folder, with_pip=True)
    subprocess.run([Path(folder, "bin/pip"), "install", "-q", *packages], check=True)
    python = str(Path(folder, "bin/python"))
    os.execv(python, [python, *sys.argv])
