#!/usr/bin/env python3
"""Renders what src/docs/kubernetes has, and checks it: by the schemas of Kubernetes and KEDA, for the rights that its
pods have, and against the service, whose settings, probes and metrics it names. The jar is the argument."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tools import have_tools

TOOLS = "target/kubernetes-tools"
have_tools(["kubernetes-validate==1.37.0", "PyYAML==6.0.3"], TOOLS)

import kubernetes_validate  # noqa: E402
import yaml  # noqa: E402

from service import service, until  # noqa: E402

FOLDER = Path("src/docs/kubernetes")
OPERATIONS = Path("src/docs/operations.md").read_text()
# The oldest that knows all that is used, and the newest that is known here.
VERSIONS = ["1.30", "1.37"]
KEDA = "@kubernetes-models/keda@2.0.0"
LABELS = {"app.kubernetes.io/name": "gradtrace"}


def rendered(overlay):
    """What an overlay makes, by kind."""
    command = ["kubectl", "kustomize"] if shutil.which("kubectl") else ["kustomize", "build"]
    text = subprocess.run([*command, FOLDER / overlay], check=True, capture_output=True, text=True).stdout
    objects = list(yaml.safe_load_all(text))
    kinds = {made["kind"]: made for made in objects}
    assert len(kinds) == len(objects), f"{overlay}: two of a kind"
    return kinds


def fits_schemas(kinds):
    for kind, made in kinds.items():
        if kind == "ScaledObject":
            fits_keda(made)
        else:
            for version in VERSIONS:
                kubernetes_validate.validate(made, version, strict=True)


def fits_keda(scaled):
    if not Path(TOOLS, "node_modules").exists():
        install = ["npm", "install", "--silent", "--no-save", "--prefix", TOOLS, KEDA]
        subprocess.run(install, check=True)
    module = "./node_modules/@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject.js"
    program = f"new (require('{module}').ScaledObject)({json.dumps(scaled)}).validate()"
    subprocess.run(["node", "--eval", program], cwd=TOOLS, check=True)


def has_no_more_rights_than_it_needs(kinds):
    pod = kinds["Deployment"]["spec"]["template"]["spec"]
    assert pod["automountServiceAccountToken"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
    assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == 10001
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert {"cpu", "memory"} <= set(container["resources"]["limits"])
        mounted = {mount["name"] for mount in container["volumeMounts"]}
        assert mounted == {volume["name"] for volume in pod["volumes"]}
        assert {"/data", "/tmp"} <= {mount["mountPath"] for mount in container["volumeMounts"]}
    policy = kinds["NetworkPolicy"]["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    monitoring = [rule for rule in policy["ingress"] if {"port": "management"} in rule["ports"]]
    assert [list(peer) for rule in monitoring for peer in rule["from"]] == [["namespaceSelector"]]


def means_its_pods(kinds):
    deployment = kinds["Deployment"]["spec"]
    assert deployment["template"]["metadata"]["labels"] == LABELS
    assert deployment["selector"]["matchLabels"] == LABELS
    assert kinds["Service"]["spec"]["selector"] == LABELS
    assert kinds["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == LABELS
    assert kinds["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == LABELS
    assert {"port": "http"} in kinds["NetworkPolicy"]["spec"]["ingress"][0]["ports"]


def says_what_is_documented(kinds):
    container = kinds["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    # Written short there: `SPRING_DATASOURCE_USERNAME`, `…_PASSWORD`.
    known = OPERATIONS.replace("`…_", "`SPRING_DATASOURCE_")
    for name in [*kinds["ConfigMap"]["data"], *(variable["name"] for variable in container.get("env", []))]:
        assert f"`{name}`" in known or name == "SPRING_SERVLET_MULTIPART_LOCATION", name
    assert kinds["ConfigMap"]["data"]["GRADTRACE_WORKERS"] == container["resources"]["limits"]["cpu"]


def is_of_the_service(kinds, address):
    """Probes are answered, and there is the metric that is scaled by."""
    container = kinds["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    for probe in ["startupProbe", "livenessProbe", "readinessProbe"]:
        assert container[probe]["httpGet"]["port"] == "management"
        asked = address + container[probe]["httpGet"]["path"]
        until(lambda asked=asked: urllib.request.urlopen(asked).status == 200, asked)
    path = kinds["Deployment"]["spec"]["template"]["metadata"]["annotations"]["prometheus.io/path"]
    with urllib.request.urlopen(address + path) as answer:
        metrics = answer.read().decode()
    for trigger in kinds.get("ScaledObject", {"spec": {"triggers": []}})["spec"]["triggers"]:
        series = re.findall(r"\w+\{\w+=\"\w+\"\}", trigger["metadata"]["query"])
        assert series and all(f"\n{name} " in metrics for name in series), series
        assert trigger["metadata"]["threshold"] == kinds["ConfigMap"]["data"]["GRADTRACE_WORKERS"]


def main(jar):
    overlays = {name: rendered(name) for name in ["base", "postgresql", "keda"]}
    for kinds in overlays.values():
        fits_schemas(kinds)
        has_no_more_rights_than_it_needs(kinds)
        means_its_pods(kinds)
        says_what_is_documented(kinds)
    alone, shared, scaled = (kinds["Deployment"]["spec"] for kinds in overlays.values())
    assert alone["replicas"] == 1 and alone["strategy"]["type"] == "Recreate"
    assert "PersistentVolumeClaim" in overlays["base"]
    assert shared["replicas"] >= 2 and "PersistentVolumeClaim" not in overlays["postgresql"]
    assert "replicas" not in scaled and overlays["keda"]["ScaledObject"]["spec"]["minReplicaCount"] >= 2
    with tempfile.TemporaryDirectory() as home, service(jar, home) as address:
        for kinds in overlays.values():
            is_of_the_service(kinds, address)
    print("Kubernetes:", ", ".join(f"{name} {len(kinds)} objects" for name, kinds in overlays.items()))


if __name__ == "__main__":
    main(sys.argv[1])
