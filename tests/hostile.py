"""YAML that somebody wrote to hurt whoever reads it, and what is said of it."""

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + step)}: &{chr(98 + step)} [{','.join(['*' + chr(97 + step)] * 9)}]\n" for step in range(9)
)
HOSTILE = {
    LAUGHS: "*a is an alias: write out what it stands for",
    "guardrails: &a {x: *a}": "*a is an alias",
    "resources: &a [*a]": "*a is an alias",
    "a: &a {x: 1}\nb: {<<: *a}": "*a is an alias",
    f"stacks: {'[' * 50_000}": "nested deeper than 32",
    f"stacks: {'[' * 3_000}{']' * 3_000}": "nested deeper than 32",
    "\n".join(f"{' ' * depth}a:" for depth in range(1_000)): "nested deeper than 32",
    "1: 2\nprofile: baseline": "the key 1 must be a text",
    "null: 3": "the key None must be a text",
    "stacks: {2027-01-31: {profile: baseline}}": "the key datetime.date(2027, 1, 31) must be a text",
    "resources: [{1: 2}]": "the key 1 must be a text",
    "? [a, b]\n: 3": "unhashable key",
    "profile: baseline\nprofile: strict": "the key profile stands here twice: keep one",
    "stacks: {prod: {profile: strict}, prod: {}}": "the key prod stands here twice: keep one",
    f"profile: {'9' * 5_000}": "4300 digits",
    "profile: \0": "special characters are not allowed",
    "!!python/object/apply:os.system ['exit']": "could not determine a constructor",
    "profile: 2027-02-30": "day is out of range",
    f"# {'x' * (2 << 20)}": "larger than 1 MiB",
    "[]": "must hold keys and values, not a list",
    "true": "must hold keys and values, not a bool",
}
