// Writes the state for the tests as JSON, which a state file may be.
// It has one package for each form of owner, and one long list for paging.

const digest = (n) => `sha256:${n.toString(16).padStart(64, "0")}`;
const day = (n) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().replace(".000Z", "Z");
const image = (id, tags) => ({ id, name: digest(id), tags, created_at: day(id % 365) });

const packageOf = (owner, id) => ({
  owner,
  package_type: "container",
  name: "team/app",
  id,
  visibility: "private",
  created_at: day(0),
  versions: [image(id * 10 + 1, ["1.0"]), image(id * 10 + 2, ["latest"]), image(id * 10 + 3, [])],
});

const state = {
  users: [
    { login: "monalisa", id: 1001 },
    { login: "hubot", id: 1002 },
  ],
  organizations: [{ login: "octo-org", id: 2001, owners: ["monalisa"], members: ["hubot"] }],
  repositories: [
    { full_name: "octo-org/hello-world", id: 5001, roles: { hubot: "write" } },
    { full_name: "octo-org/site", id: 5002, private: false },
  ],
  packages: [
    packageOf("octo-org", 101),
    packageOf("monalisa", 102),
    { ...packageOf("hubot", 103), roles: { monalisa: "admin" } },
    {
      owner: "octo-org",
      package_type: "npm",
      name: "long-list",
      id: 104,
      visibility: "public",
      versions: Array.from({ length: 234 }, (_, i) => ({ id: 50_000 + i, name: `1.0.${i}`, created_at: day(i) })),
    },
    {
      owner: "octo-org",
      package_type: "container",
      name: "popular",
      id: 105,
      visibility: "public",
      versions: [
        { ...image(1051, ["latest"]), downloads: 5_001 },
        { ...image(1052, ["old"]), downloads: 5_000 },
      ],
    },
    {
      owner: "octo-org",
      package_type: "docker",
      name: "legacy",
      id: 106,
      visibility: "private",
      docker_migration_conflict: true,
      versions: [{ id: 1061, name: digest(1061), tags: ["1.0"], created_at: day(1) }],
    },
  ],
  tokens: [
    { token: "ghp_owner", user: "monalisa", scopes: ["write:packages", "delete:packages", "repo"] },
    { token: "ghp_organizations", user: "monalisa", scopes: ["read:org", "repo"] },
    { token: "ghp_reader", user: "hubot", scopes: ["read:packages"] },
  ],
};

process.stdout.write(JSON.stringify(state, null, 2));
