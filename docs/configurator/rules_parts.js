"use strict";
// More rules, in the same manner: of registry, tenants and stamps.

const groupsOf = (identity, teams) => [identity.platformOperators, identity.securityReaders, ...teams.flatMap((one) => [one.operators, one.developers])].filter(Boolean);

Object.assign(RULES, {
  "registry.replicas_are_elsewhere": [["registry", "location"], function* ({ replicaRegions }, location) {
    for (const region of replicaRegions)
      if (!Object.hasOwn(FACTS.regions, region)) yield ["registry", `replicaRegions: '${region}' is not a region with availability zones`];
    if (replicaRegions.includes(location)) yield ["registry", `replicaRegions: the registry is in ${location} already; remove it`];
    if (new Set(replicaRegions).size < replicaRegions.length) yield ["registry", "replicaRegions: a region stands there twice; remove one"];
  }],
  "registry.replicas_have_no_soft_delete": [["registry"], function* ({ replicaRegions, cleanup }) {
    if (replicaRegions.length && cleanup === "softDelete")
      yield ["registry", "a replicated registry has no soft delete; set cleanup to retention or empty replicaRegions"];
  }],
  "registry.roles_by_repository_have_no_soft_delete": [["registry"], function* ({ access, cleanup }) {
    if (access === "abac" && cleanup === "softDelete")
      yield ["registry", "access abac has no soft delete yet; set cleanup to retention or access to tokens"];
  }],
  "registry.mirrors_are_apart": [["registry"], function* ({ mirrors }) {
    for (const [one, other] of pairs(mirrors.map((mirror) => mirror.upstream))) {
      const [a, b] = [one, other].map((text) => text.replace(/\*$/, ""));
      const contains = [[a, b], [b, a]].some(([outer, inner]) => outer.endsWith("/") && inner.startsWith(outer));
      if (contains || a === b) yield ["registry", `mirrors: ${one} and ${other} overlap; keep one of them`];
    }
  }],
  "registry.mirrors_leave_the_bootstrap_alone": [["registry", "network"], function* ({ mirrors }, { egress }) {
    if (egress === "isolated" && mirrors.some((one) => one.upstream.startsWith("mcr.")))
      yield ["registry", "mirrors: an isolated network mirrors mcr.microsoft.com already; remove it"];
  }],
  "registry.build_agents_have_a_way_out": [["registry", "network"], function* ({ buildAgents }, { egress }) {
    if (buildAgents && !["natGateway", "hub"].includes(egress))
      yield ["registry", `buildAgents have no way out with egress ${egress}; set natGateway or hub, or false`];
  }],
  "registry.build_agents_are_offered": [["registry", "location"], function* ({ buildAgents }, location) {
    if (buildAgents && !FACTS.buildRegions.includes(location))
      yield ["registry", `buildAgents are not offered in ${location}, only in ${FACTS.buildRegions.join(", ")}`];
  }],
  "registry.rebuilds_have_agents": [["registry"], function* ({ rebuilds, buildAgents }) {
    if (rebuilds.length && !buildAgents) yield ["registry", "rebuilds run on machines in the network; set buildAgents to true"];
  }],
  "registry.rebuilds_push_with_the_registrys_token": [["registry"], function* ({ rebuilds, access }) {
    if (rebuilds.length && access === "abac")
      yield ["registry", "rebuilds cannot push with access abac; empty rebuilds or set access to tokens"];
  }],
  "registry.rebuilds_are_apart": [["registry"], function* ({ rebuilds }) {
    const names = rebuilds.map((one) => "rebuild-" + one.image.replace(/[^a-z0-9]+/g, "-")).sort();
    for (const [name] of repeated(names)) yield ["registry", `rebuilds: there is more than one task '${name}'; remove one, or rename its image`];
  }],
  "tenants.groups_are_apart": [["identity", "teams"], function* (identity, teams) {
    for (const [group, count] of repeated(groupsOf(identity, teams)))
      yield ["teams", `group ${group} stands for ${count} personas; give each a group of its own`];
  }],
  "tenants.teams_are_apart": [["teams"], function* (teams) {
    const names = teams.map((one) => one.name);
    for (const [name] of repeated(names)) yield ["teams", `there is more than one team '${name}'; give each its own name`];
    for (const name of new Set(names))
      if (["default", ...FACTS.systemNamespaces].includes(name)) yield ["teams", `namespace '${name}' is the cluster's own; choose another name`];
  }],
  "tenants.namespaces_answer_for_no_host": [["teams", "network", "manifests"], function* (teams, { allowedHosts }, { repository }) {
    const git = repository ? [repository.split("/")[2]] : [], called = [...git, ...teams.flatMap((one) => one.egressHosts), ...allowedHosts];
    const endings = [...FACTS.endings, ...called.map((one) => one.split(":")[0].split(".").pop())];
    for (const name of new Set(teams.map((one) => one.name)))
      if (endings.includes(name)) yield ["teams", `namespace '${name}' would answer for hosts that end in .${name}; choose another name`];
  }],
  "tenants.secrets_are_apart": [["teams"], function* (teams) {
    for (const [secret, count] of repeated(teams.flatMap((one) => one.secrets.map((name) => name.toLowerCase()))))
      yield ["teams", `secret '${secret}' stands ${count} times among the teams' secrets; give it to one`];
  }],
  "tenants.pipelines_of_images_are_apart": [["teams", "registry", "identity"], function* (teams, { access }, { github }) {
    const theirs = teams.filter((one) => one.images), ours = github ? [github.previewSubject, github.deploySubject] : [];
    const subjects = [...theirs.flatMap(({ images }) => [images.pushSubject, images.releaseSubject]), ...new Set(ours)];
    for (const [subject, count] of repeated(subjects)) yield ["teams", `${subject} stands for ${count} pipelines; give each its own environment`];
    if (access !== "abac")
      for (const { name } of theirs) yield ["teams", `${name}: images needs roles by repository; set registry.access to abac or remove it`];
  }],
  "tenants.hosts_can_be_reached": [["teams", "network"], function* (teams, { egress }) {
    for (const { name, egressHosts } of teams)
      if (egress === "isolated" && egressHosts.some((one) => /^[^:]*(:0*443)?$/.test(one))) yield ["teams", `${name}: egressHosts cannot be reached with egress: isolated; remove them`];
  }],
  "tenants.files_are_fetched": [["clusterAccess", "manifests", "network"], function* (access, { repository }, { egress }) {
    if (access === "render" && repository === null) yield ["manifests", "clusterAccess: render needs repository, such as https://github.com/example/platform"];
    if (access !== "render" && repository !== null)
      yield ["manifests", `clusterAccess: ${access} writes no files; remove repository or set clusterAccess: render`];
    if (access === "render" && egress === "isolated")
      yield ["clusterAccess", "egress: isolated leaves render no way to the repository; set azure or direct"];
  }],
  "tenants.signatures_can_be_verified": [["admission", "clusterAccess", "cluster", "network", "teams"], function* ({ signatures }, access, { mesh }, { egress }, teams) {
    if (!signatures) return;
    if (!["direct", "render"].includes(access)) yield ["admission", "signatures needs somebody who installs Ratify; set clusterAccess: direct or render"];
    if (mesh) yield ["admission", "signatures would refuse the mesh's proxies, which others sign; remove it or cluster.mesh"];
    if (egress === "isolated") yield ["admission", "signatures: with egress: isolated Ratify cannot sign in to Entra; choose another egress"];
    if (teams.some((one) => one.name === "ratify")) yield ["teams", "namespace 'ratify' is that of signatures; choose another name"];
    const theirs = teams.flatMap((one) => one.secrets.map((name) => name.toLowerCase()));
    for (const name of signatures.certificates)
      if (theirs.includes(name.toLowerCase())) yield ["admission", `signatures: certificate '${name}' is a team's secret; name one of the platform's`];
  }],
  "stamps.names_are_apart": [["stamps", "location"], function* (stamps, location) {
    for (const [name] of repeated([own(FACTS.regions, location) ?? "", ...stamps.map((one) => one.name)]))
      yield ["stamps", `${name}: there is more than one of that name, the region's own counted; choose another`];
  }],
  "stamps.names_fit": [["stamps", "workload", "environment", "nameSuffix"], function* (stamps, workload, environment, suffix) {
    for (const { name } of stamps) {
      const problem = nameProblem(workload, environment, name, suffix);
      if (problem) yield ["stamps", `${name}: ${problem}`];
    }
  }],
  "stamps.spaces_are_apart": [["stamps", "addressSpace"], function* (stamps, home) {
    const spaces = [["the stack", home], ...stamps.map((one) => [one.name, one.addressSpace])];
    for (const [[one, space], [other, further]] of pairs(spaces))
      if (space.overlaps(further)) yield ["stamps", `${other}: addressSpace ${further} overlaps ${space} of ${one}; choose another range`];
  }],
  "stamps.hubs_are_apart": [["stamps", "network"], function* (stamps, { egress, hub }) {
    for (const one of stamps) {
      if (egress !== "hub" && one.hub) yield ["stamps", `${one.name}: hub is unused with egress ${egress}; remove it`];
      if (egress === "hub" && !one.hub) yield ["stamps", `${one.name}: egress hub needs the hub of its region; set hub as in network.hub`];
    }
    const groups = [hub, ...stamps.map((one) => one.hub)].filter(Boolean).map((one) => one.zoneGroupId.toLowerCase());
    if (egress === "hub" && repeated(groups).length)
      yield ["stamps", "hubs share a zoneGroupId, whose zones hold the registry's address once; give each its own"];
  }],
  "stamps.copies_have_no_soft_delete": [["stamps", "registry", "location"], function* (stamps, { cleanup }, home) {
    if (cleanup === "softDelete" && stamps.some((one) => one.location !== home))
      yield ["stamps", "a registry with copies in other regions has no soft delete; set registry.cleanup to retention"];
  }],
  "stamps.each_could_stand_alone": [["stamps"], function* (stamps, valid) {
    const asked = Object.keys(RULES).filter((one) => /^(checks|cluster)\./.test(one) && one !== "checks.names_fit");
    const told = ({ path, text }) => `${path.join(".")}: ${text}`, known = broken(valid, asked).map(told);
    for (const { name, hub, ...stamp } of stamps) {
      const changed = Object.fromEntries(Object.entries(stamp).filter(([, value]) => value !== null));
      for (const text of broken({ ...valid, ...changed }, asked).map(told)) if (!known.includes(text)) yield ["stamps", `${name}: ${text}`];
    }
  }],
});
