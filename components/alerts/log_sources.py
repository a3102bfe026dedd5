"""The logs that detections and alerts read, each as who did what from where.

On a new workspace nothing has written to them yet: Sentinel refuses a rule about a table that is not there
(https://github.com/criblio/Cribl-Microsoft/pull/56), and Azure Monitor switches off an alert about one after a week
(https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-troubleshoot-log). A union is fuzzy about tables that are
missing as long as one is there: https://learn.microsoft.com/azure/kusto/query/unionoperator. So an empty one is, with
the columns that these read, of the types in https://learn.microsoft.com/azure/azure-monitor/reference/tables-index:
of another type a column would get another name.
"""


def _of(*tables: str, **columns: str) -> str:
    every = {"TimeGenerated": "datetime", "_ResourceId": "string", **columns}
    empty = ", ".join(f"{name}: {of}" for name, of in every.items())
    return f"union isfuzzy=true (datatable({empty}) []), {', '.join(tables)}\n"


AUDIT = (
    _of(
        "AKSAuditAdmin",
        "AKSAudit",
        Annotations="dynamic",
        AuditId="string",
        ObjectRef="dynamic",
        RequestObject="dynamic",
        RequestUri="string",
        ResponseObject="dynamic",
        ResponseStatus="dynamic",
        SourceIps="dynamic",
        Stage="string",
        User="dynamic",
        Verb="string",
    )
    + """| where Stage != "RequestReceived"
| extend Account = tostring(User.username), IP = tostring(SourceIps[0]), Resource = _ResourceId
"""
)
"""What the API servers were asked."""
# A vault's own claims have short names, Azure Resource Manager's the whole one:
# https://learn.microsoft.com/azure/key-vault/general/logging.
VAULT = (
    _of(
        "AZKVAuditLogs",
        CallerIpAddress="string",
        HttpStatusCode="int",
        Identity="dynamic",
        OperationName="string",
        RequestUri="string",
    )
    + """| extend Claims = Identity.claim
| extend Person = tostring(Claims["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"])
| extend Account = coalesce(tostring(Claims.upn), Person, tostring(Claims.appid)), IP = CallerIpAddress
| extend Resource = _ResourceId
"""
)
"""What the vaults were asked."""
_CALLER = {"CallerIpAddress": "string", "Identity": "string"}
_BY_CALLER = """| extend Account = Identity, IP = CallerIpAddress, Resource = _ResourceId
"""
LOGINS = _of("ContainerRegistryLoginEvents", **_CALLER, ResultDescription="string") + _BY_CALLER
"""Who signed in to the registry, or tried."""
REPOSITORIES = (
    _of("ContainerRegistryRepositoryEvents", **_CALLER, OperationName="string", Repository="string", Tag="string")
    + _BY_CALLER
)
"""What became of the registry's images."""
