"use strict";
// What makes sense only together: the checks of components/settings under the names they have there, each with the
// settings it needs; it yields [path, what is wrong]. Whatever is not here is left to the preview, and the page says so.

const poolsOf = (system, users) => [system, ...users];
const standing = "; a cluster that stands keeps its ranges: lower maxCount, or add a stamp";
const pairs = (items) => items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other]));
const repeated = (items) => [...new Set(items)].map((one) => [one, items.filter((other) => other === one).length]).filter(([, count]) => count > 1);
const nameOf = (...stem) => [FACTS.name.prefix, ...stem].filter(Boolean).join("");

function nameProblem(...stem) {
  const name = nameOf(...stem), { minimum, maximum } = FACTS.name;
  if (name.length >= minimum && name.length <= maximum) return null;
  return `the name '${name}' has ${name.length} characters, Azure takes ${minimum} to ${maximum}: shorten workload, environment or nameSuffix`;
}

const RULES = {
  "checks.region_is_known": [["location"], function* (location) {
    if (!Object.hasOwn(FACTS.regions, location))
      yield ["location", `'${location}' is not a region with availability zones; choose one of ${Object.keys(FACTS.regions).join(", ")}`];
  }],
  "checks.names_fit": [["workload", "environment", "location", "nameSuffix"], function* (workload, environment, location, suffix) {
    const problem = nameProblem(workload, environment, own(FACTS.regions, location), suffix);
    if (problem) yield ["workload", problem];
  }],
  "checks.space_is_large_enough": [["addressSpace"], function* (space) {
    if (!plan(space)) yield ["addressSpace", `${space} is too small: use a /${FACTS.smallestSpace} or larger`];
  }],
  "checks.service_range_fits": [["serviceCidr"], function* (services) {
    if (services.prefix < 13 || services.prefix > 27) yield ["serviceCidr", `${services} has a wrong size; choose a /13 to /27`];
  }],
  "checks.ranges_are_disjoint": [["addressSpace", "podCidr", "serviceCidr"], function* (addressSpace, podCidr, serviceCidr) {
    for (const [[first, one], [key, other]] of pairs(Object.entries({ addressSpace, podCidr, serviceCidr })))
      if (one.overlaps(other)) yield [key, `${other} overlaps ${first} ${one}; choose another range for either`];
  }],
  "checks.nodes_fit": [["addressSpace", "podCidr", "systemPool", "userPools"], function* (space, pods, system, users) {
    const largest = poolsOf(system, users).reduce((sum, { maxCount }) => sum + maxCount + Math.ceil((maxCount * FACTS.surgePercent) / 100), 0);
    const podRanges = pods.prefix <= FACTS.nodePodPrefix ? 2 ** (FACTS.nodePodPrefix - pods.prefix) : 0;
    if (largest > podRanges) {
      const needed = FACTS.nodePodPrefix - Math.ceil(Math.log2(largest));
      yield ["podCidr", `${pods} holds ${podRanges} nodes, an upgrade needs ${largest}; choose a /${needed} or larger${standing}`];
    }
    const available = plan(space) && plan(space).nodes.size - FACTS.reservedAddresses;
    if (available !== null && largest > available) yield ["addressSpace", `${space} holds ${available} nodes, an upgrade needs ${largest}; choose a larger range${standing}`];
  }],
  "checks.system_pool_is_usable": [["systemPool"], function* ({ vmSize }) {
    const { vcpus, family } = machine(vmSize);
    if (vcpus < FACTS.systemVcpus || family === "B") yield ["systemPool", `${vmSize} is too weak; choose ${FACTS.systemVcpus} or more CPUs, not of the B series`];
  }],
  "checks.pools_are_consistent": [["systemPool", "userPools"], function* (system, users) {
    for (const [index, { name, minCount, maxCount }] of poolsOf(system, users).entries())
      if (minCount > maxCount) yield [index ? "userPools" : "systemPool", `pool ${name}: minCount ${minCount} exceeds maxCount ${maxCount}; raise maxCount`];
    for (const [name] of repeated(poolsOf(system, users).map((one) => one.name)).sort())
      yield ["userPools", `there is more than one pool named '${name}'; give each its own name`];
  }],
  "network.hub_is_given_where_used": [["network"], function* ({ egress, hub }) {
    if (egress === "hub" && !hub) yield ["network.hub", "egress: hub needs it; give networkId, nextHop and zoneGroupId"];
    if (egress !== "hub" && hub) yield ["network.hub", `egress: ${egress} uses no hub; remove it or set egress: hub`];
  }],
  "network.only_a_firewall_of_ones_own_has_rules": [["network"], function* ({ egress, allowedHosts }) {
    if (allowedHosts.length && egress !== "firewall") yield ["network.allowedHosts", `egress: ${egress} filters nothing here; it needs egress: firewall`];
  }],
  "network.private_monitoring_has_its_place": [["network"], function* ({ egress, privateMonitoring }) {
    if (egress === "isolated" && !privateMonitoring) yield ["network.privateMonitoring", "egress: isolated needs it, or no log leaves the nodes; set it to true"];
    if (egress === "hub" && privateMonitoring)
      yield ["network.privateMonitoring", "egress: hub shares the hub's private link scope; add the workspace to that one and set it to false"];
  }],
  "cluster.pools_fit_their_profile": [["userPools"], function* (pools) {
    for (const { name, vmSize, profile } of pools) {
      const { family, version } = machine(vmSize), nested = FACTS.nested.includes(family[0]) && version >= FACTS.nestedFrom;
      if (profile === "sandboxed" && !nested) yield ["userPools", `pool ${name}: ${vmSize} runs no sandboxes; choose a D, E or F size of version 3 or later`];
    }
  }],
  "cluster.some_pool_is_reliable": [["userPools"], function* (pools) {
    if (pools.length && pools.every((one) => one.profile === "spot"))
      yield ["userPools", "every pool is of profile spot, which Azure may take back; add one of profile standard"];
  }],
  "cluster.backup_has_a_way_out": [["cluster", "network"], function* ({ backup }, { egress }) {
    if (backup && egress === "isolated") yield ["cluster", "backup: an isolated network takes no extension; set backup to false or another egress"];
  }],
  "cluster.backup_has_a_second_region": [["cluster", "location"], function* ({ backup }, location) {
    if (backup && FACTS.unpaired.includes(location))
      yield ["cluster", `backup: ${location} has no paired region for the copies; set backup to false or another region`];
  }],
  "identity.pipelines_are_apart": [["identity"], function* ({ github }) {
    if (github && github.previewSubject === github.deploySubject)
      yield ["identity", "github: previewSubject and deploySubject are one; give each pipeline its own environment"];
  }],
  "identity.pipelines_stay_out_of_clusters": [["identity", "clusterAccess"], function* ({ github }, access) {
    if (github && access === "direct")
      yield ["clusterAccess", "direct is for a person; pipelines (identity.github) need render, azure or none"];
  }],
  "identity.eligible_operators_are_no_administrators": [["identity", "adminGroupIds"], function* ({ platformOperators, eligibleFrom }, groups) {
    if (eligibleFrom && groups.includes(platformOperators))
      yield ["identity", `platformOperators: ${platformOperators} is in adminGroupIds too, whose members administer the cluster without activating anything; name a group for emergencies alone there, or remove eligibleFrom`];
  }],
  "monitoring.problems": [["monitoring"], function* ({ sentinel, dailyCapGb }) {
    if (sentinel && dailyCapGb !== null)
      yield ["monitoring.dailyCapGb", `a cap of ${dailyCapGb} GB would blind Sentinel for the rest of a day; remove it, or set sentinel to false`];
  }],
};

// Runs every rule whose settings are there and valid by themselves.
function broken(valid, names = Object.keys(RULES)) {
  return names.flatMap((name) => {
    const [needs, rule] = RULES[name];
    if (!needs.every((key) => Object.hasOwn(valid, key))) return [];
    return [...rule(...needs.map((key) => valid[key]), valid)].map(([path, text]) => ({ path: path.split("."), text }));
  });
}
