"""The regions a stack may live in: public ones that have availability zones, with the short form names use.

Source: https://learn.microsoft.com/azure/reliability/regions-list
"""

SHORT_NAMES = {
    "australiaeast": "aue",
    "austriaeast": "ate",
    "belgiumcentral": "bec",
    "brazilsouth": "brs",
    "canadacentral": "cac",
    "centralindia": "inc",
    "centralus": "usc",
    "chilecentral": "clc",
    "eastasia": "ase",
    "eastus": "use",
    "eastus2": "use2",
    "francecentral": "frc",
    "germanywestcentral": "dewc",
    "indonesiacentral": "idc",
    "israelcentral": "ilc",
    "italynorth": "itn",
    "japaneast": "jpe",
    "japanwest": "jpw",
    "koreacentral": "krc",
    "malaysiawest": "myw",
    "mexicocentral": "mxc",
    "newzealandnorth": "nzn",
    "northeurope": "neu",
    "norwayeast": "noe",
    "polandcentral": "plc",
    "southafricanorth": "zan",
    "southcentralus": "ussc",
    "southeastasia": "asse",
    "spaincentral": "esc",
    "swedencentral": "sec",
    "switzerlandnorth": "chn",
    "uaenorth": "aen",
    "uksouth": "uks",
    "westeurope": "weu",
    "westus2": "usw2",
    "westus3": "usw3",
}
"""Region to short name. Left out: qatarcentral, which has no API server VNet integration."""

UNPAIRED = frozenset(
    {
        "austriaeast",
        "belgiumcentral",
        "chilecentral",
        "indonesiacentral",
        "israelcentral",
        "italynorth",
        "malaysiawest",
        "mexicocentral",
        "newzealandnorth",
        "polandcentral",
        "spaincentral",
    }
)
"""Those of them that have no other region which Azure itself copies to."""


def normalize(location: str) -> str:
    """Return the form Azure compares by: `West Europe` and `westeurope` are one region."""
    return location.replace(" ", "").lower()
