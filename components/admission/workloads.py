"""The pods in a request, wherever its kind keeps them."""

from components.admission.policy import Match

WORKLOADS = (
    Match("", ("pods", "replicationcontrollers")),
    Match("", ("pods/ephemeralcontainers",), ("UPDATE",)),
    Match("apps", ("daemonsets", "deployments", "replicasets", "statefulsets")),
    Match("batch", ("cronjobs", "jobs")),
)
"""Everything that runs containers; what makes pods is refused as well as the pods, so that its author hears of it."""

# What the kinds have in common is known to no schema, so all of this is dynamic: the API server cannot check it.
PODS = {
    "template": "object.kind == 'Pod' ? dyn(object)"
    " : object.kind == 'CronJob' ? dyn(object).spec.jobTemplate.spec.template"
    " : dyn(object).spec.template",
    "pod": "variables.template.spec",
    "windows": "variables.pod.?os.?name.orValue('linux') == 'windows'",
    "running": "variables.pod.containers + variables.pod.?initContainers.orValue([])",
    "containers": "variables.running + variables.pod.?ephemeralContainers.orValue([])",
}
"""The pods; their specification, and whether Windows runs them; the containers that run; and those with what people
attach for debugging."""

IMAGES = {
    **PODS,
    "images": "variables.containers.map(c, {'by': c.name + ' runs ', 'image': string(c.image)})"
    " + variables.pod.?volumes.orValue([]).filter(v, v.?image.?reference.orValue('') != '')"
    ".map(v, {'by': v.name + ' mounts ', 'image': string(v.image.reference)})",
}
"""The pods, and images by who asks for them: containers that run one, volumes that are one."""

CHANGED = {"changed": "request.operation == 'CREATE' || dyn(object).spec != dyn(oldObject).spec"}
"""What runs already is judged anew only when it changes: otherwise nothing could remove its finalizers."""
