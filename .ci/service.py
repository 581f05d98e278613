"""The service, started from its jar for as long as it is needed."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


@contextlib.contextmanager
def process(command, probe, **options):
    """A server until it is not needed any more, ready once the probe is answered."""
    running = subprocess.Popen(command, **options)
    try:
        until(lambda: urllib.request.urlopen(probe, timeout=10).status == 200, probe)
        yield
    finally:
        running.terminate()
        running.wait()


@contextlib.contextmanager
def service(jar, home, **settings):
    """The address of the service, which keeps its data in the folder `home`; settings are environment variables."""
    address = f"http://localhost:{free_port()}"
    command = ["java", "--add-modules", "jdk.incubator.vector", "-jar", jar, f"--server.port={address.split(':')[-1]}"]
    with process(
        [*command, "--management.server.port=0"],
        f"{address}/v1/catalogue",
        env={**os.environ, **settings, "GRADTRACE_HOME": home},
        stdout=subprocess.DEVNULL,
    ):
        yield address


def until(holds, what):
    end = time.monotonic() + 300
    while time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            if holds():
                return
        time.sleep(0.5)
    raise AssertionError(f"never: {what}")
