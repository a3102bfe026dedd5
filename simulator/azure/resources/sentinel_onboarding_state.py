"""Microsoft.SecurityInsights/onboardingStates: Sentinel on a workspace."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.sentinel import onboarding_is_the_default

RESOURCE = Resource(
    kind="azure-native:securityinsights:SentinelOnboardingState",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}/providers/Microsoft.SecurityInsights/onboardingStates/{{sentinelOnboardingStateName}}",
    refuses=(onboarding_is_the_default,),
)
