"""The way through a failure is written down where the logs are."""

import json
from collections.abc import Mapping
from typing import Any, TypedDict
from uuid import NAMESPACE_URL, uuid5

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import applicationinsights, operationalinsights

from components.monitoring.troubleshooting import TROUBLESHOOTING
from components.naming import Kind
from components.naming import name as azure_name


class SavedQueriesArgs(TypedDict):
    """What the queries need from their caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns pack and workbook."""
    workspace_id: Input[str]
    """ARM id of the workspace the workbook asks."""
    tags: Input[Mapping[str, str]]
    """Tags of pack and workbook."""


class SavedQueries(ComponentResource):
    """Query pack with a question a step, and a workbook that asks all of them for a chosen time."""

    def __init__(self, name: str, args: SavedQueriesArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:SavedQueries", name, {**args}, opts)
        pack = operationalinsights.QueryPack(
            name,
            query_pack_name=azure_name(Kind.QUERY_PACK, args["stem"]),
            resource_group_name=args["resource_group_name"],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        for saved in TROUBLESHOOTING:
            slug = saved.title.lower().replace(" ", "-").replace("'", "")
            operationalinsights.Query(
                slug,
                id=stable_id(args["stem"], slug),
                query_pack_name=pack.name,
                resource_group_name=args["resource_group_name"],
                display_name=saved.title,
                description=saved.purpose,
                body=saved.query,
                related={"categories": [saved.category]},
                opts=ResourceOptions(parent=self),
            )
        applicationinsights.Workbook(
            name,
            resource_name_=stable_id(args["stem"], "workbook"),
            resource_group_name=args["resource_group_name"],
            category="workbook",
            kind=applicationinsights.WorkbookSharedTypeKind.SHARED,
            display_name=f"Troubleshooting {args['stem']}",
            # Azure keeps it in lower case.
            source_id=Output.from_input(args["workspace_id"]).apply(str.lower),
            serialized_data=json.dumps(workbook()),
            version="1.0",
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({})


def stable_id(stem: str, what: str) -> str:
    """Return the GUID Azure wants for a name: another in each stack, the same in each run."""
    return str(uuid5(NAMESPACE_URL, f"{stem}/{what}"))


def workbook() -> dict[str, Any]:
    """Return the workbook: a time to choose, then every question with its purpose above its answer.

    Format: https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-automate.
    """
    time = {"id": "time", "version": "KqlParameterItem/1.0", "name": "Time", "type": 4, "isRequired": True}
    time["value"] = {"durationMs": 14_400_000}
    time["typeSettings"] = {"selectableValues": [{"durationMs": hours * 3_600_000} for hours in (1, 4, 24, 168)]}
    items: list[dict[str, Any]] = [
        {"type": 9, "name": "time", "content": {"version": "KqlParameterItem/1.0", "parameters": [time]}}
    ]
    for number, saved in enumerate(TROUBLESHOOTING, 1):
        items.append({"type": 1, "name": f"text-{number}", "content": {"json": f"## {saved.title}\n{saved.purpose}"}})
        content = {"version": "KqlItem/1.0", "query": saved.query, "size": 0, "title": saved.title, "queryType": 0}
        content |= {"resourceType": "microsoft.operationalinsights/workspaces", "timeContextFromParameter": "Time"}
        items.append({"type": 3, "name": f"query-{number}", "content": content})
    return {"version": "Notebook/1.0", "items": items, "isLocked": False}
