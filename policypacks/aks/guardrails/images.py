"""References of container images: registry, repository, tag and digest."""

from dataclasses import dataclass

from guardrails.props import Props

_DOCKER_HUB = "docker.io"
_ALSO_DOCKER_HUB = {"index.docker.io", "registry-1.docker.io"}


@dataclass(frozen=True)
class Image:
    """A reference as the container runtime reads it; see https://kubernetes.io/docs/concepts/containers/images/."""

    registry: str
    """Host, with its port where one is written; without one it is Docker Hub."""
    repository: str
    tag: str
    digest: str


def image_of(holder: Props) -> Image | None:
    """Return the image of a container, or of a volume that is one; None when it names none. Raises as `get`."""
    text = holder.text("image") or holder.text("image.reference")
    if not text:
        return None
    name, _, digest = text.partition("@")
    first, slash, rest = name.partition("/")
    named = bool(slash) and ("." in first or ":" in first or first == "localhost")
    registry, path = (first, rest) if named else (_DOCKER_HUB, name)
    repository, _, tag = path.partition(":")
    host = registry.lower()
    return Image(_DOCKER_HUB if host in _ALSO_DOCKER_HUB else host, repository, tag, digest)


def is_from(image: Image, allowed: str) -> bool:
    """Tell whether an allowed registry, or repositories below one, hold the image; `*.` stands for any host below."""
    host, _, path = allowed.partition("/")
    held = image.registry.endswith(host[1:].lower()) if host.startswith("*.") else image.registry == host.lower()
    below = path.strip("/")
    return held and (not below or f"{image.repository}/".startswith(f"{below}/"))
