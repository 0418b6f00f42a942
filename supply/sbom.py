"""Writes sbom.cdx.json: the bill of materials of what runs (CycloneDX 1.6). From the same lock comes the same file.

The hashes of the packages' files stand in requirements.lock; the bill names the lock by its own hash.
"""

import hashlib
import json
import uuid
from typing import Any

from supply.licenses import Licensed, licensed, parts
from supply.lock import ROOT

FILE = ROOT / "sbom.cdx.json"
NAME = "buendniswerkstatt"


def bill() -> dict[str, Any]:
    lock = hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    components = [_component(each) for each in licensed()]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, lock)}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": NAME, "name": NAME},
            "properties": [{"name": "requirements.lock:sha256", "value": lock}],
        },
        "components": components,
        "dependencies": [{"ref": NAME, "dependsOn": [each["bom-ref"] for each in components]}],
    }


def _component(each: Licensed) -> dict[str, Any]:
    package = each.package
    address = f"pkg:pypi/{package.name}@{package.version}"
    one = parts(each.license) == [each.license]
    return {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "licenses": [{"license": {"id": each.license}} if one else {"expression": each.license}],
        "purl": address,
        **({"properties": [{"name": "marker", "value": package.marker}]} if package.marker else {}),
    }


def written() -> str:
    return json.dumps(bill(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
