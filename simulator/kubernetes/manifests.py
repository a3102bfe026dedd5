"""Manifests in place of a cluster: `renderYamlToDirectory`.

Source of folders and file names: provider/pkg/provider/provider.go in pulumi/pulumi-kubernetes.
"""

from pathlib import Path

import yaml

from simulator.kubernetes.client import Object


def write(folder: Path, body: Object) -> None:
    """Write an object's manifest, readable by its owner only: it may be a Secret's."""
    file = _file(folder, body)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    file.write_text(yaml.safe_dump(body, sort_keys=True), "utf-8")


def remove(folder: Path, body: Object) -> None:
    """Remove an object's manifest."""
    _file(folder, body).unlink(missing_ok=True)


def _file(folder: Path, body: Object) -> Path:
    metadata = body["metadata"]
    version = body["apiVersion"].replace("/", "_")
    part = "0-crd" if body["kind"] == "CustomResourceDefinition" else "1-manifest"
    name = f"{version}-{body['kind'].lower()}-{metadata.get('namespace') or 'default'}-{metadata['name']}.yaml"
    # Nobody asks an API server whether these are names; in a path they would lead out of the folder.
    return folder / part / "".join("_" if sign in ":/\\\0" else sign for sign in name)
