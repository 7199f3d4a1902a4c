// Asks what clients of packages ask beside them, with GitHub's own client, against the server at PACKHOUSE_URL.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Octokit } from "@octokit/rest";

const baseUrl = process.env.PACKHOUSE_URL;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const client = (auth) => new Octokit({ auth, baseUrl, userAgent: "packhouse-octokit-test", log: quiet });
const owner = client("ghp_organizations");
const reader = client("ghp_reader");
const org = "octo-org";

const status = (code) => (error) => error.status === code;

describe("beside packages, a client", () => {
  test("checks who is a member", async () => {
    assert.equal((await owner.rest.orgs.checkMembershipForUser({ org, username: "hubot" })).status, 204);
    await assert.rejects(owner.rest.orgs.checkMembershipForUser({ org, username: "nobody" }), status(404));
    // The redirect for callers who may not see it is followed.
    await assert.rejects(reader.rest.orgs.checkMembershipForUser({ org, username: "hubot" }), status(404));
  });

  test("pages through members", async () => {
    const members = await owner.paginate(owner.rest.orgs.listMembers, { org, per_page: 1 });
    assert.deepEqual(members.map((member) => member.login), ["monalisa", "hubot"]);
    assert.deepEqual((await reader.rest.orgs.listMembers({ org })).data, []);
  });

  test("gets memberships", async () => {
    const { data } = await owner.rest.orgs.getMembershipForUser({ org, username: "hubot" });
    assert.deepEqual([data.role, data.state, data.organization.login], ["member", "active", org]);
    const own = await owner.rest.orgs.listMembershipsForAuthenticatedUser();
    assert.deepEqual(own.data.map((membership) => membership.role), ["admin"]);
    await assert.rejects(reader.rest.orgs.listForAuthenticatedUser(), status(403));
  });

  test("gets repositories", async () => {
    const { data } = await owner.rest.repos.get({ owner: org, repo: "hello-world" });
    assert.deepEqual([data.id, data.private, data.permissions.admin], [5001, true, true]);
    await assert.rejects(reader.rest.repos.get({ owner: org, repo: "hello-world" }), status(404));
    const all = await owner.paginate(owner.rest.repos.listForOrg, { org, sort: "full_name", per_page: 1 });
    assert.deepEqual(all.map((repository) => repository.name), ["hello-world", "site"]);
    assert.equal((await owner.rest.repos.listForAuthenticatedUser()).data.length, 2);
  });

  test("asks who it is in GraphQL", async () => {
    assert.deepEqual(await owner.graphql("query { viewer { login } }"), { viewer: { login: "monalisa" } });
    await assert.rejects(owner.graphql("query { organization { id } }"), {
      name: "GraphqlResponseError",
      message: /Field 'organization' doesn't exist on type 'Query'/,
    });
    await assert.rejects(client().graphql("query { viewer { login } }"), status(401));
  });

  test("reads about the service", async () => {
    const { data } = await owner.rest.meta.get();
    assert.deepEqual([data.hooks, data.packages, data.ssh_key_fingerprints], [[], [], {}]);
  });
});
